import { Type, type Static } from 'typebox';
import { anyOf, oneOf, written } from './parameters.ts';
import { anyValue, closed, count, nullable, text } from './shape.ts';
import { Unfit } from './table.ts';

const moment = Type.String({ description: 'On the clock of the province, without a zone: 2026-03-02T09:00:00.' });

/** One thing that is, or was, so; in the words that its reader may read. */
export const Incident = closed({
  id: Type.Integer(),
  alert: Type.String({ description: 'The condition that found it.' }),
  title: Type.String(),
  key: Type.String(),
  number: Type.Integer({ description: 'The how-manieth of this alert and key.' }),
  message: Type.String(),
  severity: Type.Union([Type.Literal('urgent'), Type.Literal('normal'), Type.Literal('info')]),
  kind: Type.Union([Type.Literal('state'), Type.Literal('event'), Type.Literal('deadline')]),
  status: Type.Union([Type.Literal('open'), Type.Literal('away'), Type.Literal('closed')]),
  about: Type.Record(Type.String(), Type.String(), {
    description: 'Whom it is about, by dimension; none: the province.',
  }),
  value: text,
  evidence: anyValue,
  due: text,
  days_left: nullable(
    Type.Integer(),
    'Of a deadline: civil days that are left; null where it is over or there is none.'
  ),
  is_overdue: Type.Boolean(),
  days: Type.Integer({ description: 'Civil days since it was opened; of what is closed until it was.' }),
  opened_at: moment,
  away_at: nullable(moment),
  closed_at: nullable(moment),
  is_baseline: Type.Boolean({ description: 'It was there at the first evaluation, and was told in a number alone.' }),
  is_counted: Type.Boolean({
    description:
      'It is one of those that stand in the number on every page: nobody answers for it, and a deadline is near.',
  }),
  is_unknown: Type.Boolean({
    description: 'Nobody can say now whether it still is: its condition cannot be worked out.',
  }),
  acknowledged: nullable(closed({ at: moment, by: Type.String(), note: Type.String() })),
});
export type Incident = Static<typeof Incident>;

/** A condition, as far as everybody may know of it. */
export const ConditionState = closed({
  alert: Type.String(),
  title: Type.String(),
  severity: Type.String(),
  kind: Type.String(),
  first_at: nullable(moment, 'When it could be worked out first; null: never yet.'),
  unknown: Type.Array(Type.String(), { description: 'What of it is unknown now: keys, or * where all is.' }),
  why: text,
});

export const Alerts = closed({
  evaluated_at: nullable(moment, 'When conditions were asked last; null: never.'),
  version: nullable(Type.String(), 'Of which version.'),
  told: Type.Boolean({ description: 'Whether anybody can be told: on one seat nobody has an account.' }),
  total: count,
  incidents: Type.Array(Incident),
  conditions: Type.Array(ConditionState, { description: 'For who sees the whole province; else none.' }),
  unfit: Type.Optional(Type.Array(Unfit, { description: 'Cities that were asked for and are not their reader’s.' })),
});
export type Alerts = Static<typeof Alerts>;

export const AlertsSearch = closed({
  status: oneOf(['open', 'away', 'closed'], 'Which incidents. Default: open and away.'),
  city: anyOf('About any of these cities.'),
  alert: anyOf('Of any of these conditions.'),
  severity: oneOf(['urgent', 'normal', 'info'], 'Of any of these severities.'),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1500, description: 'So many at most. Default: 500.' })),
});
export type AlertsSearch = Static<typeof AlertsSearch>;

export const AlertsCount = closed({
  open: nullable(count, 'Open incidents that nobody answers for yet; null where conditions were never asked.'),
  urgent: count,
});
export type AlertsCount = Static<typeof AlertsCount>;

export const IncidentHistory = closed({
  incident: Incident,
  history: Type.Array(closed({ at: moment, what: Type.String(), by: text, note: text })),
  told: Type.Array(
    closed({ at: moment, what: Type.String(), recipient: Type.String(), status: Type.String(), why: text })
  ),
});
export type IncidentHistory = Static<typeof IncidentHistory>;

export const AcknowledgementForm = closed({
  note: written('What is done about it.'),
  person: written('Of one seat: who.'),
});
export type AcknowledgementForm = Static<typeof AcknowledgementForm>;
export const Acknowledged = closed({ id: Type.Integer() });

export const Outbox = closed({
  waiting: Type.Array(
    closed({
      due: moment,
      recipient: Type.String(),
      alert: Type.String(),
      title: Type.String(),
      what: Type.String(),
      items: count,
    }),
    { description: 'What is to be told and not yet due.' }
  ),
  messages: Type.Array(
    closed({
      id: Type.String(),
      recipient: Type.String(),
      channel: Type.String(),
      items: count,
      titles: Type.Array(Type.String()),
      due: moment,
      status: Type.String(),
      attempts: count,
      next_at: nullable(moment),
      ended_at: nullable(moment),
      why: text,
    }),
    { description: 'The newest first.' }
  ),
  dropped: Type.Array(
    closed({
      at: moment,
      recipient: Type.String(),
      alert: Type.String(),
      title: Type.String(),
      what: Type.String(),
      why: Type.String(),
    })
  ),
});
export type Outbox = Static<typeof Outbox>;

export const AlertsSettings = closed({
  conditions: Type.Array(
    closed({
      alert: Type.String(),
      title: Type.String(),
      note: Type.String(),
      file: Type.String(),
      to: Type.Array(Type.String()),
      severity: Type.String(),
      kind: Type.String(),
      within: Type.Array(Type.Integer()),
      deliver: Type.String(),
      when_changed: Type.Boolean(),
      hold_hours: Type.Integer(),
      tells_resolved: Type.Boolean(),
      remind_workdays: nullable(Type.Integer()),
      escalate: nullable(closed({ to: Type.String(), after_workdays: Type.Integer() })),
      many: Type.Integer(),
      sql: Type.String(),
      faults: Type.Array(Type.String()),
    })
  ),
  recipients: Type.Array(
    closed({
      account: Type.String(),
      title: text,
      channel: Type.String(),
      duties: Type.Array(Type.String()),
      problem: text,
    })
  ),
  channels: Type.Array(closed({ name: Type.String(), kind: Type.String(), host: text, note: text })),
  titles: Type.Record(Type.String(), Type.String(), { description: 'What roles and duties are called.' }),
  opens: Type.String(),
  closes: Type.String(),
  digest: Type.String(),
  years: Type.Array(Type.String(), { description: 'Of which days off are said.' }),
  faults: Type.Array(Type.String()),
});
export type AlertsSettings = Static<typeof AlertsSettings>;
