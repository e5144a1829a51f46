import type { Outcome } from '../channels/letter.ts';
import { civilOf } from '../calendar.ts';
import { momentOf } from '../civil.ts';
import type { Message, MessageItem } from '../message.ts';
import { standingAfter, type Ending } from '../sender/attempts.ts';
import type { AlertsStore } from './open.ts';

/** A message that waits, with what was tried. */
export interface Waiting extends Message {
  /** Its number in the outbox. */
  number: number;
  attempts: number;
}

/** Who puts messages in puts them in as `waiting`; from there on they are the sender's. Moments are milliseconds. */

/** What a process that ended was in the middle of, is to be sent again: nobody knows whether it arrived. */
export function takeUpAgain({ database, within }: AlertsStore, now: number, minute?: number): number {
  return within(() => {
    const rows = database.prepare("select number, attempts from outbox where status = 'sending'").all();
    for (const { number, attempts } of rows)
      end(database, Number(number), { attempt: Number(attempts), now, minute, ending: 'killed', said: null });
    return rows.length;
  });
}

/** The message of a channel that waits longest and is due; null where none is. */
export function nextDue({ database }: AlertsStore, channel: string, now: number): Waiting | null {
  const row = database
    .prepare(
      `select * from outbox where status = 'waiting' and channel = ? and coalesce(next_at, due) <= ?
      order by coalesce(next_at, due), number limit 1`
    )
    .get(channel, civilOf(now));
  return row === undefined ? null : waitingOf(row);
}

/** The channels that something is due on, whether or not there is such a channel. */
export const channelsDue = ({ database }: AlertsStore, now: number): string[] =>
  database
    .prepare("select distinct channel from outbox where status = 'waiting' and coalesce(next_at, due) <= ?")
    .all(civilOf(now))
    .map(({ channel }) => String(channel));

/** How many tries a channel had since a moment. */
export function triesSince({ database }: AlertsStore, channel: string, since: number): number {
  const row = database
    .prepare(
      'select count(*) as n from attempts a join outbox o on o.number = a.outbox where o.channel = ? and a.at > ?'
    )
    .get(channel, civilOf(since));
  return Number(row?.n ?? 0);
}

/** Marks a message as being sent and answers which try this is; null where it is not waiting any more. */
export function markSending({ database, within }: AlertsStore, number: number, now: number): number | null {
  const at = civilOf(now);
  return within(() => {
    const row = database
      .prepare(
        `update outbox set status = 'sending', attempts = attempts + 1, first_at = coalesce(first_at, ?), next_at = null
        where number = ? and status = 'waiting' returning attempts`
      )
      .get(at, number);
    if (row === undefined) return null;
    const attempt = Number(row.attempts);
    database.prepare('insert into attempts (outbox, attempt, at) values (?, ?, ?)').run(number, attempt, at);
    return attempt;
  });
}

/** Marks what became of a try. */
export function markEnded(
  { database, within }: AlertsStore,
  number: number,
  { outcome, ...tried }: { attempt: number; outcome: Outcome; now: number; minute?: number | undefined }
): void {
  const said = outcome.is === 'ok' ? null : outcome.reason;
  within(() => end(database, number, { ...tried, ending: outcome.is, said }));
}

/** What is not to be told any more is not sent, and says why. */
export function markDropped({ database, within }: AlertsStore, number: number, why: string, now: number): void {
  within(() =>
    database
      .prepare(
        "update outbox set status = 'dropped', why = ?, ended_at = ?, next_at = null where number = ? and status = 'waiting'"
      )
      .run(why, civilOf(now), number)
  );
}

interface Ended {
  attempt: number;
  now: number;
  minute?: number | undefined;
  ending: Ending;
  said: string | null;
}

function end(database: AlertsStore['database'], number: number, { attempt, now, minute, ending, said }: Ended): void {
  const at = civilOf(now);
  database
    .prepare('update attempts set ended_at = ?, answer = ?, said = ? where outbox = ? and attempt = ?')
    .run(at, ending, said, number, attempt);
  const row = database.prepare('select first_at from outbox where number = ?').get(number);
  const first = row?.first_at === null || row === undefined ? now : momentOf(String(row.first_at));
  const standing = standingAfter(ending, { attempt, first, now, ...(minute === undefined ? {} : { minute }) });
  const next = standing.status === 'waiting' ? civilOf(standing.next) : null;
  database
    .prepare('update outbox set status = ?, next_at = ?, ended_at = ?, why = ? where number = ? and attempts = ?')
    .run(standing.status, next, next === null ? at : null, said, number, attempt);
}

const waitingOf = (row: Readonly<Record<string, unknown>>): Waiting => ({
  number: Number(row.number),
  attempts: Number(row.attempts),
  id: String(row.id),
  messageId: String(row.message_id),
  recipient: String(row.recipient),
  channel: String(row.channel),
  items: JSON.parse(String(row.items)) as MessageItem[],
  due: String(row.due),
});
