import type { ColumnInfo, Paging, ProjectSearch } from '#spec';
import { rowsOf, type Answer, type QueryContext } from './context.ts';
import type { Catalog } from './catalog.ts';
import { columnInfo } from './column-info.ts';
import { page } from './page.ts';
import { scopedRelations, type BoundSql, type View } from './relations.ts';
import { anyOfEach, whereAll } from './lists.ts';
import { narrowed, shownOf } from './narrowing.ts';
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
  { search, sort, verdict, show, ...narrowing }: ProjectSearch,
  view: View,
  paging?: Paging
): Promise<Answer & { total: number }> {
  const mart = catalog.marts.get('projects') ?? new Map<string, ColumnInfo>();
  const stays = catalog.marts.get('stays') ?? new Map<string, ColumnInfo>();
  const stayed = stayColumns.flatMap((name) => stays.get(name) ?? []);
  const told = new Map([
    ...mart,
    ...verdictColumns.map((column) => [column.name, column] as const),
    ...stayed.map((column) => [column.name, column] as const),
  ]);
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
  const range = narrowed(catalog, told, narrowing, { mart: 'projects' });
  const where = whereAll([...conditions, ...found, ...range.conditions]);
  const bind = (relations: readonly string[], sql: string): BoundSql => {
    const bounded = scopedRelations(catalog, relations, view, sql);
    return {
      sql: bounded.sql,
      values: { ...bounded.values, ...paging, ...asked, ...verdicts.values, ...range.values },
    };
  };
  const read = ['projects', 'findings', ...(stayed.length > 0 ? ['stays'] : [])];
  const rows = `projects
left join (with ${verdictsOfProjects} from judged) as judged using (project_id)${
    stayed.length > 0
      ? `\nleft join (select project_id, ${stayed.map(({ name }) => name).join(', ')} from stays) as stayed using (project_id)`
      : ''
  }`;
  // Only what is narrowed by what is not its own has to be put beside it to be counted.
  const isOwn = range.names.every((name) => mart.has(name));
  const counting = isOwn
    ? bind(found.length > 0 ? ['projects', 'findings'] : ['projects'], `select count(*) as total from projects${where}`)
    : bind(read, `select count(*) as total from ${rows}${where}`);
  const [counted] = await rowsOf(context, 'projects', counting);
  const names = paging ? [...told.keys()] : shownOf(show, [...told.keys()]);
  const { sql, values } = bind(
    read,
    `select ${names.map((name) => `"${name}"`).join(', ')}\nfrom ${rows}${where}${order}${page(paging)}`
  );
  const result = await context.reading.read('projects', sql, { values, ...context.deadline });
  const described = result.columns.map((column) => told.get(column.name) ?? columnInfo(catalog, column));
  return { version: catalog.version, total: Number(counted?.total), columns: described, result };
}

/** What is told besides of how long a project stands where it stands. */
const stayColumns = ['since_on', 'stayed_days', 'progress'];
const searched = ['project_id', 'project_name', 'applicant', 'applicant_id', 'group_name'];
