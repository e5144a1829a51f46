import { Type, type Static } from 'typebox';
import { closed, nullable, text } from './shape.ts';

const place = {
  file: Type.String(),
  sheet: Type.String(),
  row: Type.Integer({ description: "As the clerk's program numbers it." }),
};

/** Where a row of a file stands. */
export const RowLocation = closed(place);
export type RowLocation = Static<typeof RowLocation>;

/** A row of a file that a verdict rests on. */
export const JudgedRow = closed({ title: Type.String(), ...place });
export type JudgedRow = Static<typeof JudgedRow>;

export const SourceCell = closed({
  name: nullable(Type.String(), 'What the contract calls its column; null where it knows none.'),
  header: Type.String(),
  value: nullable(Type.String(), 'Null where it was empty, and where it is personal and stays here.'),
  isPrivate: Type.Boolean(),
});
export type SourceCell = Static<typeof SourceCell>;

/** One row of a file, as somebody handed it in. */
export const SourceRow = closed({
  source: Type.String(),
  title: Type.String(),
  ...place,
  sha256: text,
  state: Type.Enum(['loaded', 'superseded', 'rejected'], {
    description: "Whether it counts: a later file's row may have taken its place, or a check refused it.",
  }),
  cells: Type.Array(SourceCell),
});
export type SourceRow = Static<typeof SourceRow>;
