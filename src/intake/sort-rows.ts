import type { GridRow, Spans } from './grid.ts';
import { fold } from './header/fold.ts';
import type { Layout } from './layout.ts';
import { namesNote, namesTotal, standsAlone } from './words.ts';

/** What a row is: one of the table's, or something written beside or below them. */
export type RowKind = 'data' | 'total' | 'note' | 'blank';

/** A total is named in one of the first cells. */
const leading = 8;
const amounts: ReadonlySet<string> = new Set(['money', 'integer', 'number', 'year']);
const words: ReadonlySet<string> = new Set(['text', 'name']);

/**
 * Tells data from totals by the contract's essential columns: a project may be named 合计, a row without an id may not.
 */
export function rowSorter({ slots, columns }: Layout): (row: Pick<GridRow, 'cells' | 'spans'>) => RowKind {
  const essential = slots.filter((slot) => slot.essential && slot.at >= 0);
  const ownWords = new Map(
    slots.map(({ at, kind }) => [at, words.has(kind) ? 'any' : amounts.has(kind) ? 'amount' : 'closed'])
  );
  const headers = columns.map(({ header }) => fold(header));
  const lacks = (cells: readonly string[], but: number) => essential.some(({ at }) => at !== but && isBlank(cells[at]));

  const isTotal = (cells: readonly string[]): boolean => {
    for (let at = 0; at < Math.min(leading, cells.length); at++) {
      const cell = cells[at] as string;
      if (!cell.includes('计')) continue;
      // No id, city or code is called 合计; a project may be, and a column of its own may say anything.
      const isClosed = ownWords.get(at) === 'closed';
      if (namesTotal(fold(cell), isClosed) && (isClosed || lacks(cells, at))) return true;
    }
    return false;
  };

  const isNote = (cells: readonly string[], first: number): boolean => {
    const folded = fold(cells[first] as string);
    if (namesNote(folded) && (ownWords.get(first) === 'closed' || lacks(cells, first))) return true;
    if (standsAlone(folded) && cells.every((cell, i) => i === first || isBlank(cell))) return true;
    return (folded === headers[first] && repeats(cells, headers)) || counts(cells);
  };

  return ({ cells, spans }) => {
    const first = cells.findIndex((cell) => !isBlank(cell));
    if (first < 0) return 'blank';
    if (isTotal(cells)) return 'total';
    return isNote(cells, first) || isMergedLine(cells, first, spans) ? 'note' : 'data';
  };
}

/** A single text that is merged over several columns. */
const isMergedLine = (cells: readonly string[], first: number, spans: Spans | undefined): boolean =>
  (spans?.get(first) ?? 1) > 1 && cells.every((cell, i) => i === first || isBlank(cell));

const isBlank = (cell: string | undefined): boolean =>
  cell === undefined || cell === '' || !/[^\s\p{Z}\p{Cf}]/u.test(cell);

/** The header once more, as on the next page of a print. */
const repeats = (cells: readonly string[], headers: readonly string[]): boolean =>
  headers.every((header, i) => fold(cells[i] ?? '') === header);

/** 栏次: a line under the header that counts the columns. */
const counts = (cells: readonly string[]): boolean =>
  cells.length > 2 && cells.every((cell, i) => cell.trim() === String(i + 1));
