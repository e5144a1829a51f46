import { existsSync } from 'node:fs';
import { civilOf } from '../calendar.ts';
import { alertsFile, openAlerts } from './open.ts';

/** What was told and ended before a moment, and with `isMeant` goes: messages with their tries, and what they told. */
export function forgetSent(warehouse: string, before: number, isMeant: boolean): number {
  const path = alertsFile(warehouse);
  if (!existsSync(path)) return 0;
  const { database, within, close } = openAlerts(path);
  const until = civilOf(before);
  const gone = "status not in ('waiting', 'sending') and ended_at < ?";
  try {
    return within(() => {
      const [{ n } = { n: 0 }] = database.prepare(`select count(*) as n from outbox where ${gone}`).all(until);
      if (!isMeant) return Number(n);
      database.prepare(`delete from attempts where outbox in (select number from outbox where ${gone})`).run(until);
      database.prepare(`delete from outbox where ${gone}`).run(until);
      database.prepare(`delete from items where ${gone}`).run(until);
      return Number(n);
    });
  } finally {
    close();
  }
}
