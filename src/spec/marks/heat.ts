import { Type } from 'typebox';
import { closed, column } from './column.ts';

/** One number for each pair of values. */
export const heat = Type.Object(
  { mark: Type.Literal('heat'), x: column(), y: column(), value: column('number') },
  closed
);
