import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../versions/lock-owner.ts';

/** So many are kept, and no more bytes of them in all; the oldest give way. */
const most = 12;
const room = 4 * 1024 ** 3;

/** Where worlds lie: what versions would have been by other content; whatever lies there can be made again. */
export const worldsIn = (warehouse: string): string => join(warehouse, 'worlds');

export const worldFile = (warehouse: string, key: string): string =>
  join(worldsIn(warehouse), `${key.slice(0, 32)}.duckdb`);

export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false
  );

/** Takes away what killed processes left half built, and all but the latest. */
export async function sweepWorlds(warehouse: string): Promise<void> {
  const folder = worldsIn(warehouse);
  const names = await readdir(folder).catch(() => []);
  const whole: { path: string; at: number; bytes: number }[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const [, pid] = /^\.build-(\d+)-/.exec(name) ?? [];
    if (pid === undefined) {
      const found = await stat(path).catch(() => null);
      whole.push({ path, at: found?.mtimeMs ?? 0, bytes: found?.size ?? 0 });
    } else if (!(await isAlive({ pid: Number(pid), born: null }))) await remove(path);
  }
  let kept = 0;
  for (const [before, { path, bytes }] of whole.toSorted((a, b) => b.at - a.at).entries()) {
    kept += bytes;
    if (before >= most || kept > room) await remove(path);
  }
}

/** A file that is still read may be kept by its system; the next sweep takes it. */
const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true }).catch(() => undefined);
