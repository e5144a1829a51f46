import { Type } from 'typebox';
import { closed, column } from './column.ts';

/**
 * One tile of equal size a row, where `row` and `column` (from 1) say; darker where there is more. A tile is flagged
 * where `flag` is above zero. `missing` says why a value is not there.
 */
export const tiles = Type.Object(
  {
    mark: Type.Literal('tiles'),
    label: column(),
    short: column('string'),
    row: column('number'),
    column: column('number'),
    value: column('number'),
    flag: Type.Optional(column('number')),
    also: Type.Optional(Type.Array(column('number'))),
    missing: Type.Optional(column('string')),
  },
  closed
);
