import { Type, type Static } from 'typebox';
import { closed, count } from './shape.ts';

/** What figures leave out, and what they hold though it is doubtful, of what the filters leave. */
export const TurnedAway = closed({
  version: Type.String(),
  rows: { ...count, description: 'Rows that were not loaded.' },
  unplaced: { ...count, description: 'Those of which it is not known whether the filters leave them.' },
  sources: Type.Array(closed({ title: Type.String(), rows: count, unplaced: count })),
  notYet: Type.Array(closed({ title: Type.String(), rows: count }), {
    description: 'Rows with a day after the as-of day, by table: what they tell has not come, and counts in no figure.',
  }),
  doubted: closed({
    cells: { ...count, description: 'Amounts that are likely of another unit: they count as they are written.' },
    first: Type.Array(Type.String(), { description: 'The first of them: project, column and what is written.' }),
  }),
});
export type TurnedAway = Static<typeof TurnedAway>;
