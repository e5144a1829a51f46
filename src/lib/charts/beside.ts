import type { ColumnInfo, Row, Table } from '#spec';
import type { Of } from './drawing.ts';
import { column } from './read.ts';

/** One number of one, beside all. */
export interface BesideLine {
  column: ColumnInfo;
  /** Of the one, null where it is not known or none is meant. */
  own: number | null;
  /** Of those whose number is known, and how many they are. */
  median: number | null;
  known: number;
  /** Of some the number is there and is not told to who asks. */
  isWithheld: boolean;
  /** The place of the one among them, from the largest; how many have the same number, itself with them. */
  place: number | null;
  alike: number;
}

export interface Beside {
  /** The row of the one that is meant. */
  own: Row | null;
  peers: readonly Row[];
  /** The peers were named. */
  areNamed: boolean;
  /** How many the nearest were chosen among, where the size of some is not told; null: among all. */
  among: number | null;
  lines: readonly BesideLine[];
}

/**
 * One of a table beside all of it: `meant` is its label, `named` those that it is compared with; too many may be named.
 */
export function besideOf(
  chart: Of<'beside'>,
  table: Table,
  meant: string | null,
  named: readonly string[] = []
): Beside {
  const labelOf = (row: Row) => row[chart.label];
  const own = table.rows.find((row) => meant !== null && labelOf(row) === meant) ?? null;
  const others = table.rows.filter((row) => row !== own);
  const chosen = others.filter((row) => named.includes(String(labelOf(row)))).slice(0, chart.peers);
  return {
    own,
    peers: chosen.length > 0 ? chosen : nearest(chart, own, others),
    areNamed: chosen.length > 0,
    among: isWithheldOf(chart, table.rows, chart.size)
      ? others.filter((row) => numberOf(row, chart.size) !== null).length
      : null,
    lines: chart.show.map((name) => ({
      ...lineOf(column(table, name), table.rows, own),
      isWithheld: isWithheldOf(chart, table.rows, name),
    })),
  };
}

/** Those of the others whose size is nearest, of two at the same distance the one that stands first. */
function nearest({ size, peers }: Of<'beside'>, own: Row | null, others: readonly Row[]): Row[] {
  const mine = own?.[size];
  if (typeof mine !== 'number') return [];
  return others
    .flatMap((row) => {
      const theirs = row[size];
      return typeof theirs === 'number' ? [{ row, distance: Math.abs(theirs - mine) }] : [];
    })
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, peers)
    .map(({ row }) => row);
}

/** Whether a number of a row is not told, rather than not known. */
const isWithheldOf = ({ withheld, missing }: Of<'beside'>, rows: readonly Row[], name: string): boolean =>
  withheld !== undefined &&
  rows.some((row) => {
    const why = missing?.[name];
    return (
      numberOf(row, name) === null && typeof row[withheld] === 'string' && (why === undefined || row[why] === null)
    );
  });

function lineOf(info: ColumnInfo, rows: readonly Row[], own: Row | null): Omit<BesideLine, 'isWithheld'> {
  const known = rows.flatMap((row) => numberOf(row, info.name) ?? []).toSorted((a, b) => a - b);
  const mine = own === null ? null : numberOf(own, info.name);
  return {
    column: info,
    own: mine,
    median: medianOf(known),
    known: known.length,
    place: mine === null ? null : known.filter((each) => each > mine).length + 1,
    alike: mine === null ? 0 : known.filter((each) => each === mine).length,
  };
}

/** Of numbers in order: the one in the middle, or what lies halfway between the two. */
function medianOf(sorted: readonly number[]): number | null {
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function numberOf(row: Row, name: string): number | null {
  const value = row[name];
  return typeof value === 'number' ? value : null;
}
