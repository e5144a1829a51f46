import { civilDay } from '#spec';
import { isReadable, readCurrent } from '#warehouse';
import { load } from './load.ts';
import { outcome, type LoadOptions, type Outcome } from './versions/options.ts';
import { filesOf } from './versions/stored-files.ts';

type NewDayOptions = Omit<LoadOptions, 'folder' | 'set' | 'asOf' | 'origin' | 'validate' | 'isAnew'>;

/** Whether what is published was judged by a day that nobody gave, and that day is past. */
export async function isPastItsDay(warehouse: string, now = new Date()): Promise<boolean> {
  const current = await readCurrent(warehouse);
  if (current === null || !isReadable(current.receipt)) return false;
  const { givenAsOf, asOf } = current.receipt;
  return givenAsOf === null && asOf < civilDay(now);
}

/**
 * Judges the files that are published anew when the day has turned, into a version that names its origin; does nothing
 * where the day was given with the load, or is today's.
 */
export async function judgeNewDay(options: NewDayOptions): Promise<Outcome> {
  const { warehouse } = options;
  const current = await readCurrent(warehouse);
  if (current === null || !(await isPastItsDay(warehouse))) return outcome('unchanged', {});
  const { version } = current.receipt;
  return load({
    ...options,
    asOf: null,
    waits: true,
    origin: { by: current.receipt.by, rebuildOf: version },
    set: async (now) => ({
      files: filesOf(current.receipt),
      asOf: null,
      reasons: now?.version === version ? [] : [`版本 ${now?.version} 刚刚发布了。`],
    }),
  });
}
