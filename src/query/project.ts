import { Refusal, type ColumnInfo, type ProjectAnswer } from '#spec';
import { rowsOf, type QueryContext } from './context.ts';
import type { Catalog } from './catalog.ts';
import { findFindings, inCamelCase } from './notice/findings.ts';
import { rowsOfProjects } from './source-rows/source-rows.ts';
import { provableOf } from './proof/provable.ts';
import { scopedRelations, type View } from './relations.ts';

/**
 * Everything that is known of one project, down to the cells it came
 * from. One that is not there, or not the reader's, is refused alike.
 */
export async function readProject(
  context: QueryContext,
  catalog: Catalog,
  id: string,
  view: View
): Promise<ProjectAnswer> {
  const one = (mart: string, order: string) => {
    const { sql, values } = scopedRelations(
      catalog,
      [mart],
      view,
      `select * from ${mart} where project_id = $project${order}`
    );
    return rowsOf(context, mart, { sql, values: { ...values, project: id } });
  };
  const [project] = await one('projects', '');
  if (!project) throw unknownProject(id);
  const marts = [...catalog.marts].filter(
    ([name, columns]) => columns.has('project_id') && name !== 'projects' && name !== 'findings'
  );
  const rows = await Promise.all(
    marts.map(async ([name, columns]) => [name, await one(name, inTime(columns))] as const)
  );
  const found = await findFindings(context, catalog, { project: id }, view);
  return {
    version: catalog.version,
    project,
    columns: Object.fromEntries(
      ['projects', ...marts.map(([name]) => name)].map((name) => [name, [...(catalog.marts.get(name)?.values() ?? [])]])
    ),
    findings: (await found.result.rows()).map(inCamelCase),
    sources: (await rowsOfProjects(context, [id], view.scope)).get(id) ?? [],
    ...Object.fromEntries(rows),
    proof: provableOf(catalog, [...(catalog.marts.get('projects')?.values() ?? [])]),
  };
}

/** Refuses a project that is not there, or not in view. */
export async function refuseUnknownProject(
  context: QueryContext,
  catalog: Catalog,
  id: string,
  view: View
): Promise<void> {
  const { sql, values } = scopedRelations(
    catalog,
    ['projects'],
    view,
    'select project_id from projects where project_id = $project'
  );
  const [found] = await rowsOf(context, 'projects', { sql, values: { ...values, project: id } });
  if (!found) throw unknownProject(id);
}

const unknownProject = (id: string): Refusal => new Refusal(404, 'unknown_project', `没有项目“${id.slice(0, 60)}”。`);

function inTime(columns: ReadonlyMap<string, ColumnInfo>): string {
  const times = [...columns.values()]
    .filter(({ type }) => type === 'timestamp' || type === 'date')
    .map(({ name }) => `${name} nulls last`);
  return times.length > 0 ? ` order by ${times.join(', ')}` : '';
}
