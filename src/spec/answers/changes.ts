import { Type, type Static } from 'typebox';
import { anyValue, closed, count, nullable, text } from './shape.ts';
import { Format } from './table.ts';

/** A metric over all projects, before and after. */
export const Figure = closed({
  name: Type.String(),
  title: Type.String(),
  unit: text,
  format: nullable(Format),
  before: nullable(Type.Number()),
  after: nullable(Type.Number()),
});
export type Figure = Static<typeof Figure>;

export const ChangedProject = closed({
  projectId: Type.String(),
  projectName: text,
  city: text,
  batch: text,
  columns: Type.Array(
    closed({
      name: Type.String(),
      title: Type.String(),
      unit: text,
      format: nullable(Format),
      before: anyValue,
      after: anyValue,
    }),
    { description: 'Of a project that changes: which columns, in their order.' }
  ),
});
export type ChangedProject = Static<typeof ChangedProject>;

const projects = Type.Array(ChangedProject);
export const ChangedProjects = closed({
  appear: projects,
  change: projects,
  vanish: projects,
  counts: closed({ appear: count, change: count, vanish: count }),
});
export type ChangedProjects = Static<typeof ChangedProjects>;

/**
 * What a load would change, against the version that is published now (null: none): the figures of the headline first.
 */
export const Changes = closed({
  version: text,
  headline: Type.Array(Figure),
  others: Type.Array(Figure),
  projects: ChangedProjects,
});
export type Changes = Static<typeof Changes>;
