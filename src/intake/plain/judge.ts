import { barring, issuesOf } from '../doubts.ts';
import type { GridRow } from '../grid.ts';
import type { Layout } from '../layout.ts';
import type { RowKind, rowSorter } from '../sort-rows.ts';
import { splitAmounts } from '../split-amounts.ts';
import { quotedCells } from '../text/cells.ts';
import { hasForbiddenCharacter } from '../text/characters.ts';

/** A line whose bytes do not tell is a row like the others, or it is set aside as the router does. */
export type Verdict = 'stays' | 'goes';

const aside: ReadonlySet<RowKind> = new Set(['blank', 'total', 'note', 'example']);

/** Judges lines as the careful way does. null: there is something to say of it, or of what comes after it. */
export function lineJudge(
  layout: Layout,
  { delimiter, sort, isCutAtCommas }: { delimiter: string; sort: ReturnType<typeof rowSorter>; isCutAtCommas: boolean }
): (row: number, line: string) => { verdict: Verdict; row: GridRow } | null {
  const barOf = barring(layout);
  return (number, line) => {
    const cells = line.includes('"') ? quotedCells(line, delimiter) : line.split(delimiter);
    if (cells === null || hasForbiddenCharacter(line)) return null;
    const row: GridRow = { row: number, cells };
    const kind = sort(row);
    if (aside.has(kind)) return { verdict: 'goes', row };
    const isSound =
      kind === 'data' &&
      row.cells.length === layout.columns.length &&
      barOf(kind, row) === null &&
      issuesOf(row, layout).length === 0 &&
      (!isCutAtCommas || splitAmounts(row.cells, layout, false).length === 0);
    return isSound ? { verdict: 'stays', row } : null;
  };
}
