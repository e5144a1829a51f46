import { Refusal, type ColumnInfo, type MatterSearch, type Paging } from '#spec';
import type { ReplyLine } from '#store';
import { rowsOf, type Answer, type QueryContext } from './context.ts';
import type { Catalog } from './catalog.ts';
import { columnInfo } from './column-info.ts';
import { anyOfEach, whereAll } from './lists.ts';
import { narrowed, shownOf } from './narrowing.ts';
import { page } from './page.ts';
import { scopedRelations, type BoundSql, type View } from './relations.ts';
import { searching } from './search.ts';
import { orderBy, readSort } from './sort.ts';

const mart = 'matters';
/** What a list is chosen from by what its rows say. */
const chosen = ['what', 'actor', 'state'] as const;
const header = { replies: '答复次数', replied_on: '答复日期', replied_by: '答复人', reply: '最近的答复' };

export interface MatterAnswer extends Answer {
  total: number;
  values: Record<string, string[]>;
}

/** Who said a reply. */
export const personOfReply = ({ name, isVerified }: Pick<ReplyLine, 'name' | 'isVerified'>): string =>
  isVerified ? name : `${name}（未核实）`;

/**
 * What is yet to be done of projects, as far as the reader and the filters go, each with the last that was replied
 * about it: how many there are, and those of one page or, without one, all.
 */
export async function listMatters(
  context: QueryContext,
  catalog: Catalog,
  { search, sort, what, actor, acting, state, replied, show, ...narrowing }: MatterSearch,
  replies: readonly ReplyLine[],
  view: View,
  paging?: Paging
): Promise<MatterAnswer> {
  const own = catalog.marts.get(mart);
  if (!own) throw new Refusal(404, 'not_in_version', '这个版本里还没有督办事项，请看较新的版本，或者重新导入。');
  const infos = replyColumns(catalog);
  const columns = new Map<string, ColumnInfo>([...own, ...infos.map((info) => [info.name, info] as const)]);
  const wanted = readSort(sort, [...columns.keys()]);
  const lists = anyOfEach({ what, actor, acting, state });
  const searched = catalog.searched.get(mart) ?? [];
  const found = await searching(context, search, (isFound) => searched.map((name) => isFound(name)));
  const range = narrowed(catalog, own, narrowing, { mart });
  const answered = replied === 'yes' ? ['replies > 0'] : replied === 'no' ? ['replies = 0'] : [];
  const where = whereAll([...lists.conditions, ...found.conditions, ...range.conditions, ...answered]);
  const bind = (sql: string): BoundSql => {
    const bounded = scopedRelations(catalog, [mart], view, sql);
    const asked = { ...lists.values, ...found.values, ...range.values, ...paging };
    return { sql: bounded.sql, values: { ...bounded.values, ...asked, replies: JSON.stringify(latest(replies)) } };
  };
  const rows = `(select m.*, coalesce(r.replies, 0) as replies, r.replied_on, r.replied_by, r.reply
  from ${mart} as m
  left join (select unnest(from_json_strict($replies::json, '${shape}'), max_depth := 2)) as r
    on r.of_project = m.project_id and r.of_kind = m.kind) as listed`;
  const [counted] = await rowsOf(context, mart, bind(`select count(*) as total from ${rows}${where}`));
  const order = orderBy(catalog, wanted, wanted ? ['project_id', 'kind'] : first);
  const names = shownOf(show, [...columns.keys()]);
  const listed = bind(
    `select ${(paging ? [...columns.keys()] : names).map((name) => `"${name}"`).join(', ')} from ${rows}${where}${order}${page(paging)}`
  );
  const result = await context.reading.read(mart, listed.sql, { values: listed.values, ...context.deadline });
  return {
    version: catalog.version,
    total: Number(counted?.total),
    columns: result.columns.map(
      (column) => columns.get(column.name) ?? columnInfo(catalog, column, { header, marts: [mart] })
    ),
    result,
    values: await valuesOf(context, bind),
  };
}

/** What is late first, the longest at the top; then what comes next; then what waits longest. */
const first = [
  'days_late desc nulls last',
  'days_left asc nulls last',
  'waited_days desc nulls last',
  'project_id',
  'kind',
];

const shape =
  '[{"of_project": "VARCHAR", "of_kind": "VARCHAR", "replies": "INTEGER", "replied_on": "DATE", "replied_by": "VARCHAR", "reply": "VARCHAR"}]';

/** Of each matter the last reply, and how many there are. */
function latest(replies: readonly ReplyLine[]): object[] {
  const found = new Map<string, { last: ReplyLine; count: number }>();
  for (const reply of replies) {
    const key = JSON.stringify([reply.subjectId, reply.kind]);
    found.set(key, { last: reply, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return Array.from(found.values(), ({ last, count }) => ({
    of_project: last.subjectId,
    of_kind: last.kind,
    replies: count,
    replied_on: last.on,
    replied_by: personOfReply(last),
    reply: last.note,
  }));
}

const replyColumns = (catalog: Catalog): ColumnInfo[] =>
  (
    [
      ['replies', 'number'],
      ['replied_on', 'date'],
      ['replied_by', 'string'],
      ['reply', 'string'],
    ] as const
  ).map(([name, type]) => columnInfo(catalog, { name, type }, { header, marts: [] }));

async function valuesOf(context: QueryContext, bind: (sql: string) => BoundSql): Promise<Record<string, string[]>> {
  const asked = chosen
    .map((name) => `select '${name}' as name, "${name}" as value, count(*) as n from ${mart} group by "${name}"`)
    .join(' union all ');
  const { sql, values } = bind(`select name, value from (${asked}) order by name, n desc, value`);
  const bound = Object.fromEntries(Object.entries(values).filter(([name]) => sql.includes(`$${name}`)));
  const rows = await rowsOf<{ name: string; value: string }>(context, mart, { sql, values: bound });
  return Object.fromEntries(chosen.map((of) => [of, rows.flatMap(({ name, value }) => (name === of ? [value] : []))]));
}
