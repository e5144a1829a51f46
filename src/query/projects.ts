import type { ColumnInfo, Row } from '#spec';
import { rowsOf, type Asking } from './answer.ts';
import type { Catalog } from './catalog.ts';
import { overlay, type View } from './relations.ts';
import { orderBy, readSort } from './sort.ts';

export interface Search {
  search?: string;
  sort?: string;
  limit: number;
  offset: number;
}

export interface Page {
  version: string;
  total: number;
  columns: ColumnInfo[];
  rows: Row[];
}

/** Projects whose number, name or applicant holds the search, a page of them. Without a sort, by number. */
export async function listProjects(asking: Asking, catalog: Catalog, { search, sort, limit, offset }: Search, view: View): Promise<Page> {
  const columns = catalog.marts.get('projects') ?? new Map<string, ColumnInfo>();
  const order = orderBy(readSort(sort, [...columns.keys()]), ['project_id']);
  const text = search?.normalize('NFKC').trim();
  const where = text ? `\nwhere ${searched.map((name) => `${name} ilike $search escape '\\'`).join(' or ')}` : '';
  const looked: Record<string, string> = text ? { search: `%${text.replaceAll(/[\\%_]/g, '\\$&')}%` } : {};
  const query = (sql: string) => {
    const bounded = overlay(catalog, ['projects'], view, sql);
    return { sql: bounded.sql, values: { ...bounded.values, ...looked } };
  };
  const [counted] = await rowsOf(asking, 'projects', query(`select count(*) as total from projects${where}`));
  const rows = await rowsOf(asking, 'projects', query(`select * from projects${where}${order}\nlimit ${limit} offset ${offset}`));
  return { version: catalog.version, total: Number(counted?.total), columns: [...columns.values()], rows };
}

const searched = ['project_id', 'project_name', 'applicant'];
