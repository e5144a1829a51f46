import { Type, type Static } from 'typebox';
import { closed, count } from './shape.ts';

/** The rows that were handed in and not loaded: they would have changed the figures. */
export const TurnedAway = closed({
  version: Type.String(),
  rows: { ...count, description: 'Those that the filters leave.' },
  unplaced: { ...count, description: 'Those of which it is not known whether the filters leave them.' },
  sources: Type.Array(closed({ title: Type.String(), rows: count, unplaced: count })),
});
export type TurnedAway = Static<typeof TurnedAway>;
