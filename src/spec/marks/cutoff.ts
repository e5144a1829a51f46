import { Type } from 'typebox';
import { closed, column } from './column.ts';

/**
 * A list in order with the line at which its places end, one list for each value of `by`. `at`: so many places;
 * `count`: so many stand in the list for one. `side` says where a row stands, in these words; whoever is in none of
 * them may stand on either side, and is told apart.
 */
export const cutoff = Type.Object(
  {
    mark: Type.Literal('cutoff'),
    by: column(),
    at: column('number'),
    count: column('number'),
    side: column('string'),
    above: Type.String({ minLength: 1 }),
    below: Type.String({ minLength: 1 }),
    /** It stands in the list and takes no place. */
    apart: Type.String({ minLength: 1 }),
    /** It stood here, and does no more. */
    gone: Type.String({ minLength: 1 }),
    /** Nobody knows how many places there are. */
    unknown: Type.String({ minLength: 1 }),
    show: Type.Array(column(), { minItems: 1 }),
  },
  closed
);
