import { addHours, daysLeft, workdaysBetween } from './calendar.ts';
import type { Condition } from './condition.ts';
import { draftOf, type Draft } from './draft.ts';
import type { Civil, Incident } from './incident.ts';
import type { Context, State, Step } from './state.ts';
import { isFor } from './who.ts';

/** What follows of the clock alone: what is scheduled by now and was not yet made, however long nobody looked. */
export function tick(state: State, at: Civil, context: Context): Step {
  const draft = draftOf(state, at, context);
  passTime(draft);
  return draft.done();
}

export function passTime(draft: Draft): void {
  for (const incident of draft.standing()) {
    const condition = draft.context.conditions.get(incident.alert);
    if (condition === undefined || isUnknown(draft, incident)) continue;
    if (incident.status === 'away') closeGone(draft, condition, incident);
    else if (condition.kind === 'deadline') approach(draft, condition, incident);
    else if (condition.kind === 'event' && addHours(incident.openedAt, eventHours) <= draft.at) close(draft, incident);
    else ask(draft, condition, incident);
  }
}

/** Hours that an event stands among what is open, where nobody acknowledges it. */
const eventHours = 14 * 24;

function isUnknown(draft: Draft, { alert, key }: Incident): boolean {
  const { unknown } = draft.known(alert);
  return unknown.includes('*') || unknown.includes(key);
}

const close = (draft: Draft, incident: Incident): Incident => {
  const closed = draft.set({ ...incident, status: 'closed', closedAt: draft.at });
  draft.note(closed, 'closed');
  return closed;
};

/** Over is told to who was told that it began. */
function closeGone(draft: Draft, condition: Condition, incident: Incident): void {
  if (addHours(incident.awayAt ?? draft.at, condition.holdHours) > draft.at) return;
  const closed = close(draft, incident);
  if (condition.kind === 'state' && condition.tellsResolved)
    draft.tell(
      condition,
      closed,
      'resolved',
      draft.context.recipients.filter(({ id }) => Object.hasOwn(closed.told, id))
    );
}

/** Of the thresholds that were passed only the nearest is told, and each once. */
function approach(draft: Draft, condition: Condition, incident: Incident): void {
  if (incident.due === null || incident.threshold === 0) {
    if (!incident.isBaseline) ask(draft, condition, incident);
    return;
  }
  const left = daysLeft(draft.at, incident.due);
  const nearest = left === 'overdue' ? 0 : Math.min(...condition.within.filter((days) => left <= days));
  if (nearest === Infinity || (incident.threshold !== null && incident.threshold <= nearest)) return;
  const now = draft.set({
    ...incident,
    threshold: nearest,
    ...(nearest === 0 ? { unansweredSince: draft.at, acknowledged: null, remindedAt: null } : {}),
  });
  if (nearest === 0) draft.note(now, 'overdue');
  draft.tell(condition, now, nearest === 0 ? 'overdue' : 'due', draft.addressed(condition, now.about));
}

/** Reminds of what nobody answers for, and tells it further up, once. */
function ask(draft: Draft, condition: Condition, incident: Incident): void {
  if (incident.acknowledged !== null || incident.isBaseline) return;
  const { calendar, recipients } = draft.context;
  const waited = (since: Civil) => workdaysBetween(since, draft.at, calendar);
  const { remindWorkdays: remind, escalate } = condition;
  let now = incident;
  if (remind !== null && waited(now.remindedAt ?? now.unansweredSince) >= remind) {
    now = draft.set({ ...now, remindedAt: draft.at });
    draft.tell(condition, now, 'reminder', draft.addressed(condition, now.about));
  }
  if (escalate === null || now.escalatedAt !== null || waited(now.unansweredSince) < escalate.afterWorkdays) return;
  now = draft.set({ ...now, escalatedAt: draft.at });
  draft.note(now, 'escalated');
  draft.tell(
    condition,
    now,
    'escalated',
    recipients.filter((recipient) => isFor(recipient, [escalate.to], now.about))
  );
}
