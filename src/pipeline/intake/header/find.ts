import { oneLine, twoLines, type Place } from './join.ts';
import type { Names } from './names.ts';

export interface Header {
  /** Which of the rows it ends on, and how many it takes. */
  last: number;
  lines: 1 | 2;
  places: Place[];
  /** How many columns of the contract it names, and how many of them by their own names. */
  named: number;
  canonical: number;
}

/** How far down a header may stand. */
export const searched = 20;

/** The likeliest header among the first rows: the one that names most columns; of equals the plainest, then the first. */
export function findHeader(rows: readonly (readonly string[])[], names: Names): Header | null {
  let best: Header | null = null;
  const consider = (last: number, lines: 1 | 2, places: Place[] | null) => {
    if (!places) return;
    const named = new Set(places.flatMap(({ meaning }) => (meaning ? [meaning.name] : []))).size;
    const canonical = new Set(places.flatMap(({ meaning }) => (meaning?.isCanonical ? [meaning.name] : []))).size;
    if (named > (best?.named ?? 0)) best = { last, lines, places, named, canonical };
  };
  const head = rows.slice(0, searched);
  for (const [i, row] of head.entries()) consider(i, 1, oneLine(row, names));
  for (const [i, row] of head.entries()) if (i > 0) consider(i, 2, twoLines(head[i - 1] as readonly string[], row, names));
  return best;
}
