import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../versions/lock-owner.ts';

/** So many are kept; the oldest give way. */
const most = 12;

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
  const whole: { path: string; at: number }[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const [, pid] = /^\.build-(\d+)-/.exec(name) ?? [];
    if (pid === undefined) whole.push({ path, at: (await stat(path).catch(() => null))?.mtimeMs ?? 0 });
    else if (!(await isAlive({ pid: Number(pid), born: null }))) await remove(path);
  }
  for (const { path } of whole.toSorted((a, b) => b.at - a.at).slice(most)) await remove(path);
}

/** A file that is still read may be kept by its system; the next sweep takes it. */
const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true }).catch(() => undefined);
