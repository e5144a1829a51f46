import { Type, type Static } from 'typebox';
import { decidedUpTo, Severity } from './findings.ts';
import { closed, count, nullable, text } from './shape.ts';
import { Provable, said, Unfit } from './table.ts';

const counts = {
  failed: count,
  in_review: count,
  passed: count,
  undecided: Type.Integer({ minimum: 0, description: 'Of those that fail or are in review: never decided.' }),
  decided: Type.Integer({ minimum: 0, description: 'Decided, on the values as they are.' }),
  reopened: Type.Integer({ minimum: 0, description: 'Decided, on values that are others now.' }),
};
export const VerdictCounts = closed(counts);
export type VerdictCounts = Static<typeof VerdictCounts>;

/** A rule as the notice words it, and what it found. */
export const NoticeRule = closed({
  rule: Type.String(),
  title: Type.String(),
  severity: Severity,
  quotation: Type.String(),
  subjectKind: Type.String(),
  counts: nullable(VerdictCounts, 'null: not applicable, the filters in force cannot be asked of it; see `unfit`.'),
  unfit: Type.Optional(Unfit),
  checked: Type.Optional(
    closed(
      { byRecord: count, byCoverage: count, unchecked: count },
      'Of a rule that asks whether somebody looked: how many subjects were looked up, were compared with a whole list, or neither.'
    )
  ),
  cities: Type.Array(closed({ city: text, ...counts }), {
    description: 'The cities in their order; null gathers what belongs to no one city.',
  }),
});
export type NoticeRule = Static<typeof NoticeRule>;

export const NoticeClause = closed({
  notice: Type.String(),
  id: Type.String(),
  title: Type.String(),
  heading: text,
  quotation: Type.String(),
  rules: Type.Array(NoticeRule),
});
export type NoticeClause = Static<typeof NoticeClause>;

/** A notice that batches are judged by. */
export const NoticeInfo = closed({
  notice: Type.String(),
  title: Type.String(),
  issuedOn: text,
  isAtHand: Type.Boolean(),
  openItems: Type.Integer({ minimum: 0, description: 'How many values and rules of it are still open.' }),
});
export type NoticeInfo = Static<typeof NoticeInfo>;

/** The notices of the batches that filters leave, what each leaves unsaid, and what of them was not handed in. */
export const Notices = closed({
  version: Type.String(),
  notices: Type.Array(NoticeInfo),
  open: Type.Array(
    closed({ notice: Type.String(), file: Type.String(), line: nullable(Type.Integer()), item: Type.String() })
  ),
  missing: Type.Array(closed({ batch: Type.String(), tables: Type.Array(Type.String()) }), {
    description: 'By batch with applications, the tables of which no row of its projects was handed in.',
  }),
  unfit: said.unfit,
});
export type Notices = Static<typeof Notices>;

/** A rule or a parameter of two notices: as the one has it, as the other has it; null: it has it not. */
export const NoticeChange = closed({
  kind: Type.Enum(['rule', 'parameter']),
  key: Type.String(),
  title: Type.String(),
  one: text,
  other: text,
  isSame: Type.Boolean(),
});
export type NoticeChange = Static<typeof NoticeChange>;

const side = nullable(closed({ id: Type.String(), title: Type.String(), quotation: Type.String() }));

/** Two notices side by side, clause by clause. */
export const ComparedNotices = closed({
  version: Type.String(),
  known: Type.Array(Type.String(), { description: 'The notices whose text is at hand, the oldest first.' }),
  notices: Type.Array(NoticeInfo, { description: 'The two, in the order asked for.' }),
  clauses: Type.Array(closed({ one: side, other: side, isSame: Type.Boolean(), changes: Type.Array(NoticeChange) })),
});
export type ComparedNotices = Static<typeof ComparedNotices>;

/** The notice, clause by clause, with what its rules found. */
export const Notice = closed({
  version: Type.String(),
  ...decidedUpTo,
  asOf: Type.Array(Type.String()),
  notices: Type.Array(NoticeInfo, { description: 'The notices of the batches that are shown.' }),
  clauses: Type.Array(NoticeClause),
  proof: Provable,
});
export type Notice = Static<typeof Notice>;
