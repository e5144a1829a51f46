import { Type } from 'typebox';
import { closed, column } from './column.ts';

/**
 * A dot a row along its value, in lanes: above their line where `side` is above 0, below it where it is less, hollow on
 * it where it is neither; a row without a value stands apart. `cut` is a place on a lane, `note` what is said of it,
 * both in each of its rows. `odd`: 1 where a row is on the side that its value does not lead to expect.
 */
export const sides = Type.Object(
  {
    mark: Type.Literal('sides'),
    value: column('number'),
    label: column(),
    lane: column(),
    side: column('number'),
    /** What stands above, below and between. */
    called: Type.Object(
      {
        above: Type.String({ minLength: 1, chinese: true }),
        below: Type.String({ minLength: 1, chinese: true }),
        between: Type.String({ minLength: 1, chinese: true }),
        odd: Type.String({ minLength: 1, chinese: true }),
        cut: Type.String({ minLength: 1, chinese: true }),
        apart: Type.String({ minLength: 1, chinese: true }),
      },
      closed
    ),
    cut: column('number'),
    note: Type.Optional(column('string')),
    odd: column('number'),
    /** What else is told of a dot. */
    tells: Type.Optional(Type.Array(column(), { minItems: 1 })),
  },
  closed
);
