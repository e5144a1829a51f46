import { keyOf, type DecisionLine, type DecisionsHead, type FollowedDecisions } from '#store';
import type { Beside, Reading } from '#warehouse';
import type { Catalog } from '../catalog.ts';
import { changesIn, judgedValues } from './judged.ts';
import { spanOf } from './relation.ts';

/** What an open version knows of the decisions: up to where, and which of them nothing has followed yet. */
interface Known {
  position: number;
  last: Map<string, number>;
  turn: Promise<void>;
}

const known = new WeakMap<Beside, Known>();

/**
 * Puts the decisions up to a head beside an open version, each with what became of the values that it was made on. What
 * lies there already stays, so that a question that began earlier goes on as it began.
 */
export async function putDecisions(
  reading: Reading & { beside: Beside },
  catalog: Catalog,
  decisions: FollowedDecisions,
  { position: to, fault }: DecisionsHead
): Promise<void> {
  if (to === 0 || fault !== null) return;
  const state = known.get(reading.beside) ?? { position: 0, last: new Map(), turn: Promise.resolve() };
  known.set(reading.beside, state);
  state.turn = state.turn
    .catch(() => undefined)
    .then(async () => {
      if (state.position >= to) return;
      const lines = decisions.between(state.position, to);
      await reading.beside.run('decisions', statementsOf(await placed(reading, catalog, lines, state.last)));
      for (const line of lines) if (line.state !== 'proposed') state.last.set(keyOf(line), line.position);
      state.position = to;
    });
  await state.turn;
}

/** A line as it lies beside the version. */
type Placed = Readonly<Record<string, unknown>>;

interface Rows {
  lines: Placed[];
  /** Lines that lie there, and which one followed them. */
  followed: { position: number; by: number }[];
}

async function placed(
  reading: Reading,
  catalog: Catalog,
  lines: readonly DecisionLine[],
  last: ReadonlyMap<string, number>
): Promise<Rows> {
  const found = await evidenceOf(reading, lines);
  const open = new Map(last);
  const followed: Rows['followed'] = [];
  for (const line of lines) {
    if (line.state === 'proposed') continue;
    const before = open.get(keyOf(line));
    if (before !== undefined) followed.push({ position: before, by: line.position });
    open.set(keyOf(line), line.position);
  }
  const rows = lines.map((line) => {
    const now = found.get(keyOf(line));
    const changes =
      now === undefined
        ? []
        : changesIn(catalog, line.rule, line.judged, judgedValues(catalog, line.rule, now.evidence));
    return {
      position: line.position,
      id: line.id,
      recorded_at: line.at,
      state: line.state,
      rule: line.rule,
      title: catalog.rules.get(line.rule)?.title ?? line.rule,
      subject_kind: line.subjectKind,
      subject_id: line.subjectId,
      span: line.span,
      notice: line.notice,
      conclusion: line.conclusion,
      basis: line.basis,
      document: line.document,
      attachment: line.attachment,
      decided_by: line.person.isVerified ? line.person.name : `${line.person.name}（未核实）`,
      decided_on: line.on,
      verdict: line.verdict,
      message: line.message,
      judged: line.judged,
      withdraws: line.withdraws,
      decided_version: line.version,
      is_there: now !== undefined,
      changed: changes.length > 0 ? changes.join('；') : null,
    };
  });
  return { lines: rows, followed };
}

/** What this version found of what lines are about. */
async function evidenceOf(
  reading: Reading,
  lines: readonly DecisionLine[]
): Promise<Map<string, { evidence: unknown }>> {
  const keys = lines.map(({ rule, subjectKind, subjectId, span }) => ({ rule, subjectKind, subjectId, span }));
  const result = await reading.read('decisions', evidenceQuery, {
    values: { keys: JSON.stringify(keys) },
    seconds: 15,
  });
  const rows = await result.rows();
  return new Map(
    rows.map(({ rule, subject_kind, subject_id, span, evidence }) => [
      keyOf({
        rule: String(rule),
        subjectKind: String(subject_kind),
        subjectId: String(subject_id),
        span: String(span),
      }),
      { evidence },
    ])
  );
}

const evidenceQuery = `
  with wanted as (
    select distinct *
    from (
      select unnest(
        from_json_strict($keys::json, '[{"rule": "VARCHAR", "subjectKind": "VARCHAR", "subjectId": "VARCHAR", "span": "VARCHAR"}]'),
        max_depth := 2
      )
    )
  )
  select f.rule, f.subject_kind, f.subject_id, w.span, f.evidence
  from marts.findings as f
  join wanted as w
    on w.rule = f.rule and w."subjectKind" = f.subject_kind and w."subjectId" = f.subject_id and w.span = ${spanOf('f')}`;

const columns = {
  position: 'INTEGER',
  id: 'VARCHAR',
  recorded_at: 'VARCHAR',
  state: 'VARCHAR',
  rule: 'VARCHAR',
  title: 'VARCHAR',
  subject_kind: 'VARCHAR',
  subject_id: 'VARCHAR',
  span: 'VARCHAR',
  notice: 'VARCHAR',
  conclusion: 'VARCHAR',
  basis: 'VARCHAR',
  document: 'VARCHAR',
  attachment: 'VARCHAR',
  decided_by: 'VARCHAR',
  decided_on: 'DATE',
  verdict: 'VARCHAR',
  message: 'VARCHAR',
  judged: 'JSON',
  withdraws: 'VARCHAR',
  decided_version: 'VARCHAR',
  is_there: 'BOOLEAN',
  changed: 'VARCHAR',
};

const table = `create table if not exists beside.decisions (
  ${Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(',\n  ')},
  until_position integer
)`;

const statementsOf = ({ lines, followed }: Rows): { sql: string; values?: Record<string, string> }[] => [
  { sql: table },
  {
    sql: `insert into beside.decisions by name
      select unnest(from_json($rows::json, '[${JSON.stringify(columns)}]'), max_depth := 2)`,
    values: { rows: JSON.stringify(lines) },
  },
  {
    sql: `update beside.decisions as d set until_position = f."by"
      from (select unnest(from_json($followed::json, '[{"position": "INTEGER", "by": "INTEGER"}]'), max_depth := 2)) as f
      where d.position = f.position`,
    values: { followed: JSON.stringify(followed) },
  },
];
