import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isReplay, replaysIn } from '#warehouse';
import { isAlive } from '../versions/lock-owner.ts';

/** So many of one content are kept; the oldest give way. */
const most = 12;

/** Milliseconds after which what other content judged goes: another server on this warehouse may still answer by it. */
const old = 24 * 60 * 60 * 1000;

/** Where this process builds a replay; who began what is half written is told by its number. */
export const draftOf = (warehouse: string, name: string): string =>
  join(replaysIn(warehouse), `.build-${process.pid}-${name}.duckdb`);

/**
 * Takes away what killed processes left half written and, of what is whole, all but the latest of each content; what
 * was made long ago by other content than the one whose digest is given, too.
 */
export async function sweepReplays(warehouse: string, digest: string | null = null): Promise<void> {
  const folder = replaysIn(warehouse);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, pid] = /^\.build-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !(await isAlive({ pid: Number(pid), born: null }))) await remove(join(folder, name));
  }
  const whole = await Promise.all(
    names
      .map((name) => ({ name, replay: name.slice(0, -'.duckdb'.length) }))
      .filter(({ replay }) => isReplay(replay))
      .map(async ({ name, replay }) => ({
        name,
        content: replay.slice(replay.lastIndexOf('-') + 1),
        at: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0,
      }))
  );
  for (const [content, ofIt] of Map.groupBy(whole, (each) => each.content)) {
    const isOther = digest !== null && !digest.startsWith(content);
    for (const [before, { name, at }] of ofIt.toSorted((a, b) => b.at - a.at).entries())
      if (before >= most || (isOther && Date.now() - at > old)) await remove(join(folder, name));
  }
}

/** A file that is still read may be kept by its system; the next sweep takes it. */
const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true }).catch(() => undefined);
