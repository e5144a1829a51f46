import { afterDeadlines, type Deadline, type Entry } from '../feeds/deadlines.ts';
import type { Civil } from '../incident.ts';
import type { AlertsStore } from './open.ts';

/**
 * What the calendar of an account is told: what it was told before, and what is there now. Of another scope than before
 * nothing is told that is not in the new one, not even that it is gone.
 */
export function takeCalendar(
  { database, within }: AlertsStore,
  { account, scope, deadlines, at }: { account: string; scope: string; deadlines: readonly Deadline[]; at: Civil }
): Entry[] {
  return within(() => {
    database.exec(table);
    const row = database.prepare('select scope, entries from calendars where account = ?').get(account);
    const before = row === undefined ? [] : (JSON.parse(String(row.entries)) as Entry[]);
    const keys = new Set(deadlines.map(({ key }) => key));
    const known = row?.scope === scope ? before : before.filter(({ key }) => keys.has(key));
    const entries = afterDeadlines(known, deadlines, at);
    const text = JSON.stringify(entries);
    if (row?.scope !== scope || row.entries !== text)
      database
        .prepare(
          `insert into calendars (account, scope, entries) values (?, ?, ?)
          on conflict do update set scope = excluded.scope, entries = excluded.entries`
        )
        .run(account, scope, text);
    return entries;
  });
}

const table = `
  create table if not exists calendars (
    account text primary key,
    scope text not null,
    entries text not null check (json_valid(entries))
  ) strict;`;
