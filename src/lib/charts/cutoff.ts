import type { Row, Table } from '#spec';
import { plain, withUnit } from '../format.ts';
import { words } from '../words.ts';
import type { Of } from './drawing.ts';
import { column, text } from './read.ts';

/** Where a row stands: within the line, outside, without a place of its own, no more there, or not told. */
export type Side = 'above' | 'below' | 'apart' | 'gone' | 'unknown' | 'open';

/** One list with its line. */
export interface CutList {
  /** The value of `by` that it is of. */
  by: string;
  /** How full it is, in a sentence. */
  says: string;
  isOver: boolean;
  rows: readonly { row: Row; side: Side }[];
  /** Before which of its rows the line stands, also behind the last; null: there is none. */
  line: number | null;
  /** What stands on the line: so many places, and whether it is known between which rows it lies. */
  said: string;
}

/**
 * The lists of an answer, each with its line: it is drawn where the answer says who stands on which side. Of rows that
 * are cut nobody counts those outside, and there is a line only where somebody stands behind it.
 */
export function cutListsOf(chart: Of<'cutoff'>, table: Table): CutList[] {
  const isCut = (table.total ?? table.rows.length) > table.rows.length;
  const heads = Array.from(new Set(table.rows.map((row) => text(row[chart.by]))));
  return heads.map((by) => {
    const rows = table.rows
      .filter((row) => text(row[chart.by]) === by)
      .map((row) => ({ row, side: sideOf(chart, row) }));
    const [first] = rows;
    const places = numberIn(first?.row, chart.at);
    const taken = numberIn(first?.row, chart.count);
    const open = rows.filter(({ side }) => side === 'open').length;
    const outside = rows.filter(({ side }) => side === 'below').length;
    const named = { places: column(table, chart.at).title, taken: column(table, chart.count).title };
    const isDrawn = places !== null && taken !== null;
    return {
      by,
      rows,
      says: words.cutoff({ places, taken, ...(isCut ? { outside: 0, open: 0 } : { outside, open }), named }),
      isOver: isDrawn && taken > places,
      line: isDrawn && (!isCut || outside + open > 0) ? lineIn(rows) : null,
      said: isDrawn
        ? words.cutoffLine(withUnit(places, plain), { places: named.places, isOpen: open > 0, free: places - taken })
        : '',
    };
  });
}

function sideOf({ side, above, below, apart, gone, unknown }: Of<'cutoff'>, row: Row): Side {
  const found = row[side];
  if (found === above) return 'above';
  if (found === below) return 'below';
  if (found === apart) return 'apart';
  if (found === gone) return 'gone';
  return found === unknown ? 'unknown' : 'open';
}

/** Behind the last that is within for sure: whoever is not told apart stands behind it. */
function lineIn(rows: readonly { side: Side }[]): number {
  const last = rows.findLastIndex(({ side }) => side === 'above');
  const isFull = rows.some(({ side }) => side === 'below' || side === 'open');
  return isFull ? last + 1 : rows.length;
}

function numberIn(row: Row | undefined, name: string): number | null {
  const value = row?.[name];
  return typeof value === 'number' ? value : null;
}
