import { Type, type Static } from 'typebox';
import { codes, codesOf } from '../codes.ts';
import { Narrowing } from './narrowing.ts';
import { oneOf, written } from './parameters.ts';
import { closed, nullable, rowWith, text } from './shape.ts';
import { Page } from './table.ts';

const Relation = Type.Enum(codesOf(codes.relation));
const Likeness = Type.Enum(codesOf(codes.likeness));
const amount = nullable(Type.Number());

const side = {
  batch: text,
  city: text,
  county: text,
  task: text,
  stage: text,
  project_name: text,
  applicant: text,
  applicant_id: text,
  site: text,
  partners: text,
  period_start: text,
  period_end: text,
  total_investment: amount,
  subsidy_allocated: amount,
};
type Side = { [name in keyof typeof side as `other_${name}`]: (typeof side)[name] };
const other = Object.fromEntries(Object.entries(side).map(([name, schema]) => [`other_${name}`, schema])) as Side;

/** Two projects that are like one another, or a project and a line of the ledger of provincial support. */
export const RepeatedPair = rowWith({
  pair_id: Type.String(),
  is_first: Type.Boolean({ description: 'Seen from the project that is judged; else the other one is.' }),
  verdict: Type.Enum(['fail', 'review']),
  relation: Relation,
  likeness: Likeness,
  standing: Type.Enum(codesOf(codes.standing)),
  similarity: amount,
  project_id: Type.String(),
  ...side,
  other_id: nullable(Type.String(), 'null: it is a line of the ledger, or withheld.'),
  ...other,
  is_withheld: Type.Boolean({
    description: "The other is not its reader's: that there is one is told, and not which.",
  }),
  ledger_year: nullable(Type.Integer()),
  ledger_document: text,
  ledger_file: text,
  ledger_sheet: text,
  ledger_row: nullable(Type.Integer()),
  ledger_sha256: text,
});
export type RepeatedPair = Static<typeof RepeatedPair>;

export const Repeats = closed({ ...Page.properties, rows: Type.Array(RepeatedPair) });
export type Repeats = Static<typeof Repeats>;

/** Which pairs. A filter holds for either side. */
export const RepeatSearch = closed({
  project: written('Only the pairs of this project.'),
  search: written(
    'Part of the number, the name, the applicant or its credit code, of either side, or of the name in the ledger; width, case, brackets and spaces are the same however written. What is withheld is not searched.'
  ),
  verdict: oneOf(['fail', 'review'], 'Any of these verdicts.'),
  relation: oneOf(codesOf(codes.relation), 'Any of these relations of the two applicants.'),
  likeness: oneOf(codesOf(codes.likeness), 'Any of these ways to be alike.'),
  sort: written('A column of the project that it is seen from, - before it for descending.'),
  ...Narrowing.properties,
});
export type RepeatSearch = Static<typeof RepeatSearch>;
