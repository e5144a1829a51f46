import {
  acknowledge,
  after,
  defaults,
  emptyState,
  evaluate,
  plainCalendar,
  release,
  tick,
  toSecond,
  type Calendar,
  type Condition,
  type Context,
  type Found,
  type Item,
  type MessageItem,
  type Outcome,
  type Recipient,
  type State,
  type Step,
} from '#alerts';

/** A condition as a sequence writes it: what it does not say is the default. */
export interface RawAlert {
  name: string;
  to: string[];
  severity?: Condition['severity'];
  kind?: Condition['kind'];
  within?: number[];
  deliver?: Condition['deliver'];
  when_changed?: boolean;
  hold_hours?: number;
  resolved?: 'tell' | 'no';
  remind_workdays?: number;
  escalate?: { after_workdays: number; to: string };
  many?: number;
}

export interface RawRow {
  key: string;
  city?: string | null;
  value?: unknown;
  due?: string;
  unknown?: boolean;
}

export interface RawRecipient {
  id: string;
  roles?: string[];
  city?: string | null;
  channels?: string[];
}

export interface RawStep {
  at: string;
  rows?: Record<string, RawRow[] | 'unknown'>;
  tick?: true;
  ack?: { alert: string; key: string; by: string };
  recipient?: RawRecipient & { removed?: boolean };
}

export interface Sequence {
  alerts: RawAlert[];
  recipients: RawRecipient[];
  calendar?: { holidays?: string[]; workdays?: string[]; opens?: string; closes?: string; digest?: string };
  steps: RawStep[];
  until?: string;
}

export interface Told {
  messages: { at: string; to: string; channel: string; items: MessageItem[] }[];
  dropped: [alert: string, key: string, person: string, why: string][];
  waiting: { alert: string; key: string; what: string; to: string; due: string }[];
}

/** What a sequence of versions, of the clock and of people leads to: who is told what, and when it leaves. */
export function play({ alerts, recipients, calendar = {}, steps, until }: Sequence): Told {
  const told: Told = { messages: [], dropped: [], waiting: [] };
  const conditions = new Map(alerts.map((raw) => [raw.name, conditionOf(raw)]));
  let people = recipients;
  let state: State = emptyState;
  let waiting: Item[] = [];
  const context = (): Context => ({
    conditions,
    recipients: people.map(recipientOf),
    calendar: calendarOf(calendar),
  });
  const flush = (until: string, isIncluded: boolean) => {
    for (;;) {
      const due = waiting.map((item) => item.due).toSorted()[0];
      if (due === undefined || (isIncluded ? due > until : due >= until)) return;
      const left = release(state, waiting, due, context());
      waiting = waiting.filter((item) => item.due > due);
      state = after(state, { known: new Map(), incidents: left.incidents });
      told.messages.push(
        ...left.messages.map(({ recipient, channel, items }) => ({
          at: due.slice(0, 16),
          to: recipient,
          channel,
          items: [...items],
        }))
      );
      told.dropped.push(
        ...left.dropped.map(({ item, why }): Told['dropped'][number] => [item.alert, item.key, item.recipient, why])
      );
    }
  };
  for (const step of steps) {
    const at = toSecond(step.at);
    flush(at, false);
    if (step.recipient !== undefined) people = changed(people, step.recipient);
    else {
      const made = made_(state, step, at, context());
      state = after(state, made);
      waiting = [...waiting, ...made.items];
    }
    flush(at, true);
  }
  if (until !== undefined) flush(toSecond(until), true);
  told.waiting = waiting.map(({ alert, key, what, recipient, due }) => ({
    alert,
    key,
    what,
    to: recipient,
    due: due.slice(0, 16),
  }));
  return told;
}

function made_(state: State, step: RawStep, at: string, context: Context): Step {
  if (step.ack !== undefined) return acknowledge(state, { at, ...step.ack, note: '' }, context);
  if (step.rows === undefined) return tick(state, at, context);
  const outcomes = new Map(
    Object.entries(step.rows).map(([name, rows]): [string, Outcome] => [
      name,
      { found: rows === 'unknown' ? null : rows.map(foundOf) },
    ])
  );
  return evaluate(state, { at, version: at, outcomes }, context);
}

function conditionOf(raw: RawAlert): Condition {
  return {
    ...defaults,
    name: raw.name,
    title: raw.name,
    to: raw.to,
    severity: raw.severity ?? defaults.severity,
    kind: raw.kind ?? defaults.kind,
    within: raw.within ?? defaults.within,
    deliver: raw.deliver ?? defaults.deliver,
    whenChanged: raw.when_changed ?? defaults.whenChanged,
    holdHours: raw.hold_hours ?? defaults.holdHours,
    tellsResolved: raw.resolved !== 'no',
    remindWorkdays: raw.remind_workdays ?? null,
    escalate: raw.escalate ? { afterWorkdays: raw.escalate.after_workdays, to: raw.escalate.to } : null,
    many: raw.many ?? defaults.many,
  };
}

const foundOf = ({ key, city, value, due, unknown }: RawRow): Found => ({
  key,
  about: city ? { city } : {},
  value: value === undefined || value === null ? null : String(value),
  message: '',
  own: null,
  evidence: {},
  due: due ?? null,
  isUnknown: unknown === true,
});

const recipientOf = ({ id, roles = [], city, channels = [] }: RawRecipient): Recipient => ({
  id,
  roles,
  scope: city ? { city: [city] } : {},
  seesRows: true,
  channels,
});

const calendarOf = ({ holidays = [], workdays = [], ...times }: NonNullable<Sequence['calendar']>): Calendar => ({
  ...plainCalendar,
  ...times,
  holidays: new Set(holidays),
  workdays: new Set(workdays),
});

function changed(people: readonly RawRecipient[], { removed, ...change }: NonNullable<RawStep['recipient']>) {
  if (removed) return people.filter(({ id }) => id !== change.id);
  const isThere = people.some(({ id }) => id === change.id);
  return isThere ? people.map((each) => (each.id === change.id ? { ...each, ...change } : each)) : [...people, change];
}
