import { Type } from 'typebox';
import { closed, column } from './column.ts';

/**
 * How evenly something is shared: a line a series, a dot a row, from the least to the most, along `x`, the share of all
 * up to it, and `y`, the share that these have. Under the straight line, on which all have the same.
 */
export const lorenz = Type.Object(
  {
    mark: Type.Literal('lorenz'),
    x: column('number'),
    y: column('number'),
    label: column(),
    series: column('string'),
    /** What else is told of a dot. */
    tells: Type.Optional(Type.Array(column(), { minItems: 1 })),
  },
  closed
);
