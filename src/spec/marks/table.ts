import { Type } from 'typebox';
import { closed, column, missing } from './column.ts';

/** `show`: the columns to print, all by default. `bars`: those with a bar under the number. */
export const table = Type.Object(
  {
    mark: Type.Literal('table'),
    show: Type.Optional(Type.Array(column(), { minItems: 1 })),
    bars: Type.Optional(Type.Array(column('number'))),
    missing: Type.Optional(missing),
  },
  closed
);
