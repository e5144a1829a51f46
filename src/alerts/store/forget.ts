import { existsSync } from 'node:fs';
import { countIn } from '#store';
import { civilOf } from '../calendar.ts';
import { alertsFile, openAlerts } from './open.ts';

/** What was told and ended before a moment, and with `isMeant` goes: messages with their tries, and what they told. */
export function forgetSent(warehouse: string, before: number, isMeant: boolean): number {
  const path = alertsFile(warehouse);
  if (!existsSync(path)) return 0;
  const until = civilOf(before);
  const gone = "status not in ('waiting', 'sending') and ended_at < ?";
  const count = countIn(path, `select count(*) from outbox where ${gone}`, until);
  if (!isMeant || count === 0) return count;
  const { database, within, close } = openAlerts(path);
  try {
    within(() => {
      database.prepare(`delete from attempts where outbox in (select number from outbox where ${gone})`).run(until);
      database.prepare(`delete from outbox where ${gone}`).run(until);
      database.prepare(`delete from items where ${gone}`).run(until);
    });
    return count;
  } finally {
    close();
  }
}
