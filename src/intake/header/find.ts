import type { Spans } from '../grid.ts';
import { fold } from './fold.ts';
import { oneLine, twoLines, type HeaderColumn } from './join.ts';
import type { Meaning, Names } from './names.ts';
import { unitOfTable } from './unit.ts';

export interface Header {
  /** Which of the rows it ends on, and how many it takes. */
  last: number;
  lines: 1 | 2;
  columns: HeaderColumn[];
  /**
   * How many columns of the contract a header names, how many of
   * them by their first names, how many with a unit of money.
   */
  named: number;
  canonical: number;
  units: number;
}

/** How far down a header may stand. */
export const headerSearchRows = 20;

/**
 * The likeliest header among the first rows: the one that names most columns; of equals, the first, and one line rather
 * than two. A second line counts where it names more, or gives units: `投资（元）` above `总投资`, `（元）` below it. `spans`
 * says of each row where its cells are merged.
 */
export function findHeader(
  rows: readonly (readonly string[])[],
  names: Names,
  spans: readonly (Spans | undefined)[] = []
): Header | null {
  let best: Header | null = null;
  const head = rows.slice(0, headerSearchRows);
  for (const [last, row] of head.entries()) {
    const header = scored(last, 1, oneLine(row, names));
    if (header.named > (best?.named ?? 0)) best = header;
  }
  for (const [last, row] of head.entries()) {
    const upper = head[last - 1] ?? [];
    const columns = last > 0 ? twoLines(upper, row, names, spans[last - 1]) : null;
    if (!columns) continue;
    const header = scored(last, 2, columns);
    const isSame = best?.named === header.named && header.units > best.units;
    const hasUnitsAbove = isSame && best?.last === last && !upper.some(isUnit);
    const hasUnitsBelow = isSame && best?.last === last - 1 && row.every((cell) => cell.trim() === '' || isUnit(cell));
    if (header.named > (best?.named ?? 0) || hasUnitsAbove || hasUnitsBelow) best = header;
  }
  return best;
}

const isUnit = (cell: string): boolean => unitOfTable(fold(cell)) !== null;

function scored(last: number, lines: 1 | 2, columns: HeaderColumn[]): Header {
  const meanings = columns.flatMap(({ meaning }) => meaning ?? []);
  const count = (which: (meaning: Meaning) => boolean) => new Set(meanings.filter(which).map(({ name }) => name)).size;
  return {
    last,
    lines,
    columns,
    named: count(() => true),
    canonical: count((meaning) => meaning.isCanonical),
    units: count(({ unit }) => unit !== null),
  };
}
