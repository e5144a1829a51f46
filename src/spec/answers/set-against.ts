import { Type, type Static } from 'typebox';
import { closed, nullable, openRow } from './shape.ts';

/** What a figure is set against: the same figure, of another value of one dimension, or of all of them. */
export const SetAgainst = closed({
  dimension: Type.String(),
  value: nullable(Type.String(), 'null: all values of it.'),
  title: Type.String({ description: 'What it is called: 青岛市, 全省.' }),
  matched: Type.Boolean({
    description:
      'Rows stand beside each other: columns `<name>.compared` and `<name>.difference` hold what was found; else only `rows` do.',
  }),
  isReleased: Type.Optional(
    Type.Literal(true, { description: 'Of the sums that are told to all: its numbers lead to no rows.' })
  ),
  says: Type.Array(Type.String(), { description: 'What is to be known of it, and why it is not there.' }),
  rows: Type.Array(openRow, { description: 'The first rows of the same figure, of what it is set against.' }),
});
export type SetAgainst = Static<typeof SetAgainst>;
