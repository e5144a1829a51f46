import { Type, type Static } from 'typebox';
import { closed, count, nullable } from './shape.ts';

const named = { version: Type.String(), number: Type.String(), asOf: Type.String() };
const text = Type.String();
const kind = Type.Enum(['update', 'improvement', 'correction', 'decision'], {
  description: '更新, 改进, 更正, 决定.',
});
const stage = Type.Enum(['draft', 'reviewed', 'issued', 'dropped']);
const scope = Type.Record(Type.String(), Type.Array(Type.String()));

const RevisionCause = closed({
  step: nullable(text, 'null: the comparison cannot share the change out.'),
  says: text,
  proposed: nullable(kind, 'By the program.'),
  mustChoose: Type.Boolean(),
  turned: count,
  loads: Type.Array(closed({ file: text, number: text, loadedAt: text, by: nullable(text) })),
  details: Type.Array(text),
  lines: Type.Array(closed({ subject: text, name: nullable(text), city: nullable(text), says: text })),
  count,
  kind: nullable(kind, 'As an officer said, else as proposed; null: nobody said yet.'),
  said: nullable(
    closed({ kind: nullable(kind), reason: text, document: text, signer: text, on: text }),
    'What an officer said of it.'
  ),
  basis: Type.String({ description: '订正依据; 未附 where nobody said.' }),
});
export type RevisionCause = Static<typeof RevisionCause>;

const printed = closed({ exact: nullable(text), printed: text });

const RevisionNumber = closed({
  key: text,
  title: text,
  state: text,
  before: printed,
  now: nullable(printed),
  change: nullable(text),
  unit: text,
  kinds: Type.Record(Type.String(), nullable(text), {
    description: 'By kind what it made of the change: they add up to it. null: it cannot be shared out.',
  }),
  causes: Type.Array(count),
});
export type RevisionNumber = Static<typeof RevisionNumber>;

/** A notice of changes (数据变动说明) in a list. */
export const RevisionBrief = closed({
  id: text,
  stage,
  number: nullable(text, '数据变动说明〔年〕3号; null before it is issued.'),
  code: nullable(text, 'Of its seal; a draft has none.'),
  paper: closed({ code: text, title: text, recipient: text, sealedAt: text, path: text, ...named }),
  to: closed(named),
  scope,
  numbers: count,
  draftedAt: text,
  draftedBy: text,
});
export type RevisionBrief = Static<typeof RevisionBrief>;

export const Revisions = closed({
  version: nullable(text),
  revisions: Type.Array(RevisionBrief),
  mayDraft: Type.Boolean(),
});
export type Revisions = Static<typeof Revisions>;

export const RevisionAnswer = closed({
  ...RevisionBrief.properties,
  isSample: Type.Boolean(),
  office: text,
  of: count,
  list: Type.Array(RevisionNumber),
  causes: Type.Array(RevisionCause),
  below: Type.Array(closed({ title: text, printed: text })),
  lost: Type.Array(closed({ title: text, printed: text })),
  offsets: Type.Array(text),
  verdicts: closed({
    count,
    first: Type.Array(closed({ rule: text, subject: text, from: nullable(text), to: nullable(text) })),
  }),
  fault: nullable(text),
  words: closed({ effect: text, sentTo: text }),
  steps: Type.Array(closed({ event: text, at: text, by: text, reason: nullable(text) })),
  lacking: Type.Array(text, { description: 'What has yet to be said before it can be reviewed.' }),
  seen: Type.String({ description: 'Of what is read here; of anything else nothing is reviewed and nothing issued.' }),
  mayWrite: Type.Boolean(),
  mayReview: Type.Boolean(),
  mayIssue: Type.Boolean(),
  qr: nullable(text, 'SVG; null of what is not issued.'),
  sealedAt: nullable(text),
});
export type RevisionAnswer = Static<typeof RevisionAnswer>;

const by = Type.Optional(Type.String({ maxLength: 60, description: 'Who; where nobody signs in, as they say.' }));
const short = Type.Optional(Type.String({ maxLength: 120 }));
const long = Type.Optional(Type.String({ maxLength: 1_500 }));
const seen = Type.String({ maxLength: 40 });

export const RevisionForm = closed({
  paper: Type.String({ maxLength: 40 }),
  to: Type.Optional(Type.String({ maxLength: 60, description: 'Default: the current version.' })),
  scope: Type.Optional(Type.String({ maxLength: 400, description: 'An edition for a part: city=济南市.' })),
  by,
});
export const RevisionCauseForm = closed({
  cause: Type.Integer({ minimum: 0 }),
  kind: Type.Optional(Type.Enum(['', 'update', 'improvement', 'correction', 'decision'])),
  reason: long,
  document: short,
  signer: short,
  on: Type.Optional(Type.String({ maxLength: 10 })),
  by,
});
export const RevisionWordsForm = closed({ effect: long, sentTo: long, by });
export const RevisionSeenForm = closed({ seen, by });
export const RevisionReasonForm = closed({ reason: Type.String({ minLength: 1, maxLength: 300 }), by });
export const RevisionDone = closed({ id: text, stage });
export const RevisionIssued = closed({ id: text, number: text, code: text });
