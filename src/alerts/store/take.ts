import { randomBytes } from 'node:crypto';
import type { Civil, Evaluation } from '../incident.ts';
import { acknowledge } from '../acknowledge.ts';
import { evaluate } from '../evaluate.ts';
import { release } from '../release.ts';
import type { Context } from '../state.ts';
import { tick } from '../tick.ts';
import type { AlertsStore } from './open.ts';
import { readState, waitingItems, writeIncidents, writeStep } from './state.ts';

/**
 * What an evaluation leads to, all of it or nothing. `asked` says what it was asked of beside the version (where it was
 * published, what was decided by then, by which conditions): the same is evaluated once, and then it is false.
 */
export function takeEvaluation(store: AlertsStore, asked: string, evaluation: Evaluation, context: Context): boolean {
  return store.within(() => {
    const { changes } = store.database
      .prepare('insert into evaluations (version, asked, at) values (?, ?, ?) on conflict do nothing')
      .run(evaluation.version, asked, evaluation.at);
    if (changes === 0) return false;
    writeStep(store, evaluate(readState(store), evaluation, context), evaluation.at);
    return true;
  });
}

export const isEvaluated = ({ database }: AlertsStore, version: string, asked: string): boolean =>
  database.prepare('select 1 from evaluations where version = ? and asked = ?').get(version, asked) !== undefined;

/** What the clock leads to; what is due then becomes messages in the outbox, in the same transaction. */
export function takeTick(store: AlertsStore, at: Civil, context: Context): { messages: number } {
  return store.within(() => {
    writeStep(store, tick(readState(store), at, context), at);
    return { messages: sendDue(store, at, context) };
  });
}

/** Somebody answers for an incident. False where it does not stand any more. */
export function takeAcknowledgement(
  store: AlertsStore,
  said: { at: Civil; alert: string; key: string; by: string; note: string },
  context: Context
): boolean {
  return store.within(() => {
    const step = acknowledge(readState(store), said, context);
    writeStep(store, step, said.at);
    return step.happened.length > 0;
  });
}

function sendDue(store: AlertsStore, at: Civil, context: Context): number {
  const waiting = waitingItems(store);
  if (!waiting.some(({ due }) => due <= at)) return 0;
  const { database } = store;
  const { messages, left, dropped, incidents } = release(readState(store), waiting, at, context);
  const end = database.prepare('update items set status = ?, why = ?, ended_at = ? where id = ?');
  const idOf = (item: unknown): number => (item as { id: number }).id;
  for (const item of left) end.run('left', null, at, idOf(item));
  for (const { item, why } of dropped) end.run('dropped', why, at, idOf(item));
  writeIncidents(store, incidents.values());
  const last = Number(database.prepare('select coalesce(max(number), 0) as last from outbox').get()?.last);
  const put = database.prepare(
    'insert into outbox (number, id, message_id, recipient, channel, items, due, made_at) values (?, ?, ?, ?, ?, ?, ?, ?)'
  );
  for (const [index, { recipient, channel, items }] of messages.entries()) {
    const number = last + index + 1;
    // Not the number alone: after a backup is brought back it is given again, to another message.
    const id = `ob-${number}-${randomBytes(6).toString('hex')}`;
    put.run(number, id, `<${id}@baijing.invalid>`, recipient, channel, JSON.stringify(items), at, at);
  }
  return messages.length;
}
