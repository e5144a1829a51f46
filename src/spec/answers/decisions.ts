import { Type, type Static } from 'typebox';
import { codes, codesOf } from '../codes.ts';
import { AuditedRule } from './audit.ts';
import { decidedUpTo, Finding } from './findings.ts';
import { anyOf, oneOf } from './parameters.ts';
import { anyValue, closed, count, nullable, text } from './shape.ts';
import { JudgedRow } from './source-row.ts';
import { Page } from './table.ts';

/** One line of the record of decisions: a decision, a proposal, or one that takes back. */
export const DecisionRow = closed({
  position: Type.Integer({ description: 'Its place in the record.' }),
  id: Type.String({ description: 'The hash of its line.' }),
  recordedAt: Type.String({ description: 'When it was written down.' }),
  state: Type.Enum(codesOf(codes.decision_state)),
  stands: Type.Enum(codesOf(codes.stands), { description: 'What has become of it, in this version.' }),
  rule: Type.String(),
  title: Type.String(),
  subjectKind: Type.String(),
  subjectId: Type.String(),
  span: Type.String({ description: 'The year, or the batches, that it holds for: for no other.' }),
  notice: text,
  conclusion: nullable(Type.Enum(codesOf(codes.conclusion))),
  basis: Type.String(),
  document: text,
  attachment: nullable(Type.String(), 'The name of a paper that is kept elsewhere.'),
  decidedBy: Type.String({ description: 'A name that was stated; marked 未核实 while nobody signs in.' }),
  decidedOn: Type.String(),
  verdict: Type.String({ description: 'What the rule said when it was decided.' }),
  message: Type.String(),
  judged: anyValue,
  withdraws: nullable(Type.String(), 'The line that is taken back.'),
  decidedVersion: Type.String({ description: 'The version that it was decided on.' }),
  changed: nullable(Type.String(), 'The judged values that are others in this version.'),
});
export type DecisionRow = Static<typeof DecisionRow>;

export const Decisions = closed({ ...Page.properties, ...decidedUpTo, rows: Type.Array(DecisionRow) });
export type Decisions = Static<typeof Decisions>;

/** Decisions, narrowed by any of each. */
export const DecisionSearch = closed({
  rule: anyOf('Any of these rules.'),
  subject_id: anyOf('Any of these subjects.'),
  span: anyOf('Any of these years or batches.'),
  state: oneOf(codesOf(codes.decision_state), 'Any of these kinds of lines.'),
  stands: oneOf(codesOf(codes.stands), 'Any of these states.'),
});
export type DecisionSearch = Static<typeof DecisionSearch>;

/** What may be decided of findings at once, as the one who decides sees it. */
const list = {
  list: Type.String({ description: 'Stands for these findings as they are; sent back with the decision.' }),
};

/** One finding, by its address: what was judged, by which rows, and all that was decided of it. */
export const FindingAnswer = closed({
  version: Type.String(),
  ...decidedUpTo,
  ...list,
  finding: Finding,
  span: Type.String(),
  values: AuditedRule.properties.values,
  sources: Type.Array(JudgedRow),
  settle: AuditedRule.properties.settle,
  history: Type.Array(DecisionRow, { description: 'The newest first.' }),
});
export type FindingAnswer = Static<typeof FindingAnswer>;

/** The findings that would be decided together. */
export const DecidableFindings = closed({
  version: Type.String(),
  ...decidedUpTo,
  ...list,
  total: count,
  atMost: Type.Integer({ description: 'So many may be decided at once.' }),
  rows: Type.Array(Finding),
});
export type DecidableFindings = Static<typeof DecidableFindings>;

/** Whether this request's sender may decide. */
export const MayDecide = closed({
  refusal: nullable(Type.String(), 'Why not; null where they may.'),
  person: nullable(Type.String(), 'Who decides, where they signed in; null where they say a name.'),
  state: Type.Enum(['decided', 'proposed'], { description: 'What becomes of what they say.' }),
});
export type MayDecide = Static<typeof MayDecide>;

const written = (maxLength: number, description: string) => Type.Optional(Type.String({ maxLength, description }));

/** Who says something on record, why and when. */
const said = {
  basis: written(3000, 'Why: needed.'),
  document: written(200, 'The number of the document.'),
  attachment: written(200, 'The name of a paper that is kept elsewhere.'),
  person: written(60, 'Who decides: needed where nobody signs in, else it is who signed in.'),
  on: written(10, 'The day of the decision, 2026-06-30; default: today.'),
  seen: written(
    64,
    'The head of decisions that the sender saw: `decisions` of the answer, empty where there was none.'
  ),
};

/** A decision on one finding, or on those of a list. */
export const DecisionForm = closed({
  ...said,
  state: Type.Optional(Type.Enum(['decided', 'proposed'], { type: 'string' })),
  conclusion: written(20, `${codesOf(codes.conclusion).join(', ')}: needed.`),
  list: written(64, '`list` of the answer that the sender saw: needed.'),
});
export type DecisionForm = Static<typeof DecisionForm>;

export const WithdrawalForm = closed(said);
export type WithdrawalForm = Static<typeof WithdrawalForm>;

/** What was written down. */
export const Recorded = closed({ ...decidedUpTo, ids: Type.Array(Type.String()) });
export type Recorded = Static<typeof Recorded>;
