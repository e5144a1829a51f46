import type { ColumnInfo, Missing, Row, Table, Value } from '#spec';
import type { Versus } from '../compare.ts';
import { column as columnOf } from '../charts/read.ts';
import { headOf, inColumn, plain, quotientText, withUnit, scaleOf, type Scale } from '../format.ts';
import { words } from '../words.ts';

/** A table as it is set in HTML: what each cell says, and how. */
export interface Grid {
  heads: { name: string; title: string; isNumber: boolean; explained: string | undefined }[];
  rows: GridCell[][];
}

export interface GridCell {
  text: string;
  isNumber: boolean;
  /** How many projects a ratio rests on. */
  n: number | null;
  /** Too few for the ratio to say much. */
  isFew: boolean;
  isNegative: boolean;
  isUnknown: boolean;
  /** The length of the bar under the number, as CSS: 42%. */
  bar: string | null;
  /** So short that it must not break: a day, a city. */
  isShort: boolean;
  isLong: boolean;
  /** A word of a closed list, to be set as a badge. */
  badge: string | null;
  href: string | null;
  /** Where the number, and how many projects it rests on, are followed to their rows. */
  proof: string | null;
  proofOfN: string | null;
  /** What it is set against. */
  versus?: Versus | null;
}

export interface GridOptions {
  show?: readonly string[] | undefined;
  bars?: readonly string[] | undefined;
  missing?: Missing | undefined;
  /** Where a cell leads. */
  hrefOf?: (row: Row, name: string) => string | null;
  /** Where a number is followed to its rows. */
  proofOf?: ((row: Row, name: string) => string | null) | undefined;
  /** What a number is set against. */
  versusOf?: ((row: Row, column: ColumnInfo, scale: Scale) => Versus | null) | undefined;
}

/** Below so many projects a ratio is greyed. */
export const few = 5;

export function gridOf(
  table: Table,
  { show, bars = [], missing = {}, hrefOf = () => null, proofOf = () => null, versusOf }: GridOptions = {}
): Grid {
  const columns = show ? show.map((name) => columnOf(table, name)) : table.columns;
  const drawn = columns.map((column) => {
    const values = table.rows.map((row) => row[column.name] ?? null);
    return { column, scale: scaleOf(column, values), largest: largestOf(column, values) };
  });
  return {
    heads: drawn.map(({ column, scale }) => ({
      name: column.name,
      title: headOf(column, scale),
      isNumber: column.type === 'number',
      explained: column.definition,
    })),
    rows: table.rows.map((row) =>
      drawn.map(({ column, scale, largest }) => ({
        ...cellOf(row, column, scale, {
          largest: bars.includes(column.name) ? largest : 0,
          reason: reasonOf(table, row, column.name, missing),
        }),
        href: (row[column.name] ?? null) === null ? null : hrefOf(row, column.name),
        proof: proofOf(row, column.name),
        proofOfN: column.n === undefined ? null : proofOf(row, column.n),
        ...(versusOf === undefined ? {} : { versus: versusOf(row, column, scale) }),
        // A count that stands in a column of its own is not said twice.
        ...(columns.some(({ name }) => name === column.n) ? { n: null } : {}),
      }))
    ),
  };
}

function cellOf(
  row: Row,
  column: ColumnInfo,
  scale: Scale,
  { largest, reason }: { largest: number; reason: string | null }
): Omit<GridCell, 'href' | 'proof' | 'proofOfN' | 'versus'> {
  const value = row[column.name] ?? null;
  const { n, isFew } = countOf(row, column);
  const badge = badgeOf(column.name, value);
  const text = reason ?? badge ?? inColumn(value, scale);
  return {
    text,
    isShort: text.length <= 12 || (text.length <= 24 && /^[\x20-\x7e]*$/.test(text)),
    isLong: text.length > 40,
    isNumber: column.type === 'number',
    n,
    isFew,
    isNegative: typeof value === 'number' && value < 0,
    isUnknown: value === null,
    bar:
      largest > 0 && typeof value === 'number'
        ? `${Math.min(100, Math.max(0, (value / largest) * 100)).toFixed(1)}%`
        : null,
    badge: badge === null ? null : String(value),
  };
}

/**
 * The parts of a ratio, said: 34 ÷ 40（已出验收结论）, how many projects it rests on where its denominator does not say it, and
 * how many stand outside it.
 */
export function partsOf(table: Table, row: Row, ratio: ColumnInfo): string | null {
  const { name, numerator, denominator, n, outside } = ratio;
  const [above, below] = [numerator, denominator].map((name) => table.columns.find((column) => column.name === name));
  if (!above || !below) return null;
  // Parts of which something is missing make no ratio; nought below makes none either, but that explains it.
  if ((row[name] ?? null) === null && row[below.name] !== 0) return null;
  const shown = (info: ColumnInfo) => (info.format === 'count' ? plain : info);
  const quotient = quotientText([row[above.name] ?? null, row[below.name] ?? null], [shown(above), shown(below)], {
    ...ratio,
    value: row[name] ?? null,
  });
  const count = n === undefined || n === denominator || typeof row[n] !== 'number' ? '' : `，n=${row[n]}`;
  const apart = table.columns.find((column) => column.name === outside);
  const left = apart && row[apart.name] ? `；另有 ${withUnit(row[apart.name] ?? null, apart)}${apart.title}` : '';
  return `${quotient}（${below.title}）${count}${left}`;
}

/** Why a value is missing, in words; null where it is not, or nobody says. */
export function reasonOf(
  { unfit = [] }: Pick<Table, 'unfit'>,
  row: Row,
  name: string,
  missing: Missing = {}
): string | null {
  if ((row[name] ?? null) !== null) return null;
  if (unfit.some(({ columns }) => columns?.includes(name))) return words.notComparable;
  const reason = missing[name] === undefined ? null : row[missing[name]];
  return typeof reason === 'string' ? reason : null;
}

/** How many projects a ratio rests on, and whether they are too few for it to say much. */
export function countOf(row: Row, { name, n: counted }: ColumnInfo): { n: number | null; isFew: boolean } {
  const n = counted === undefined ? null : row[counted];
  return typeof n === 'number' ? { n, isFew: n < few && (row[name] ?? null) !== null } : { n: null, isFew: false };
}

/** A bar of a share is measured against the whole, any other against the largest. */
function largestOf({ format }: ColumnInfo, values: readonly Value[]): number {
  const largest = Math.max(0, ...values.map((value) => (typeof value === 'number' ? value : 0)));
  return format === 'percent' ? Math.max(1, largest) : largest;
}

const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  verdict: words.verdicts,
  severity: words.severities,
  effect: words.effects,
};

const badgeOf = (name: string, value: Value): string | null =>
  typeof value === 'string' ? (lists[name]?.[value] ?? null) : null;
