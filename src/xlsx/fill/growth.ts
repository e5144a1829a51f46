import { limits } from '../read/limits.ts';

/** Rows of a template, `top` to `bottom` from 1, that stand in the sheet so many times, one after the other. */
export interface Repeat {
  top: number;
  bottom: number;
  copies: number;
}

/** How the rows of a template come to lie in the sheet that is made of it. */
export interface Growth {
  /** From top to bottom; none reaches into another. */
  repeats: readonly Repeat[];
}

export const noGrowth: Growth = { repeats: [] };

export function growthOf(repeats: readonly Repeat[]): Growth {
  return { repeats: repeats.filter(({ copies }) => copies > 0).toSorted((a, b) => a.top - b.top) };
}

const heightOf = ({ top, bottom }: Repeat): number => bottom - top + 1;

/** The repeat that a row of the template is in. */
export const repeatAt = ({ repeats }: Growth, row: number): Repeat | undefined =>
  repeats.find(({ top, bottom }) => row >= top && row <= bottom);

/** Where a row of the template lies; one that is repeated, its copy of this number, from 0. */
export function rowAt(growth: Growth, row: number, copy = 0): number {
  const above = growth.repeats
    .filter(({ bottom }) => bottom < row)
    .reduce((sum, each) => sum + (each.copies - 1) * heightOf(each), 0);
  const repeat = repeatAt(growth, row);
  return Math.min(row + above + (repeat ? copy * heightOf(repeat) : 0), limits.rows);
}

/** Where the last copy of a row lies. */
export const lastRowAt = (growth: Growth, row: number): number =>
  rowAt(growth, row, (repeatAt(growth, row)?.copies ?? 1) - 1);

/** A range of rows with all that came in between: what stands over a repeated row stands over all its copies. */
export const stretched = (growth: Growth, top: number, bottom: number): [number, number] => [
  rowAt(growth, top),
  lastRowAt(growth, bottom),
];

/** The ranges that a range becomes: one within a repeat, once for each copy. */
export function spread(growth: Growth, top: number, bottom: number): [number, number][] {
  const repeat = repeatAt(growth, top);
  if (repeat === undefined || bottom > repeat.bottom) return [stretched(growth, top, bottom)];
  return Array.from({ length: repeat.copies }, (_, copy) => [rowAt(growth, top, copy), rowAt(growth, bottom, copy)]);
}
