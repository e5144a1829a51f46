import { Type } from 'typebox';
import { closed, column } from './column.ts';

/**
 * A count against its target; `left` is what remains of it (below zero: over, unless `over` tells that apart);
 * `beside` is never added in; `missing` says why nothing is left to tell.
 */
export const bullet = Type.Object(
  {
    mark: Type.Literal('bullet'),
    label: column(),
    value: column('number'),
    target: column('number'),
    left: column('number'),
    over: Type.Optional(column('number')),
    beside: Type.Optional(column('number')),
    missing: Type.Optional(column('string')),
  },
  closed
);
