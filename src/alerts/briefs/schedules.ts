import { randomBytes } from 'node:crypto';
import type { Calendar } from '../calendar.ts';
import type { Civil } from '../incident.ts';
import type { AlertsStore } from '../store/open.ts';
import { lastDue, type Every } from './every.ts';

/** A page with its filters that an account gets again and again: one line of data/alerts/schedules.csv. */
export interface Schedule {
  name: string;
  account: string;
  /** The name of a channel. */
  channel: string;
  /** An address of this site: `/brief?city=济南市`. */
  page: string;
  every: Every;
  format: 'link' | 'pdf';
  /** Whether it is sent where there is nothing to say. */
  sendsEmpty: boolean;
}

/** How the items of messages call what is made on a schedule. */
export const briefAlert = (name: string): string => `brief/${name}`;

/**
 * Puts what is due and was not made yet into the outbox: the moment and its message are one transaction. What was due
 * while nobody served is made once, for the last moment; what was due before the schedule was first seen is not.
 */
export function takeSchedules(
  { database, within }: AlertsStore,
  schedules: readonly Schedule[],
  at: Civil,
  calendar: Calendar
): number {
  return within(() => {
    database.exec(tables);
    let made = 0;
    for (const { name, account, channel, every } of schedules) {
      database
        .prepare('insert into schedules (name, account, channel, since) values (?, ?, ?, ?) on conflict do nothing')
        .run(name, account, channel, at);
      const known = database
        .prepare('select since, made from schedules where name = ? and account = ? and channel = ?')
        .get(name, account, channel);
      const due = lastDue(every, at, calendar);
      if (due === null || known === undefined || due < String(known.since)) continue;
      if (known.made !== null && String(known.made) >= due) continue;
      database
        .prepare('update schedules set made = ? where name = ? and account = ? and channel = ?')
        .run(due, name, account, channel);
      put(database, { name, account, channel, due, at });
      made += 1;
    }
    return made;
  });
}

function put(
  database: AlertsStore['database'],
  { name, account, channel, due, at }: { name: string; account: string; channel: string; due: Civil; at: Civil }
): void {
  const number = Number(database.prepare('select coalesce(max(number), 0) as last from outbox').get()?.last) + 1;
  // Not the number alone: after a backup is brought back it is given again, to another message.
  const id = `ob-${number}-${randomBytes(6).toString('hex')}`;
  const items = JSON.stringify([{ alert: briefAlert(name), key: due, what: 'brief' }]);
  database
    .prepare(
      'insert into outbox (number, id, message_id, recipient, channel, items, due, made_at) values (?, ?, ?, ?, ?, ?, ?, ?)'
    )
    .run(number, id, `<${id}@baijing.invalid>`, account, channel, items, due, at);
}

const tables = `
  create table if not exists schedules (
    name text not null,
    account text not null,
    channel text not null,
    since text not null,
    made text,
    primary key (name, account, channel)
  ) strict;`;
