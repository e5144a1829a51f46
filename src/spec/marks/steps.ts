import { Type } from 'typebox';
import { closed, column, columnBy } from './column.ts';

/**
 * What of a whole is left, step by step; one small chart a row where `by` is given. `apart`: step → what is undecided
 * there. `rates`: step → the ratio said beside it; else that of which it is the numerator. `colored`: each of them in
 * the colour of its value.
 */
export const steps = Type.Object(
  {
    mark: Type.Literal('steps'),
    steps: Type.Array(column('number'), { minItems: 1 }),
    by: Type.Optional(column()),
    apart: Type.Optional(columnBy('number')),
    rates: Type.Optional(columnBy('number')),
    colored: Type.Optional(Type.Literal(true)),
  },
  closed
);
