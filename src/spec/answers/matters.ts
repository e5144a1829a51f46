import { Type, type Static } from 'typebox';
import { Narrowing } from './narrowing.ts';
import { anyOf, written } from './parameters.ts';
import { closed, nullable, rowWith, text } from './shape.ts';
import { Page } from './table.ts';

/** Something that somebody has yet to do for a project, with the last that was replied about it. */
export const MatterRow = rowWith({
  project_id: Type.String(),
  kind: Type.String(),
  what: Type.String(),
  actor: Type.String(),
  acting: Type.String(),
  state: Type.String(),
  due_said: text,
  due_basis: text,
  days_late: nullable(Type.Integer()),
  days_left: nullable(Type.Integer()),
  waited_days: nullable(Type.Integer()),
  urge: Type.String(),
  replied_on: text,
  replied_by: text,
  reply: text,
});
export type MatterRow = Static<typeof MatterRow>;

/** Something that was replied, as it is on record. */
export const ReplyRow = closed({
  id: Type.String(),
  projectId: Type.String(),
  kind: Type.String(),
  on: Type.String(),
  by: Type.String({ description: 'Marked 未核实 where nobody signed in.' }),
  note: Type.String(),
  recordedAt: Type.String(),
});
export type ReplyRow = Static<typeof ReplyRow>;

export const Matters = closed({
  ...Page.properties,
  rows: Type.Array(MatterRow),
  replies: Type.Array(ReplyRow, { description: 'All that was replied about these, the newest first.' }),
  values: Type.Record(Type.String(), Type.Array(Type.String()), {
    description: 'What the columns that are filtered by say, of all that the filters and the scope leave.',
  }),
});
export type Matters = Static<typeof Matters>;

export const MatterSearch = closed({
  search: written('Part of the number, the name or the applicant.'),
  sort: written('A column, - before it for descending. Default: the latest first, then the next, then the longest.'),
  what: anyOf('Any of these things to do.'),
  actor: anyOf('To be done by any of these.'),
  acting: anyOf('To be done by this office or firm.'),
  state: anyOf('Late, to come, without a deadline, of an unknown one: as the rows say it.'),
  replied: written('yes: something was replied; no: nothing.'),
  ...Narrowing.properties,
});
export type MatterSearch = Static<typeof MatterSearch>;

/** What somebody replied about a matter. */
export const ReplyForm = closed({
  project_id: Type.String({ maxLength: 200 }),
  kind: Type.String({ maxLength: 60 }),
  note: Type.Optional(Type.String({ maxLength: 1000, description: 'What was replied: needed.' })),
  person: Type.Optional(
    Type.String({ maxLength: 60, description: 'Who replied: needed where nobody signs in, else it is who signed in.' })
  ),
  on: Type.Optional(Type.String({ maxLength: 10, description: 'The day of the reply; default: today.' })),
});
export type ReplyForm = Static<typeof ReplyForm>;

export const Replied = closed({ id: Type.String() });
