import { Type } from 'typebox';
import { closed, column, missing } from './column.ts';

/**
 * Headline numbers of an answer of one row: each with those printed under it. A ratio brings the parts it is made of.
 */
export const figures = Type.Object(
  {
    mark: Type.Literal('figures'),
    show: Type.Array(Type.Array(column(), { minItems: 1 }), { minItems: 1 }),
    missing: Type.Optional(missing),
  },
  closed
);
