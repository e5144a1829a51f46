import { Type, type Static } from 'typebox';
import { Narrowing } from './narrowing.ts';
import { written } from './parameters.ts';
import { Finding } from './findings.ts';
import { closed, openRow } from './shape.ts';
import { SourceRow } from './source-row.ts';
import { ColumnInfo, Page, Provable } from './table.ts';

/**
 * Everything that is known of one project, down to the cells it
 * came from. Its rows in other marts stand under their names.
 */
export const ProjectAnswer = Type.Object(
  {
    version: Type.String(),
    project: openRow,
    columns: Type.Record(Type.String(), Type.Array(ColumnInfo), {
      description:
        'What the columns of its row, and of its rows in the other marts, are called: by the name of the mart.',
    }),
    events: Type.Optional(Type.Array(openRow)),
    acceptances: Type.Optional(Type.Array(openRow)),
    subsidies: Type.Optional(Type.Array(openRow)),
    findings: Type.Array(Finding),
    sources: Type.Array(SourceRow),
    proof: Provable,
  },
  { additionalProperties: Type.Array(openRow) }
);
export type ProjectAnswer = Static<typeof ProjectAnswer>;

/** A page of projects. */
export const Projects = closed({ ...Page.properties, proof: Provable });
export type Projects = Static<typeof Projects>;

/** Which projects. */
export const ProjectSearch = closed({
  search: written(
    'Part of the number, the name, the applicant, its credit code or its group; width, case, brackets and spaces are the same however written.'
  ),
  sort: written('A column, - before it for descending.'),
  verdict: Type.Optional(
    Type.Array(Type.Enum(['fail', 'review']), { description: 'Those with a finding of any of these verdicts.' })
  ),
  ...Narrowing.properties,
});
export type ProjectSearch = Static<typeof ProjectSearch>;
