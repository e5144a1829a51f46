import type { Frame, Key } from './drawing.ts';
import { series, shapes, unlisted } from './style.ts';

/** Where a value stands among all that its dimension lists: what its colour and shape hang on. Null: it is no such. */
function rankOf({ values }: Frame, dimension: string, value: string, otherwise: number): number | null {
  const listed = values?.[dimension];
  if (listed === undefined) return otherwise;
  const found = listed.indexOf(value);
  return found < 0 ? null : found;
}

export function colorOf(frame: Frame, dimension: string, value: string, otherwise: number): string {
  const rank = rankOf(frame, dimension, value, otherwise);
  return rank === null ? unlisted.color : series[rank % series.length]!;
}

export function shapeOf(frame: Frame, dimension: string, value: string, otherwise: number): Key['shape'] {
  const rank = rankOf(frame, dimension, value, otherwise);
  return rank === null ? unlisted.shape : shapes[rank % shapes.length]!;
}

/** The values found, in the order that the dimension has them; what it does not list comes last. */
export const inOrder = (frame: Frame, dimension: string, found: readonly string[]): string[] =>
  found.toSorted(
    (a, b) =>
      (rankOf(frame, dimension, a, found.indexOf(a)) ?? Infinity) -
        (rankOf(frame, dimension, b, found.indexOf(b)) ?? Infinity) || 0
  );
