import { codes, isWhole, type ColumnInfo, type DecisionSearch, type Paging } from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { columnInfo } from '../column-info.ts';
import { anyOfEach, whereAll } from '../lists.ts';
import { page } from '../page.ts';
import { scopedRelations, type BoundSql, type View } from '../relations.ts';
import { elsewhere, withheldIn } from '../withheld.ts';
import { decidedTo, decisionColumns, spanOf } from './relation.ts';

/**
 * The lines of the record of decisions, the newest first, each with what became of it: how many there are, and those
 * of one page or, without one, all. Whoever sees or asks for a part sees the lines about findings in that part.
 */
export async function listDecisions(
  context: QueryContext,
  catalog: Catalog,
  { rule, subject_id, span, state, stands }: DecisionSearch,
  view: View,
  paging?: Paging
): Promise<Answer & { total: number }> {
  const { conditions, values } = anyOfEach({ rule, subject_id, span, state, stands });
  const isPart = view.filters.size > 0 || !isWhole(view.scope);
  if (isPart) conditions.push(`(rule, subject_kind, subject_id, span) in (${inPart})`);
  const told = withheldIn(catalog, view.scope, `(${catalog.decided.position === 0 ? none : lines})`, {
    evidence: 'judged',
    words: { message: elsewhere, changed: elsewhere },
  });
  const rows = `${told} as l${whereAll(conditions)}`;
  const bind = (sql: string): BoundSql => {
    // Also where nobody asks for a part: what cannot be read is refused, never told as none.
    const bounded = scopedRelations(catalog, ['findings'], view, sql);
    return { sql: bounded.sql, values: { ...bounded.values, ...values, ...paging } };
  };
  const [counted] = await rowsOf(context, 'decisions', bind(`select count(*) as total from ${rows}`));
  const listed = bind(`select * from ${rows}\norder by position desc${page(paging)}`);
  const result = await context.reading.read('decisions', listed.sql, { values: listed.values, ...context.deadline });
  const columns = result.columns.map((column) => ({
    ...columnInfo(catalog, column, { marts: ['findings'] }),
    ...titled(column),
  }));
  return { version: catalog.version, total: Number(counted?.total), columns, result, words };
}

const inPart = `select rule, subject_kind, subject_id, ${spanOf('f')} from findings as f`;

const lines = `
  select
    d.position, d.id, d.recorded_at, d.state,
    case
      when d.state = 'withdrawn' then 'withdrawal'
      when n.state = 'withdrawn' then 'withdrawn'
      when n.state is not null then 'replaced'
      when d.state = 'proposed' then 'proposal'
      when not d.is_there then 'gone'
      when d.changed is not null then 'reopened'
      else 'holds'
    end as stands,
    d.rule, d.title, d.subject_kind, d.subject_id, d.span, d.notice, d.conclusion, d.basis, d.document, d.attachment,
    d.decided_by, d.decided_on, d.verdict, d.message, d.judged, d.withdraws, d.decided_version, d.changed
  from beside.decisions as d
  left join beside.decisions as n on n.position = d.until_position and n.position <= $${decidedTo}
  where d.position <= $${decidedTo}`;

const titles: Readonly<Record<string, string>> = {
  position: '序号',
  id: '编号',
  recorded_at: '登记时间',
  state: '类别',
  stands: '现状',
  span: '批次或年度',
  verdict: '核定时的判定',
  message: '核定时的说明',
  judged: '核定时的判定依据',
  withdraws: '撤回的那一条',
  decided_version: '核定时的版本',
};

const titled = ({ name }: Pick<ColumnInfo, 'name'>): { title?: string } =>
  titles[name] === undefined ? {} : { title: titles[name] };

const words = { ...codes, state: codes.decision_state };

const texts = ['id', 'recorded_at', 'state', 'stands', 'rule', 'title', 'subject_kind', 'subject_id', 'span', 'notice'];
const own = decisionColumns.filter(
  ({ name }) => !['decision', 'undecided', 'decided', 'reopened', 'changed'].includes(name)
);
const later = ['verdict', 'message', 'judged', 'withdraws', 'decided_version', 'changed'];

/** The same columns, and no line. */
const none = `select null::integer as position, ${[
  ...texts.map((name) => `null::varchar as ${name}`),
  ...own.map(({ name, type }) => `null::${type === 'date' ? 'date' : 'varchar'} as ${name}`),
  ...later.map((name) => `null::varchar as ${name}`),
].join(', ')} where false`;
