import type { Frame } from './drawing.ts';
import { series, shapes } from './style.ts';

/** Where a value stands among all values of its dimension: what its colour and shape hang on. */
function rankOf({ values }: Frame, dimension: string, value: string, otherwise: number): number {
  const found = values?.[dimension]?.indexOf(value) ?? -1;
  return found < 0 ? otherwise : found;
}

export const colorOf = (frame: Frame, dimension: string, value: string, otherwise: number): string =>
  series[rankOf(frame, dimension, value, otherwise) % series.length]!;

export const shapeOf = (frame: Frame, dimension: string, value: string, otherwise: number): (typeof shapes)[number] =>
  shapes[rankOf(frame, dimension, value, otherwise) % shapes.length]!;

/** The values found, in the order that the dimension has them. */
export const inOrder = (frame: Frame, dimension: string, found: readonly string[]): string[] =>
  found.toSorted(
    (a, b) => rankOf(frame, dimension, a, found.indexOf(a)) - rankOf(frame, dimension, b, found.indexOf(b))
  );
