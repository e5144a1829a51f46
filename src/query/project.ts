import { Refusal, type ColumnInfo, type Row } from '#spec';
import { rowsOf, type Asking } from './context.ts';
import type { Catalog } from './catalog.ts';
import { findFindings, inCamelCase } from './notice/findings.ts';
import { rowsOfProjects } from './source-rows/source-rows.ts';
import type { HandedRow } from './source-rows/row.ts';
import { overlay, type View } from './relations.ts';

export interface Project {
  version: string;
  project: Row;
  /** What its columns, and those of its rows in the other marts, are called. */
  columns: Record<string, ColumnInfo[]>;
  /** Its rows in every other mart that knows projects, by the mart's name, in the order of time. */
  rows: Record<string, Row[]>;
  findings: Row[];
  sources: HandedRow[];
}

/** Everything that is known of one project, down to the cells it came from. One that is not there, or not the reader's, is refused alike. */
export async function readProject(asking: Asking, catalog: Catalog, id: string, view: View): Promise<Project> {
  const one = (mart: string, order: string) => {
    const { sql, values } = overlay(catalog, [mart], view, `select * from ${mart} where project_id = $project${order}`);
    return rowsOf(asking, mart, { sql, values: { ...values, project: id } });
  };
  const [project] = await one('projects', '');
  if (!project) throw stranger(id);
  const marts = [...catalog.marts].filter(
    ([name, columns]) => columns.has('project_id') && name !== 'projects' && name !== 'findings'
  );
  const rows = await Promise.all(
    marts.map(async ([name, columns]) => [name, await one(name, inTime(columns))] as const)
  );
  const found = await findFindings(asking, catalog, { project: id }, view);
  return {
    version: catalog.version,
    project,
    columns: Object.fromEntries(
      ['projects', ...marts.map(([name]) => name)].map((name) => [name, [...(catalog.marts.get(name)?.values() ?? [])]])
    ),
    rows: Object.fromEntries(rows),
    findings: (await found.result.rows()).map(inCamelCase),
    sources: (await rowsOfProjects(asking, [id])).get(id) ?? [],
  };
}

/** Refuses a project that is not there, or not in view. */
export async function refuseStranger(asking: Asking, catalog: Catalog, id: string, view: View): Promise<void> {
  const { sql, values } = overlay(
    catalog,
    ['projects'],
    view,
    'select project_id from projects where project_id = $project'
  );
  const [found] = await rowsOf(asking, 'projects', { sql, values: { ...values, project: id } });
  if (!found) throw stranger(id);
}

const stranger = (id: string): Refusal => new Refusal(404, 'unknown_project', `没有项目“${id.slice(0, 60)}”。`);

function inTime(columns: ReadonlyMap<string, ColumnInfo>): string {
  const times = [...columns.values()]
    .filter(({ type }) => type === 'timestamp' || type === 'date')
    .map(({ name }) => `${name} nulls last`);
  return times.length > 0 ? ` order by ${times.join(', ')}` : '';
}
