import { Type, type Static } from 'typebox';
import { closed } from './shape.ts';

/** The projects whose personal columns are to be told. */
export const PersonalForm = closed({
  project_id: Type.Array(Type.String(), { minItems: 1, maxItems: 200 }),
});
export type PersonalForm = Static<typeof PersonalForm>;

/** A row of a file, what it says in personal columns. */
export const PersonalRow = closed({
  project_id: Type.String(),
  title: Type.String(),
  file: Type.String(),
  sheet: Type.String(),
  row: Type.Integer(),
  cells: Type.Array(closed({ header: Type.String(), value: Type.String() })),
});
export type PersonalRow = Static<typeof PersonalRow>;

export const Personal = closed({ version: Type.String(), rows: Type.Array(PersonalRow) });
export type Personal = Static<typeof Personal>;
