import { Type } from 'typebox';
import { closed, column } from './column.ts';

/**
 * How one amount becomes another, a bar a row: a row whose `level` is 1 stands from nought, any other goes on from
 * where the one before it ended.
 */
export const waterfall = Type.Object(
  {
    mark: Type.Literal('waterfall'),
    label: column(),
    value: column('number'),
    level: column('number'),
    /** Of how many rows it is. */
    count: Type.Optional(column('number')),
  },
  closed
);
