import { existsSync } from 'node:fs';
import { accessFile, openAccess } from './open.ts';

/** Of how people came what ended before a moment, and with `isMeant` goes: sessions, failures, addresses seen before. */
export function forgetVisits(warehouse: string, before: number, isMeant: boolean): number {
  const path = accessFile(warehouse);
  if (!existsSync(path)) return 0;
  const { database, within, close } = openAccess(path);
  const tables = { sessions: 'ends_at', attempts: 'at', known_addresses: 'at', journeys: 'ends_at' };
  try {
    return within(() =>
      Object.entries(tables).reduce((sum, [table, at]) => {
        const [{ n } = { n: 0 }] = database.prepare(`select count(*) as n from ${table} where ${at} < ?`).all(before);
        if (isMeant) database.prepare(`delete from ${table} where ${at} < ?`).run(before);
        return sum + Number(n);
      }, 0)
    );
  } finally {
    close();
  }
}
