import { Type } from 'typebox';
import { closed, column } from './column.ts';

/**
 * A small chart for each value of `by`, all to one scale and in one order: a bar a row against its target. Where there
 * is no target, none is drawn, and `missing` says why.
 */
export const multiples = Type.Object(
  {
    mark: Type.Literal('multiples'),
    by: column(),
    label: column(),
    value: column('number'),
    target: column('number'),
    over: column('number'),
    missing: Type.Optional(column('string')),
  },
  closed
);
