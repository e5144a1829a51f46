import { Type } from 'typebox';
import { closed, column } from './column.ts';

/** Horizontal bars, one group a row. */
export const bar = Type.Object(
  {
    mark: Type.Literal('bar'),
    label: column(),
    values: Type.Array(column('number'), { minItems: 1 }),
    stack: Type.Optional(Type.Boolean()),
  },
  closed
);
