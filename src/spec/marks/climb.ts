import { Type } from 'typebox';
import { closed, column } from './column.ts';

/**
 * Counts that climb in steps over time, told at `at`, as 2025-04-24 17:00; `until`: the times that they are to be there
 * by, the same in each row. Drawn from so many days before the first of these.
 */
export const climb = Type.Object(
  {
    mark: Type.Literal('climb'),
    at: column('string'),
    values: Type.Array(column('number'), { minItems: 1 }),
    until: Type.Array(column('string')),
    days: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  closed
);
