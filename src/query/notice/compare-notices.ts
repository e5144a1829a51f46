import { notAmong, type ComparedNotices, type NoticeChange, type Row } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { placeholders } from '../lists.ts';
import type { Catalog } from '../catalog.ts';
import type { RuleOfNotice } from './notices.ts';
import { named, worded } from './notice-words.ts';

interface ClauseRow {
  id: string;
  title: string;
  quotation: string;
}

/** One thing that a notice fixes: a rule, or a row of one of its tables. */
interface Fixed {
  kind: 'rule' | 'parameter';
  /** What tells it from the others of its kind: the same in both notices. */
  key: string;
  title: string;
  clause: string;
  text: string;
}

/** Two notices side by side: clause by clause, with the rules and the parameters that carry it, and what is another. */
export async function compareNotices(
  context: QueryContext,
  catalog: Catalog,
  { one, other }: { one?: string; other?: string }
): Promise<ComparedNotices> {
  const atHand = catalog.notices.filter(({ isAtHand }) => isAtHand).map(({ notice }) => notice);
  const [last, before] = atHand.toReversed();
  const names = [one ?? before ?? last, other ?? last].filter((each) => each !== undefined);
  const strange = names.find((each) => !atHand.includes(each));
  if (strange !== undefined)
    throw notAmong(400, 'unknown_notice', '没有原文在手的通知', { parameter: 'one', value: strange, allowed: atHand });
  const tables = await rowsOf(context, 'reference', { sql: 'from catalog.reference' });
  const fixed = await readFixed(context, tables, names);
  const sides = await Promise.all(names.map((notice) => readSide(context, catalog, { notice, tables, fixed })));
  const [left, right] = [sides[0] ?? nothing, sides[1] ?? nothing];
  const pairs = pairClauses(left, right);
  return {
    version: catalog.version,
    known: atHand,
    notices: names.flatMap((notice) => catalog.notices.filter((each) => each.notice === notice)),
    clauses: pairs.map(([a, b]) => ({
      one: a,
      other: b,
      isSame: a !== null && b !== null && a.quotation === b.quotation,
      changes: changesOf(
        left.fixed.filter(({ clause }) => clause === a?.id),
        right.fixed.filter(({ clause }) => clause === b?.id),
        { left, right }
      ),
    })),
  };
}

interface Side {
  clauses: ClauseRow[];
  fixed: Fixed[];
}

const nothing: Side = { clauses: [], fixed: [] };

/** By table and notice, the rows in which the notice fixes something: columns as they are written. */
type FixedRows = ReadonlyMap<string, readonly Row[]>;
const placeOf = (table: string, notice: string): string => `${table} ${notice}`;

/** All tables are asked at once: what fifty questions wait for each other counts as time of each of them. */
async function readFixed(
  context: QueryContext,
  tables: readonly Row[],
  notices: readonly string[]
): Promise<FixedRows> {
  const { names, values } = placeholders('notice', notices);
  const asked = tables.map(
    ({ name }) =>
      `select '${String(name)}' as name, notice, source_row, to_json(t)::varchar as said from raw."${String(name)}" as t where notice in (${names})`
  );
  if (asked.length === 0 || names === '') return new Map();
  const sql = `from (${asked.join('\nunion all\n')}) order by name, source_row`;
  const rows = await rowsOf(context, 'reference', { sql, values });
  const byPlace = Map.groupBy(rows, ({ name, notice }) => placeOf(String(name), String(notice)));
  return new Map(
    Array.from(byPlace, ([place, own]) => [place, own.map(({ said }) => JSON.parse(String(said)) as Row)])
  );
}

async function readSide(
  context: QueryContext,
  catalog: Catalog,
  { notice, tables, fixed }: { notice: string; tables: readonly Row[]; fixed: FixedRows }
): Promise<Side> {
  const clauses = await rowsOf(context, 'clauses', {
    sql: 'select id, title, quotation from reference.clauses where notice = $notice order by position',
    values: { notice },
  });
  const rules = catalog.ruleTexts.filter((each) => each.notice === notice).map((each) => ofRule(catalog, each));
  const parameters = tables.flatMap((table) =>
    parametersOf(table, fixed.get(placeOf(String(table.name), notice)) ?? [])
  );
  return {
    clauses: clauses.map(({ id, title, quotation }) => ({
      id: String(id),
      title: String(title),
      quotation: String(quotation),
    })),
    fixed: [...rules, ...(await deadlinesOf(context, notice)), ...parameters],
  };
}

function ofRule(catalog: Catalog, { rule, clause, quotation, off }: RuleOfNotice): Fixed {
  const text = off === null ? `“${quotation}”` : `不用：${off}`;
  return { kind: 'rule', key: rule, title: catalog.rules.get(rule)?.title ?? rule, clause, text };
}

/** The rows that one table has of a notice, each under the clause that it names. */
function parametersOf(table: Row, rows: readonly Row[]): Fixed[] {
  const name = String(table.name);
  const key = String(table.key ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== 'notice' && each !== '');
  return rows.flatMap((row) => {
    const said = Object.entries(row).flatMap(([column, value]) =>
      value === null || isOwn(column) || column.endsWith('clause') || key.includes(column)
        ? []
        : [[column, String(value)] as const]
    );
    const about = key.map((column) => named(column, String(row[column] ?? ''))).join(' ');
    const clause = String(row.clause ?? said.map(([column]) => row[`${column}_clause`]).find(Boolean) ?? '');
    return [
      {
        kind: 'parameter' as const,
        key: `${name} ${about}`,
        title: `${String(table.title)} · ${about}`,
        clause,
        text: said.map(([column, value]) => worded(column, value)).join(' · ') || '有',
      },
    ];
  });
}

const deadlines: Readonly<Record<string, string>> = {
  submit_by: '线上填报截止',
  recommend_by: '市推荐上报截止',
  paper_by: '纸质材料截止',
  period_end_by: '实施期最晚到',
};

/** The days that a notice sets for its batches, the first of the one beside the first of the other. */
async function deadlinesOf(context: QueryContext, notice: string): Promise<Fixed[]> {
  const rows = await rowsOf(context, 'batches', {
    sql: 'from raw.batches where notice = $notice order by batch',
    values: { notice },
  });
  return rows.flatMap((row, at) =>
    Object.entries(deadlines).flatMap(([column, title]) => {
      const value = row[column];
      if (typeof value !== 'string') return [];
      const clause = String(row[`${column}_clause`] ?? '');
      const batch = rows.length > 1 ? `第 ${at + 1} 批 · ` : '';
      return [
        { kind: 'parameter' as const, key: `batches ${at} ${column}`, title: `${batch}${title}`, clause, text: value },
      ];
    })
  );
}

const isOwn = (column: string): boolean => ['notice', 'source_file', 'source_row', 'position'].includes(column);

/** Clauses that go together: most of what they carry is the same, else they are called the same. */
function pairClauses(left: Side, right: Side): [ClauseRow | null, ClauseRow | null][] {
  const taken = new Set<string>();
  const clauseOf = new Map(right.fixed.map(({ kind, key, clause }) => [`${kind} ${key}`, clause]));
  const pairs = left.clauses.map((clause): [ClauseRow, ClauseRow | null] => {
    const votes = new Map<string, number>();
    for (const { kind, key } of left.fixed.filter((each) => each.clause === clause.id)) {
      const id = clauseOf.get(`${kind} ${key}`);
      if (id) votes.set(id, (votes.get(id) ?? 0) + 1);
    }
    const ranked = [...votes].sort(([, a], [, b]) => b - a).map(([id]) => id);
    const called = right.clauses.find(
      ({ title }) => title.startsWith(clause.title) || clause.title.startsWith(title)
    )?.id;
    const found = [...(called === undefined ? [] : [called]), ...ranked].find((id) => !taken.has(id));
    const other = right.clauses.find(({ id }) => id === found) ?? null;
    if (other) taken.add(other.id);
    return [clause, other];
  });
  return [
    ...pairs,
    ...right.clauses.filter(({ id }) => !taken.has(id)).map((clause): [null, ClauseRow] => [null, clause]),
  ];
}

/** What two clauses carry, thing by thing: as it was, as it is, and whether that is another. */
function changesOf(
  before: readonly Fixed[],
  after: readonly Fixed[],
  { left, right }: { left: Side; right: Side }
): NoticeChange[] {
  const named = ({ kind, key }: Fixed) => `${kind} ${key}`;
  const names = [...new Set([...before, ...after].map(named))];
  return names.map((name) => {
    const was = left.fixed.find((each) => named(each) === name);
    const is = right.fixed.find((each) => named(each) === name);
    const { kind, key, title } = (is ?? was)!;
    return { kind, key, title, one: was?.text ?? null, other: is?.text ?? null, isSame: was?.text === is?.text };
  });
}
