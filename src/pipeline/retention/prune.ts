import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isReplay, isVersion, replaysIn, syncToDisk, warehouseFile } from '#warehouse';
import { recordMissing, recordPruned, withRecord } from '../versions/journal.ts';
import { sweepReadingsOf } from '../versions/readings.ts';
import { fileStoreOf } from '../versions/stored-files.ts';
import { scratchIn } from '../versions/sweep.ts';
import { underLock } from '../versions/tidy.ts';
import { listKept, type KeptVersion } from './list.ts';
import { originalsOf, staying, type Policy, type Reason } from './plan.ts';

export interface PruneOptions extends Policy {
  warehouse: string;
  /** The hashes of files that wait to be loaded; null where that cannot be known. */
  waiting: () => Promise<ReadonlySet<string> | null>;
  /** Take it away; else only say what would go. */
  isMeant: boolean;
  /** Days that an original stays after it was handed in; null: none goes. One day where it is not said. */
  originalsAfter?: number | null;
  /** The account that takes it away; null from the command line, and where a policy does. */
  by?: string | null;
  onWait?: () => void;
}

export interface Pruned {
  isDone: boolean;
  gone: { version: string; number: string; loadedAt: string; bytes: number }[];
  stays: { version: string; number: string; loadedAt: string; bytes: number; reason: Reason }[];
  /** Files that no version that stays is made of, and nothing that waits. */
  originals: { count: number; bytes: number };
  replays: { count: number; bytes: number };
  /** Why no original was looked at; null where they were. */
  originalsKept: string | null;
}

interface Sized {
  path: string;
  bytes: number;
}

/**
 * Takes away the tables of versions that are neither among the newest nor young nor pinned nor needed, the originals
 * that nothing is made of any more, and replays of what went. Receipts and the record stay, and each version that went
 * is on record. Killed anywhere, the next pruning takes the rest.
 */
export async function prune(options: PruneOptions): Promise<Pruned> {
  if (!existsSync(options.warehouse)) throw new Error(`没有数据仓库 ${options.warehouse}`);
  return options.isMeant ? underLock(options.warehouse, () => pruneNow(options), options.onWait) : pruneNow(options);
}

async function pruneNow({
  warehouse,
  waiting,
  isMeant,
  by = null,
  originalsAfter = 1,
  ...policy
}: PruneOptions): Promise<Pruned> {
  if (isMeant) await recordMissing(warehouse);
  const versions = (await listKept(warehouse)).filter(({ bytes }) => bytes !== null);
  const stays = staying(versions, policy);
  const gone = versions.filter(({ version }) => !stays.has(version));
  if (isMeant && gone.length > 0)
    await withRecord(warehouse, async (store) => {
      for (const { version, receipt } of gone) {
        recordPruned(store, receipt, by);
        await rm(warehouseFile(warehouse, version), { force: true });
      }
      await syncToDisk(warehouse);
    });
  const left = versions.filter(({ version }) => stays.has(version));
  const replays = await replaysOf(warehouse, gone);
  if (isMeant) for (const { path } of replays) await rm(path, { force: true });
  const { unused, why } =
    originalsAfter === null
      ? { unused: [], why: '原件留多久还没有定' }
      : await unusedOriginals(warehouse, left, waiting, originalsAfter * young);
  if (isMeant) await takeAway(warehouse, unused, waiting);
  if (isMeant) await sweepReadingsOf(warehouse);
  return {
    isDone: isMeant,
    gone: gone.map(brief),
    stays: left.map((each) => ({ ...brief(each), reason: stays.get(each.version) ?? 'current' })),
    originals: sumOf(unused),
    replays: sumOf(replays),
    originalsKept: why,
  };
}

const brief = ({ version, receipt: { number, loadedAt }, bytes }: KeptVersion) => ({
  version,
  number,
  loadedAt,
  bytes: bytes ?? 0,
});

const sumOf = (files: readonly Sized[]) => ({
  count: files.length,
  bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
});

async function replaysOf(warehouse: string, gone: readonly KeptVersion[]): Promise<Sized[]> {
  const names = new Set(gone.map(({ version }) => version));
  const found = await filesIn(replaysIn(warehouse));
  return found.filter(({ name }) => {
    const replay = name.replace(/\.duckdb$/, '');
    return isReplay(replay) && names.has(replay.split('@')[0] ?? '');
  });
}

/** Whoever sends a file keeps its bytes first, and says a moment later what they are for: what is young stays. */
const young = 24 * 60 * 60 * 1000;

async function unusedOriginals(
  warehouse: string,
  left: readonly KeptVersion[],
  waiting: PruneOptions['waiting'],
  after: number
): Promise<{ unused: (Sized & { name: string })[]; why: string | null }> {
  const kept = (why: string) => ({ unused: [], why });
  const known = new Set(left.map(({ version }) => version));
  const there = (await readdir(warehouse)).filter((name) => name.endsWith('.duckdb')).map((name) => name.slice(0, -7));
  const mute = there.find((version) => isVersion(version) && !known.has(version));
  if (mute !== undefined) return kept(`版本 ${mute} 的回执读不出来，不知道它用哪些原件`);
  const used = await originalsOf(warehouse, left);
  if (used === null) return kept('有版本的清单不在了，不知道它用哪些原件');
  const held = await waiting();
  if (held === null) return kept('有上传的记录读不出来，不知道它用哪些原件');
  const found = await filesIn(fileStoreOf(warehouse));
  const unused = found.filter(
    ({ name, at }) => /^[0-9a-f]{64}$/.test(name) && !used.has(name) && !held.has(name) && Date.now() - at > after
  );
  return { unused, why: null };
}

/** A file may be handed in anew while it is taken away: it is put aside, looked at once more, and put back then. */
async function takeAway(
  warehouse: string,
  unused: readonly (Sized & { name: string })[],
  waiting: PruneOptions['waiting']
): Promise<void> {
  const aside = unused.map(({ path, name }) => ({ path, name, aside: scratchIn(warehouse, `pruned-${name}`) }));
  for (const each of aside) await rename(each.path, each.aside);
  const held = await waiting();
  for (const each of aside) {
    const there = await stat(each.aside);
    const isWanted = held === null || held.has(each.name) || Date.now() - there.mtimeMs < young;
    if (isWanted) await rename(each.aside, each.path);
    else await rm(each.aside, { force: true });
  }
  await syncToDisk(fileStoreOf(warehouse)).catch(() => undefined);
}

async function filesIn(folder: string): Promise<(Sized & { name: string; at: number })[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const there = await stat(path).catch(() => null);
      return there?.isFile() ? [{ name, path, bytes: there.size, at: there.mtimeMs }] : [];
    })
  );
  return found.flat();
}
