import { draftOf } from './draft.ts';
import type { Civil } from './incident.ts';
import type { Context, State, Step } from './state.ts';

/** Somebody answers for what is open: reminders and escalation end, until it changes. An event is over by it. */
export function acknowledge(
  state: State,
  { at, alert, key, by, note }: { at: Civil; alert: string; key: string; by: string; note: string },
  context: Context
): Step {
  const draft = draftOf(state, at, context);
  const incident = draft.find(alert, key);
  if (incident === undefined || incident.status === 'closed') return draft.done();
  const isEvent = context.conditions.get(alert)?.kind === 'event';
  const now = draft.set({
    ...incident,
    acknowledged: { at, by, note },
    ...(isEvent ? { status: 'closed' as const, closedAt: at } : {}),
  });
  draft.note(now, 'acknowledged', by, note);
  return draft.done();
}
