import { Type } from 'typebox';
import { closed, column } from './column.ts';

/**
 * A row without y stands apart, under the axis. `limit`: the share
 * of x and the amount that y must not pass, drawn where all rows know the same.
 */
export const scatter = Type.Object(
  {
    mark: Type.Literal('scatter'),
    x: column('number'),
    y: column('number'),
    label: column(),
    group: Type.Optional(column()),
    limit: Type.Optional(Type.Object({ rate: column('number'), cap: column('number') }, closed)),
  },
  closed
);
