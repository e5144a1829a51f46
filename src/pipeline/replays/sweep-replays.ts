import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isReplay, replaysIn } from '#warehouse';
import { isAlive } from '../versions/lock-owner.ts';

/** So many are kept; the oldest give way. */
const most = 12;

/** Where this process builds a replay; who began what is half written is told by its number. */
export const draftOf = (warehouse: string, name: string): string =>
  join(replaysIn(warehouse), `.build-${process.pid}-${name}.duckdb`);

/**
 * Takes away what killed processes left half written and, of what is whole, all but the latest; given the digest of the
 * content, also what other content judged.
 */
export async function sweepReplays(warehouse: string, digest: string | null = null): Promise<void> {
  const folder = replaysIn(warehouse);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, pid] = /^\.build-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !(await isAlive({ pid: Number(pid), born: null }))) await remove(join(folder, name));
  }
  const whole = names.filter((name) => isReplay(name.slice(0, -'.duckdb'.length)));
  const stale = whole.filter((name) => digest !== null && !name.endsWith(`-${digest.slice(0, 8)}.duckdb`));
  const kept = await Promise.all(
    whole
      .filter((name) => !stale.includes(name))
      .map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0 }))
  );
  const oldest = kept.toSorted((a, b) => b.at - a.at).slice(most);
  for (const name of [...stale, ...oldest.map((each) => each.name)]) await remove(join(folder, name));
}

/** A file that is still read may be kept by its system; the next sweep takes it. */
const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true }).catch(() => undefined);
