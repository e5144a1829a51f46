import { Refusal, type ColumnInfo, type Paging, type ProjectSearch } from '#spec';
import { rowsOf, type Answer, type QueryContext } from './context.ts';
import type { Catalog } from './catalog.ts';
import { columnInfo } from './column-info.ts';
import { page } from './page.ts';
import { scopedRelations, type BoundSql, type View } from './relations.ts';
import { whereAll } from './lists.ts';
import { narrowed, shownOf } from './narrowing.ts';
import { havingAny, judgedProjects, verdictColumns } from './notice/verdicts-of-projects.ts';
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
  // What was decided of verdicts lies beside each province: read together they are not told.
  const verdicts = catalog.provinces.length > 0 ? [] : verdictColumns;
  if (verdict !== undefined && verdicts.length === 0)
    throw new Refusal(400, 'bad_parameter', '各省合看里没有判定，不能按判定筛选：请到各省自己的服务器上看。', {
      parameter: 'verdict',
    });
  const stayed = stayColumns.flatMap((name) => stays.get(name) ?? []);
  const told = new Map([
    ...mart,
    ...verdicts.map((column) => [column.name, column] as const),
    ...stayed.map((column) => [column.name, column] as const),
  ]);
  const wanted = readSort(sort, [...told.keys()]);
  // A download that asks for no order is not sorted.
  const order = paging || wanted ? orderBy(catalog, wanted, ['project_id']) : '';
  const columns = (catalog.searched.get('projects') ?? []).filter((name) => mart.has(name));
  const { conditions, values: asked } = await searching(context, search, (isFound) =>
    columns.map((name) => isFound(name))
  );
  const range = narrowed(catalog, told, narrowing, { mart: 'projects' });
  const where = whereAll([...conditions, ...(verdict === undefined ? [] : [havingAny(verdict)]), ...range.conditions]);
  const bind = (relations: readonly string[], sql: string): BoundSql => {
    const bounded = scopedRelations(catalog, relations, view, sql);
    return { sql: bounded.sql, values: { ...bounded.values, ...paging, ...asked, ...range.values } };
  };
  const read = ['projects', ...(stayed.length > 0 ? ['stays'] : [])];
  const beside = `
left join ${judgedProjects} using (project_id)${
    stayed.length > 0
      ? `\nleft join (select project_id, ${stayed.map(({ name }) => name).join(', ')} from stays) as stayed using (project_id)`
      : ''
  }`;
  // Only what is narrowed by what is not its own has to be put beside it to be counted.
  const isOwn = range.names.every((name) => mart.has(name));
  const [counted] = await rowsOf(
    context,
    'projects',
    bind(read, `select count(*) as total from projects${isOwn ? '' : beside}${where}`)
  );
  const names = paging ? [...told.keys()] : shownOf(show, [...told.keys()]);
  const isCutOwn = isOwn && (wanted === null || mart.has(wanted.column));
  const cut = isCutOwn
    ? `select * from projects${where}${order}${page(paging)}`
    : `select * from projects semi join (select project_id from projects${beside}${where}${order}${page(paging)}) using (project_id)`;
  // A page is cut out before anything is put beside its few rows.
  const rows = paging ? `(\n${cut}\n) as projects${beside}` : `projects${beside}${where}`;
  const { sql, values } = bind(read, `select ${names.map((name) => `"${name}"`).join(', ')}\nfrom ${rows}${order}`);
  const result = await context.reading.read('projects', sql, { values, ...context.deadline });
  const described = result.columns.map((column) => told.get(column.name) ?? columnInfo(catalog, column));
  return { version: catalog.version, total: Number(counted?.total), columns: described, result };
}

/** What is told besides of how long a project stands where it stands. */
const stayColumns = ['since_on', 'stayed_days', 'progress'];
