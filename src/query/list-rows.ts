import { notAmong, type ColumnInfo, type Provable } from '#spec';
import type { Answer, QueryContext } from './context.ts';
import type { Catalog } from './catalog.ts';
import { columnInfo } from './column-info.ts';
import { quoted } from './proof/inline-parameters.ts';
import { provableOf } from './proof/provable.ts';
import { scopedRelations, type BoundSql, type View } from './relations.ts';
import { sortKey, type Sort } from './sort.ts';
import { knows, notFiltered } from './unfit.ts';

/** What a column of a row must say to be listed; of `known` and `unknown` there are no values. */
export interface ListCondition {
  column: string;
  is: 'any' | 'none' | 'known' | 'unknown' | '>' | '>=' | '<' | '<=';
  values: readonly (string | number)[];
}

export interface ListQuestion {
  mart: string;
  columns: readonly string[];
  where: readonly ListCondition[];
  sort: readonly Sort[];
}

const [project, projects] = ['project_id', 'projects'];

/**
 * What the rows of a mart may say, by name: its own columns and, where it knows the project of a row, those of the
 * project as `projects.applicant`.
 */
export function listColumns(catalog: Catalog, mart: string): ReadonlyMap<string, ColumnInfo> {
  const own = catalog.marts.get(mart) ?? new Map<string, ColumnInfo>();
  const ofProject = mart === projects || !own.has(project) ? [] : [...(catalog.marts.get(projects)?.values() ?? [])];
  const title = catalog.titles.get(projects) ?? projects;
  const joined = ofProject.map((info) => ({
    ...info,
    name: `${projects}.${info.name}`,
    title: `${title}.${info.title}`,
  }));
  return new Map([...own.values(), ...joined].map((info) => [info.name, info]));
}

/** The column of the project that a name of `listColumns` is; null where it is one of the mart. */
export const columnOfProject = (name: string): string | null =>
  name.startsWith(`${projects}.`) ? name.slice(projects.length + 1) : null;

/**
 * The rows of a mart that a reader may see, that the filters leave and that the conditions hold of, one row more than
 * `limit` where there are more. Every name comes from the closed list of columns, every value is bound. What says whose
 * the numbers are stands among the columns, asked for or not.
 */
export async function listRows(
  context: QueryContext,
  catalog: Catalog,
  { mart, columns, where, sort }: ListQuestion,
  view: View,
  limit: number
): Promise<Answer & { proof: Provable }> {
  const known = listColumns(catalog, mart);
  const keys = catalog.marts.has(mart) ? keysOf(catalog, mart, columns) : [];
  const selected = [...new Set([...columns, ...keys])];
  const question = { mart, columns: selected, where, sort };
  const chosen = selected.map((name) => `${placeOf(name)} as ${quoted(name)}`).join(', ');
  const { sql, values } = questionOf(catalog, question, view, chosen, `\nlimit ${limit + 1}`);
  const result = await context.reading.read('list', sql, { values, ...context.deadline });
  const infos = result.columns.map(
    (column) => known.get(column.name) ?? columnInfo(catalog, column, { marts: [mart] })
  );
  const unheard = known.has(project) ? [] : [...view.filters.keys()].filter((name) => !knows(catalog, mart, name));
  return {
    version: catalog.version,
    columns: infos,
    result,
    unfit: notFiltered(catalog, unheard, (titles) => `这张表不随${titles}筛选。`),
    proof: provableOf(catalog, infos, { marts: [mart], keys }),
  };
}

/** What is selected of the rows that are meant; every name is one of the closed list, every value bound. */
function questionOf(
  catalog: Catalog,
  { mart, columns, where, sort }: ListQuestion,
  view: View,
  selected: string,
  end = ''
): BoundSql {
  const known = listColumns(catalog, mart);
  const names = [...columns, ...where.map(({ column }) => column), ...sort.map(({ column }) => column)];
  const unknown = names.find((name) => !known.has(name));
  if (!catalog.marts.has(mart))
    throw notAmong(422, 'unknown_mart', '没有表', { value: mart, allowed: [...catalog.marts.keys()] });
  if (unknown !== undefined)
    throw notAmong(422, 'unknown_column', '这张表没有这一列：', { value: unknown, allowed: [...known.keys()] });
  const isJoined = names.some((name) => columnOfProject(name) !== null);
  const conditions = where.map((condition, at) => conditionIn(condition, at, known.get(condition.column)!));
  const order = sort.map((each) => sortKey(catalog, each, placeOf(each.column)));
  const asked = `select ${selected}
from ${mart} as m${isJoined ? `\nleft join ${projects} as p on p.${project} = m.${project}` : ''}${
    conditions.length === 0 ? '' : `\nwhere ${conditions.join(' and ')}`
  }${order.length === 0 ? '' : `\norder by ${order.join(', ')}`}${end}`;
  const { sql, values } = scopedRelations(catalog, isJoined ? [mart, projects] : [mart], view, asked);
  return { sql, values: { ...values, ...boundIn(where) } };
}

/** How many rows of a mart a reader may see, that the filters leave and that the conditions hold of. */
export async function countRows(
  context: QueryContext,
  catalog: Catalog,
  question: Pick<ListQuestion, 'mart' | 'where'>,
  view: View
): Promise<number> {
  const { sql, values } = questionOf(catalog, { ...question, columns: [], sort: [] }, view, 'count(*) as counted');
  const [row] = await (await context.reading.read('list', sql, { values, ...context.deadline })).rows();
  return Number(row!['counted']);
}

/** The columns that say whose a row's numbers are: its project where its header says so, else what no project says. */
function keysOf(catalog: Catalog, mart: string, columns: readonly string[]): string[] {
  const known = catalog.marts.get(mart) ?? new Map<string, ColumnInfo>();
  const own = known.has(project) ? [project] : [];
  if (mart === projects || catalog.names.get(mart)?.[0] === project) return own;
  const ofProjects = own.length === 0 ? undefined : catalog.marts.get(projects);
  const says = (name: string) => ['string', 'date'].includes(known.get(name)?.type ?? '');
  return [...own, ...columns.filter((name) => says(name) && name !== project && !ofProjects?.has(name))];
}

const placeOf = (name: string): string => {
  const column = columnOfProject(name);
  return column === null ? `m.${quoted(name)}` : `p.${quoted(column)}`;
};

function conditionIn({ column, is, values }: ListCondition, at: number, { type }: ColumnInfo): string {
  const place = placeOf(column);
  const bound = values.map((_, i) => `$list_${at}_${i}`);
  if (is === 'known' || is === 'unknown') return `${place} is ${is === 'known' ? 'not ' : ''}null`;
  const left = type === 'number' ? place : `${place}::varchar`;
  if (is === 'any') return `${left} in (${bound.join(', ')})`;
  if (is === 'none') return `(${left} is null or ${left} not in (${bound.join(', ')}))`;
  return `${left} ${is} ${bound[0]}`;
}

const boundIn = (where: readonly ListCondition[]): Record<string, string | number> =>
  Object.fromEntries(where.flatMap(({ values }, at) => values.map((value, i) => [`list_${at}_${i}`, value])));
