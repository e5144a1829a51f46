import type { Store } from '#store';
import { publicationsIn, unrecorded } from './journal.ts';

/**
 * The number of the next receipt of the year: 2026-0007. A number is given once,
 * also where its version is damaged or was pruned: the journal knows them all.
 */
export async function nextNumber(store: Store, warehouse: string, loadedAt: string): Promise<string> {
  const year = loadedAt.slice(0, 4);
  const given = [...publicationsIn(store), ...(await unrecorded(store, warehouse))];
  const taken = given.flatMap(({ number }) => (number.startsWith(`${year}-`) ? [Number(number.slice(5))] : []));
  return `${year}-${String(Math.max(0, ...taken) + 1).padStart(4, '0')}`;
}
