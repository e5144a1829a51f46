import { existsSync } from 'node:fs';
import { countIn } from '#store';
import { accessFile, openAccess } from './open.ts';

/** Of how people came, and since when each counts as over; journeys an older program kept. */
const tables = { sessions: 'ends_at', attempts: 'at', known_addresses: 'at', journeys: 'ends_at' };

/** Sessions that ended, failures and addresses seen before a moment, and with `isMeant` they go. */
export function forgetVisits(warehouse: string, before: number, isMeant: boolean): number {
  const path = accessFile(warehouse);
  if (!existsSync(path)) return 0;
  const over = Object.entries(tables)
    .map(([table, at]) => `from ${table} where ${at} < ?`)
    .map((rows) => ({ rows, count: countIn(path, `select count(*) ${rows}`, before) }))
    .filter(({ count }) => count > 0);
  const count = over.reduce((sum, each) => sum + each.count, 0);
  if (!isMeant || count === 0) return count;
  const { database, within, close } = openAccess(path);
  try {
    within(() => {
      for (const { rows } of over) database.prepare(`delete ${rows}`).run(before);
    });
    return count;
  } finally {
    close();
  }
}
