import type { Condition } from './condition.ts';
import { daysLeft } from './calendar.ts';
import { draftOf, type Draft } from './draft.ts';
import type { Evaluation, Found, Incident, Outcome } from './incident.ts';
import type { Context, State, Step } from './state.ts';
import { passTime } from './tick.ts';

/**
 * What follows of conditions that were asked of a version. Unknown opens nothing, closes nothing, and is told once
 * until all is known again; what a condition finds the first time is told in a number alone.
 */
export function evaluate(state: State, { at, outcomes }: Evaluation, context: Context): Step {
  const draft = draftOf(state, at, context);
  for (const [name, outcome] of outcomes) {
    const condition = context.conditions.get(name);
    if (condition !== undefined) settle(draft, condition, outcome);
  }
  passTime(draft);
  return draft.done();
}

const ofCondition = { key: '*', number: 0 };

function settle(draft: Draft, condition: Condition, { found, why }: Outcome): void {
  const { name } = condition;
  const before = draft.known(name);
  const unknown = found === null ? ['*'] : found.filter((row) => row.isUnknown).map(({ key }) => key);
  if (unknown.length > 0 && before.unknown.length === 0)
    draft.tell(condition, ofCondition, 'unknown', draft.addressed(condition, {}));
  draft.setKnown(name, {
    firstAt: before.firstAt ?? (found === null ? null : draft.at),
    unknown,
    why: unknown.length === 0 ? null : (why ?? null),
  });
  if (found === null) return;
  const isFirst = before.firstAt === null;
  const rows = found.filter((row) => !row.isUnknown);
  for (const row of rows) receive(draft, condition, row, isFirst);
  if (isFirst && condition.kind !== 'deadline') tellBaseline(draft, condition, rows);
  const there = new Set([...rows.map(({ key }) => key), ...unknown]);
  if (condition.kind !== 'event')
    for (const incident of draft.standing(name))
      if (incident.status === 'open' && !there.has(incident.key)) {
        draft.note(draft.set({ ...incident, status: 'away', awayAt: draft.at }), 'away');
      }
}

/** Each recipient is told how many there are in their own scope; nobody is told of none. */
function tellBaseline(draft: Draft, condition: Condition, rows: readonly Found[]): void {
  const told = draft.context.recipients.filter((recipient) =>
    rows.some(({ about }) => draft.addressed(condition, about).includes(recipient))
  );
  draft.tell(condition, ofCondition, 'baseline', told);
}

function receive(draft: Draft, condition: Condition, row: Found, isFirst: boolean): void {
  const last = draft.find(condition.name, row.key);
  if (condition.kind === 'deadline') return receiveDeadline(draft, condition, row, last, isFirst);
  if (last === undefined || (last.status === 'closed' && condition.kind === 'state'))
    return open(draft, condition, row, last, isFirst);
  if (condition.kind === 'event') return;
  const isChanged = condition.whenChanged && last.value !== row.value;
  const wasAway = last.status === 'away';
  const now = draft.set({
    ...last,
    ...saidOf(row),
    status: 'open',
    awayAt: null,
    missed: [],
    isBaseline: last.isBaseline && !isChanged,
    ...(isChanged ? { acknowledged: null, unansweredSince: draft.at, remindedAt: null } : {}),
  });
  if (wasAway) draft.note(now, 'back');
  const addressed = draft.addressed(condition, now.about);
  const before = draft.addressed(condition, last.about);
  // Who heard nothing since it was gone just then, and who it is only now about.
  const late = addressed.filter((each) => last.missed.includes(each.id) || !before.includes(each));
  draft.tell(condition, now, 'opened', late);
  if (!isChanged) return;
  draft.note(now, 'changed', undefined, `${last.value ?? '—'} → ${row.value ?? '—'}`);
  draft.tell(
    condition,
    now,
    'changed',
    addressed.filter((each) => !late.includes(each))
  );
}

function open(draft: Draft, condition: Condition, row: Found, last: Incident | undefined, isBaseline: boolean): void {
  const made = draft.set(begun(draft, condition, row, { number: (last?.number ?? 0) + 1, isBaseline }));
  const what = condition.kind === 'event' ? 'event' : 'opened';
  draft.note(made, what);
  if (!isBaseline) draft.tell(condition, made, what, draft.addressed(condition, made.about));
}

/** A deadline that is moved begins anew; one that comes back as it was goes on where it was. */
function receiveDeadline(
  draft: Draft,
  condition: Condition,
  row: Found,
  last: Incident | undefined,
  isFirst: boolean
): void {
  if (last === undefined) {
    const isOver = row.due !== null && daysLeft(draft.at, row.due) === 'overdue';
    const made = begun(draft, condition, row, { number: 1, isBaseline: isFirst && isOver });
    draft.note(draft.set({ ...made, threshold: made.isBaseline ? 0 : null }), 'opened');
    return;
  }
  const isMoved = last.due !== row.due;
  const now = draft.set({
    ...last,
    ...saidOf(row),
    status: 'open',
    awayAt: null,
    closedAt: null,
    ...(isMoved
      ? { threshold: null, isBaseline: false, acknowledged: null, unansweredSince: draft.at, escalatedAt: null }
      : {}),
  });
  if (!isMoved) return;
  draft.note(now, 'moved', undefined, `${last.due ?? '—'} → ${row.due ?? '—'}`);
  draft.tell(condition, now, 'moved', draft.addressed(condition, now.about));
}

const saidOf = ({ about, value, message, own, evidence, due }: Found) => ({
  about,
  value,
  message,
  own,
  evidence,
  due,
});

function begun(
  { at }: Draft,
  { name }: Condition,
  row: Found,
  { number, isBaseline }: { number: number; isBaseline: boolean }
): Incident {
  return {
    alert: name,
    key: row.key,
    number,
    status: 'open',
    ...saidOf(row),
    openedAt: at,
    awayAt: null,
    closedAt: null,
    acknowledged: null,
    unansweredSince: at,
    remindedAt: null,
    escalatedAt: null,
    threshold: null,
    isBaseline,
    told: {},
    missed: [],
  };
}
