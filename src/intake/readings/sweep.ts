import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readContracts, type FormHeader } from '../contracts.ts';
import { originalOf, readerOf, shelfOf } from './place.ts';

/**
 * Takes away the readings of originals that are not kept any more and, where it is said what reads now, those that
 * anything else made: nobody will ask for them.
 */
export async function sweepReadings(
  folder: string,
  {
    isKept,
    reader,
  }: {
    isKept: (sha256: string) => boolean;
    reader?: { program: string; pipelines: string; headers: readonly FormHeader[] };
  }
): Promise<void> {
  const shelves = await readdir(folder).catch(() => []);
  if (shelves.length === 0) return;
  const shelf = reader && shelfOf(readerOf(reader.program, await readContracts(reader.pipelines, reader.headers)));
  for (const each of shelves) {
    if (shelf !== undefined && each !== shelf) await remove(join(folder, each));
    else
      for (const name of await readdir(join(folder, each)).catch(() => [])) {
        const original = originalOf(name);
        if (original === null || !isKept(original)) await remove(join(folder, each, name));
      }
  }
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true });
