import { Type, type Static } from 'typebox';
import { decidedUpTo, Finding, Severity, Verdict } from './findings.ts';
import { anyValue, closed, nullable, openRow, text } from './shape.ts';
import { JudgedRow } from './source-row.ts';
import { ColumnInfo, Format } from './table.ts';

/** One rule that concerns a project, itself or through its organisations, group, city or direction. */
export const AuditedRule = closed({
  rule: Type.String(),
  title: Type.String(),
  notice: text,
  clause: text,
  quotation: text,
  severity: Severity,
  subjectKind: Type.String(),
  subjectId: Type.String(),
  verdict: Verdict,
  message: Type.String(),
  moment: text,
  momentOn: text,
  today: text,
  asOf: Type.String(),
  span: Type.String(),
  decision: Finding.properties.decision,
  conclusion: Finding.properties.conclusion,
  basis: text,
  document: text,
  attachment: text,
  decidedBy: text,
  decidedOn: text,
  changed: text,
  values: Type.Array(
    closed({ name: Type.String(), title: Type.String(), unit: text, format: Type.Optional(Format), value: anyValue }),
    {
      description: 'The values that were judged.',
    }
  ),
  sources: Type.Array(JudgedRow, { description: 'The rows of the files that they came from.' }),
  settle: nullable(Type.String(), 'What would settle it, where it is in review.'),
});
export type AuditedRule = Static<typeof AuditedRule>;

/** The audit sheet of one project, in the order of the notice. */
export const Audit = closed({
  version: Type.String(),
  ...decidedUpTo,
  project: openRow,
  columns: Type.Array(ColumnInfo),
  asOf: text,
  rules: Type.Array(AuditedRule),
  silent: Type.Array(closed({ rule: Type.String(), title: Type.String(), clause: Type.String() }), {
    description: 'The rules on projects that do not concern it.',
  }),
});
export type Audit = Static<typeof Audit>;
