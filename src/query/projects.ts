import type { ColumnInfo, Paging, ProjectSearch } from '#spec';
import { rowsOf, type Answer, type QueryContext } from './context.ts';
import type { Catalog } from './catalog.ts';
import { columnInfo } from './column-info.ts';
import { page } from './page.ts';
import { scopedRelations, type BoundSql, type View } from './relations.ts';
import { anyOfEach, whereAll } from './lists.ts';
import { verdictColumns, verdictsOfProjects } from './notice/verdicts-of-projects.ts';
import { searching } from './search.ts';
import { orderBy, readSort } from './sort.ts';

/**
 * How many projects hold the search in number, name, applicant, its credit code or group, written whichever way, and
 * have a finding of one of the verdicts; and those of one page or, without one, all, each with the clauses that it
 * breaks. Without a sort, by number. No telephone is searched: nobody may see one here.
 */
export async function listProjects(
  context: QueryContext,
  catalog: Catalog,
  { search, sort, verdict }: ProjectSearch,
  view: View,
  paging?: Paging
): Promise<Answer & { total: number }> {
  const mart = catalog.marts.get('projects') ?? new Map<string, ColumnInfo>();
  const told = new Map([...mart, ...verdictColumns.map((column) => [column.name, column] as const)]);
  const wanted = readSort(sort, [...told.keys()]);
  // A download that asks for no order is not sorted.
  const order = paging || wanted ? orderBy(catalog, wanted, ['project_id']) : '';
  const columns = searched.filter((name) => mart.has(name));
  const { conditions, values: asked } = await searching(context, search, [{ mart: 'projects', columns }], (isFound) =>
    columns.map(isFound)
  );
  const verdicts = anyOfEach({ verdict });
  const found = verdicts.conditions.map(
    (condition) => `project_id in (select project_id from findings where ${condition})`
  );
  const where = whereAll([...conditions, ...found]);
  const bind = (relations: readonly string[], sql: string): BoundSql => {
    const bounded = scopedRelations(catalog, relations, view, sql);
    return {
      sql: bounded.sql,
      values: { ...bounded.values, ...paging, ...asked, ...verdicts.values },
    };
  };
  const counting = bind(
    found.length > 0 ? ['projects', 'findings'] : ['projects'],
    `select count(*) as total from projects${where}`
  );
  const [counted] = await rowsOf(context, 'projects', counting);
  const { sql, values } = bind(
    ['projects', 'findings'],
    `select projects.*, ${verdictColumns.map(({ name }) => `judged.${name}`).join(', ')}
from projects
left join (with ${verdictsOfProjects} from judged) as judged using (project_id)${where}${order}${page(paging)}`
  );
  const result = await context.reading.read('projects', sql, { values, ...context.deadline });
  const described = result.columns.map((column) => told.get(column.name) ?? columnInfo(catalog, column));
  return { version: catalog.version, total: Number(counted?.total), columns: described, result };
}

const searched = ['project_id', 'project_name', 'applicant', 'applicant_id', 'group_name'];
