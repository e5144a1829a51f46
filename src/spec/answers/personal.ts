import { Type, type Static } from 'typebox';
import { closed, text } from './shape.ts';

/** The projects whose personal columns are to be told. */
export const PersonalForm = closed({
  project_id: Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 200 }),
  back: Type.Optional(Type.String({ maxLength: 2000, description: 'The page to go back to, of this site.' })),
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

/** A project as people call it. */
export const NamedProject = closed({
  project_id: Type.String(),
  project_name: text,
  applicant: text,
  city: text,
  county: text,
});
export type NamedProject = Static<typeof NamedProject>;

export const Personal = closed({
  version: Type.String(),
  projects: Type.Array(NamedProject, { description: 'Those of the projects that were asked for that are in scope.' }),
  rows: Type.Array(PersonalRow),
});
export type Personal = Static<typeof Personal>;
