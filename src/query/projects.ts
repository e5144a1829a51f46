import type { ColumnInfo, Paging, ProjectSearch } from '#spec';
import { rowsOf, type Answer, type QueryContext } from './context.ts';
import type { Catalog } from './catalog.ts';
import { columnInfo } from './column-info.ts';
import { page } from './page.ts';
import { scopedRelations, type BoundSql, type View } from './relations.ts';
import { whereAll } from './lists.ts';
import { searching } from './search.ts';
import { orderBy, readSort } from './sort.ts';

/**
 * How many projects hold the search in number, name, applicant, its credit code or group, written whichever way, and
 * those of one page or, without one, all. Without a sort, by number. No telephone is searched: nobody may see one here.
 */
export async function listProjects(
  context: QueryContext,
  catalog: Catalog,
  { search, sort }: ProjectSearch,
  view: View,
  paging?: Paging
): Promise<Answer & { total: number }> {
  const mart = catalog.marts.get('projects') ?? new Map<string, ColumnInfo>();
  const wanted = readSort(sort, [...mart.keys()]);
  // A download that asks for no order is not sorted.
  const order = paging || wanted ? orderBy(catalog, wanted, ['project_id']) : '';
  const columns = searched.filter((name) => mart.has(name));
  const { conditions, values: asked } = await searching(context, search, [{ mart: 'projects', columns }], (isFound) =>
    columns.map(isFound)
  );
  const where = whereAll(conditions);
  const bind = (sql: string): BoundSql => {
    const bounded = scopedRelations(catalog, ['projects'], view, sql);
    return {
      sql: bounded.sql,
      values: { ...bounded.values, ...paging, ...asked },
    };
  };
  const [counted] = await rowsOf(context, 'projects', bind(`select count(*) as total from projects${where}`));
  const { sql, values } = bind(`select * from projects${where}${order}${page(paging)}`);
  const result = await context.reading.read('projects', sql, { values, ...context.deadline });
  const described = result.columns.map((column) => mart.get(column.name) ?? columnInfo(catalog, column));
  return { version: catalog.version, total: Number(counted?.total), columns: described, result };
}

const searched = ['project_id', 'project_name', 'applicant', 'applicant_id', 'group_name'];
