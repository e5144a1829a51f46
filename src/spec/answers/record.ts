import { Type, type Static } from 'typebox';
import { written } from './parameters.ts';
import { closed, count, nullable, text } from './shape.ts';

/** The streams of the record. */
export const recordStreams = [
  'journal',
  'decisions',
  'replies',
  'papers',
  'content',
  'access',
  'use',
  'erasures',
] as const;

/** Lines of the record, narrowed. */
export const RecordSearch = closed({
  stream: Type.Optional(Type.Enum([...recordStreams])),
  event: written('As the record calls it.'),
  by: written('The account, or the name that was stated.'),
  since: written('A day: its lines and later ones.'),
  until: written('A day: its lines and earlier ones.'),
});
export type RecordSearch = Static<typeof RecordSearch>;

export const RecordLine = closed({
  position: Type.Integer(),
  at: Type.String(),
  stream: Type.Enum([...recordStreams]),
  by: text,
  event: Type.String(),
  details: Type.String({
    description: 'What else the line says, in words for people; never the values that were judged.',
  }),
  hash: Type.String(),
});
export type RecordLine = Static<typeof RecordLine>;

/** A page of the record, the newest first, and whether all of it is as it was written. */
export const RecordAnswer = closed({
  total: count,
  events: Type.Array(Type.String(), { description: 'Every event that there is.' }),
  head: nullable(Type.String(), 'The hash of the last line, which stands for all of them.'),
  broken: nullable(
    closed({ position: Type.Integer(), problem: Type.String() }),
    'The first line that is not as it was written.'
  ),
  rows: Type.Array(RecordLine),
});
export type RecordAnswer = Static<typeof RecordAnswer>;
