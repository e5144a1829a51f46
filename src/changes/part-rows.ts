import type { OpenWorlds } from './pair.ts';
import type { PartTable, Side } from './parts.ts';
import { quoted } from './quoted.ts';

/** Both sides of what is under one subject, as text. */
export interface Row {
  subject: string;
  was: boolean;
  is: boolean;
  [column: string]: string | boolean | null;
}

/** The subjects whose parts are not the same on both sides, with these. */
export async function rowsOf(open: OpenWorlds, from: Side, to: Side, mart: string): Promise<Row[]> {
  const [before, after] = [from.tables.get(mart), to.tables.get(mart)];
  const columns = [...new Set([...(before?.columns ?? []), ...(after?.columns ?? [])])];
  const side = (has: readonly string[] | undefined, alias: string, column: string) =>
    has?.includes(column) ? `${alias}.${quoted(column)}` : 'null';
  const empty = `(select null::varchar as subject where false)`;
  const pairs = columns.map(
    (column) => [side(before?.columns, 'o', column), side(after?.columns, 'n', column), column] as const
  );
  const isAll = isRedefined(from, to);
  const shared = before?.shared && after?.shared && !isAll ? await sharedRows(open, to, before, after) : null;
  if (shared !== null)
    return shared.flatMap(({ subject, was, is, ...cells }): Row[] => {
      const row: Row = { subject, was, is };
      for (const column of columns) {
        row[`from_${column}`] = (before?.columns.includes(column) && cells[`from_${column}`]) || null;
        row[`to_${column}`] = (after?.columns.includes(column) && cells[`to_${column}`]) || null;
      }
      return columns.some((column) => row[`from_${column}`] !== row[`to_${column}`]) ? [row] : [];
    });
  const sideOf = async (table: PartTable | undefined): Promise<string> =>
    table === undefined ? empty : `temp.${(isAll && (await table.all?.())) || table.name}`;
  const [old, now] = [await sideOf(before), await sideOf(after)];
  const others = pairs.map(([o, n]) => `${o} is distinct from ${n}`);
  return open.read<Row>(
    to.of,
    'lines',
    `${besideEachOther(pairs, old, now)} where ${isAll ? 'true' : others.join(' or ')} order by 1`
  );
}

type Pairs = readonly (readonly [from: string, to: string, column: string])[];

const besideEachOther = (pairs: Pairs, old: string, now: string): string => `
  select
    coalesce(o.subject, n.subject) as subject, o.subject is not null as was, n.subject is not null as "is",
    ${pairs.map(([o, n, column]) => `${o}::varchar as ${quoted(`from_${column}`)}, ${n}::varchar as ${quoted(`to_${column}`)}`).join(', ')}
  from ${old} as o
  full join ${now} as n on n.subject = o.subject`;

/** So many rows are held for all numbers that share them; of more each number reads its own. */
const few = 5_000;

const held = new WeakMap<OpenWorlds, Map<string, { stamp: string; rows: Row[] | null }>>();

/** The rows of two tables that many numbers share, with all of their columns, read once for all; null: too many. */
async function sharedRows(open: OpenWorlds, to: Side, before: PartTable, after: PartTable): Promise<Row[] | null> {
  const known = held.get(open) ?? new Map<string, { stamp: string; rows: Row[] | null }>();
  held.set(open, known);
  const [name, stamp] = [`${before.name} ${after.name}`, `${before.shared?.stamp} ${after.shared?.stamp}`];
  const there = known.get(name);
  if (there?.stamp === stamp) return there.rows;
  const [had, has] = [before.shared?.columns ?? [], after.shared?.columns ?? []];
  const pairs = [...new Set([...had, ...has])].map(
    (column) =>
      [
        had.includes(column) ? `o.${quoted(column)}` : 'null',
        has.includes(column) ? `n.${quoted(column)}` : 'null',
        column,
      ] as const
  );
  const sql = `${besideEachOther(pairs, `temp.${before.name}`, `temp.${after.name}`)} order by 1 limit ${few + 1}`;
  const rows = await open.read<Row>(to.of, 'lines', sql);
  const told = rows.length > few ? null : rows;
  known.set(name, { stamp, rows: told });
  return told;
}

/** A formula that is another weighs the same parts otherwise. */
const isRedefined = (from: Side, to: Side): boolean => shapeText(from) !== shapeText(to);

const shapeText = ({ shape }: Side): string =>
  JSON.stringify(shape, (_, value: unknown) =>
    value instanceof Map ? [...value].sort() : typeof value === 'bigint' ? value.toString() : value
  );
