import { Type } from 'typebox';
import { closed, column } from './column.ts';

const span = Type.Object({ low: column('number'), high: column('number') }, closed);

/**
 * A dot a row along its value, in lanes. A row without a value is open: a hollow dot at what is expected of it, else
 * apart. What is said of a lane stands in each of its rows, and is of all its rows, drawn or not: `middle` and `half`
 * (between which the middle half of them lies), `count` (of how many), and `possible`, between which the middle lies
 * however the open ones end. `band`: what is near enough, the same for all. `odd`: 1 where a row stands out.
 */
export const strip = Type.Object(
  {
    mark: Type.Literal('strip'),
    value: column('number'),
    label: column(),
    lane: Type.Optional(column()),
    count: column('number'),
    middle: column('number'),
    half: span,
    possible: Type.Optional(span),
    band: Type.Optional(span),
    odd: Type.Optional(column('number')),
    /** What else is told of a dot. */
    tells: Type.Optional(Type.Array(column(), { minItems: 1 })),
    expected: Type.Optional(column('number')),
    /** What a row without a value is called. */
    open: Type.Optional(Type.String({ minLength: 1, chinese: true })),
  },
  closed
);
