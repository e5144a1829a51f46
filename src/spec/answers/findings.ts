import { Type, type Static } from 'typebox';
import { codes, codesOf } from '../codes.ts';
import { Narrowing } from './narrowing.ts';
import { anyOf, oneOf, written } from './parameters.ts';
import { anyValue, closed, nullable, text } from './shape.ts';
import { Page, said } from './table.ts';

export const Verdict = Type.Enum(codesOf(codes.verdict));
export type Verdict = Static<typeof Verdict>;
export const Severity = Type.Enum(codesOf(codes.severity));
export type Severity = Static<typeof Severity>;

/** The last decision that an answer knows of. */
export const decidedUpTo = {
  decisions: Type.String({ description: 'The head of decisions that it was answered with; empty: none was made.' }),
};

/** What one rule found of one subject. */
export const Finding = closed({
  rule: Type.String(),
  title: Type.String(),
  notice: text,
  clause: text,
  quotation: text,
  severity: Severity,
  subjectKind: Type.Enum(codesOf(codes.subject_kind)),
  subjectId: Type.String(),
  verdict: Verdict,
  message: Type.String(),
  evidence: anyValue,
  moment: nullable(Type.String(), 'The moment that the rule judges at: submit_by, recommend_by, …, today.'),
  momentOn: nullable(Type.String(), 'Its day; null where it has not come or is not known.'),
  judgedOn: nullable(
    Type.String(),
    'The day by whose facts it was judged: that of the moment, or the as-of day before it.'
  ),
  today: nullable(Type.String(), 'What holds on the as-of day, where that is another thing.'),
  asOf: Type.String(),
  year: nullable(Type.Integer()),
  batches: text,
  cities: nullable(Type.String(), 'The cities whose projects it is about, with 、 between.'),
  projectId: text,
  batch: text,
  city: text,
  county: text,
  direction: text,
  task: text,
  applicantType: text,
  ownership: text,
  stage: text,
  findings: Type.Literal(1),
  decision: nullable(
    Type.Enum(codesOf(codes.decision)),
    'Whether it was decided; null where it passes and nobody decided otherwise.'
  ),
  conclusion: nullable(Type.Enum(codesOf(codes.conclusion)), 'What was decided; the verdict of the rule stays.'),
  basis: text,
  document: text,
  attachment: text,
  decidedBy: text,
  decidedOn: text,
  changed: nullable(Type.String(), 'Which judged values are others than when it was decided: why it is open again.'),
  undecided: Type.Integer(),
  decided: Type.Integer(),
  reopened: Type.Integer(),
});
export type Finding = Static<typeof Finding>;

export const Findings = closed({
  ...Page.properties,
  ...decidedUpTo,
  rows: Type.Array(Finding),
  unfit: said.unfit,
});
export type Findings = Static<typeof Findings>;

/** Findings, narrowed by any of each. */
export const FindingSearch = closed({
  rule: anyOf('Any of these rules.'),
  verdict: oneOf(codesOf(codes.verdict), 'Any of these verdicts.'),
  severity: oneOf(codesOf(codes.severity), 'Any of these severities.'),
  notice: anyOf('Any of these notices, as 2025.'),
  clause: anyOf('Any of these clauses, as 三（二）.'),
  decision: oneOf(codesOf(codes.decision), 'Only those that are not decided, are decided, or are open again.'),
  subject_id: anyOf('Any of these subjects.'),
  span: anyOf('Of any of these years or batches, as the address of a finding has them.'),
  sort: written('A column, - before it for descending. Default: what is graver first.'),
  ...Narrowing.properties,
});
export type FindingSearch = Static<typeof FindingSearch>;
