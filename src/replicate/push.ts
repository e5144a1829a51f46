import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notePushed, readPushed, underLock } from '#pipeline';
import { holdFile, redactionStream, type Entry } from '#store';
import { hashFile, hashOf, zonedTime } from '#warehouse';
import {
  itemsIn,
  objectKey,
  pointerKey,
  readEdition,
  readStorePointer,
  type Item,
  type StorePointer,
} from './edition.ts';
import { isFollowing } from './follows.ts';
import { gather, type Body } from './gather.ts';
import { readersAt, sweepStore } from './prune-store.ts';
import type { ObjectStore } from './store.ts';

/** What pushing came to. */
export interface Pushed {
  /** Why nothing was pushed; null where all of it is there. */
  reason: string | null;
  version: string | null;
  /** How far in the record. */
  position: number;
  /** What was put, and what was there already. */
  put: { count: number; bytes: number };
  /** Whether readers were pointed at something new. */
  isMoved: boolean;
  /** What lay there before persons were taken out, and went; null where none were since the last push. */
  swept: { count: number; bytes: number } | null;
  /** Once persons were taken out: how many readers have what is without them, as far as they say. */
  readers: { level: number; behind: number } | null;
}

export interface PushOptions {
  warehouse: string;
  store: ObjectStore;
  /** Who may see what, as a text without anything secret; null where nobody signs in. */
  accounts?: () => string | null;
  /** Reads what is there already to its end, and puts anew what is damaged. */
  verify?: boolean;
  onWait?: () => void;
}

/**
 * Hands what is published to a store: whatever is missing there under the name of its hash, then the list of it all,
 * and last the pointer, which moves only from what was read before: of two builders at once one is told that the other
 * was first. A store that holds another record than this one, or a later one, is not written to.
 */
export async function push({
  warehouse,
  store,
  accounts = () => null,
  verify = false,
  onWait,
}: PushOptions): Promise<Pushed> {
  const refused = (reason: string): Pushed => ({
    reason,
    version: null,
    position: 0,
    put: { count: 0, bytes: 0 },
    isMoved: false,
    swept: null,
    readers: null,
  });
  if (isFollowing(warehouse)) return refused(`${warehouse} 是跟着别处的副本，不能再往外发：在建库的那台上发。`);
  const letGo = holdFile(join(warehouse, '.push'));
  if (letGo === null) return refused('另一个发布到存储的正在进行，等它完了再试。');
  try {
    const before = await readStorePointer(store);
    if (before === 'same') throw new Error('nothing was known before');
    const made = await underLock(warehouse, () => gather(warehouse, accounts), onWait);
    if (typeof made === 'string') return refused(made);
    const { edition, bodies, lines } = made;
    const foreign = before && whyForeign(before.pointer, lines);
    if (foreign) return refused(`${store.name}：${foreign}`);
    if (before === null) await needConditions(store);
    const erasures = (edition.redactions ?? []).map(({ id }) => id);
    const known = (await readPushed(warehouse))[store.name];
    const isDue = before !== null && erasures.some((id) => !known?.swept.includes(id));
    const there = isDue ? (await store.list('objects')).listed : null;
    const end = async (isMoved: boolean): Promise<Pushed> => {
      const swept = there === null ? null : await sweepStore(store, there);
      const readers = erasures.length === 0 ? null : await readersAt(store, lastErased(lines));
      await notePushed(warehouse, store.name, {
        at: zonedTime(new Date()),
        position,
        swept: erasures,
        readers: readers ?? { level: 0, behind: 0 },
      });
      return { reason: null, version, position, put, isMoved, swept, readers };
    };
    const { position, head, version, newest } = edition;
    const put = { count: 0, bytes: 0 };
    const sure = before === null || verify ? new Set() : await namedBefore(store, before.pointer);
    for (const body of bodies) {
      if (sure.has(body.sha256) || (await isThere(store, body, verify))) continue;
      await putBody(store, body);
      put.count += 1;
      put.bytes += body.bytes;
    }
    const text = JSON.stringify(edition);
    const list: Body = { sha256: hashOf(text), bytes: Buffer.byteLength(text), text };
    if (before?.pointer.edition.sha256 === list.sha256 && (await isThere(store, list, verify))) return await end(false);
    await putBody(store, list);
    const pointer: StorePointer = {
      format: 1,
      position,
      head,
      version,
      newest,
      edition: { sha256: list.sha256, bytes: list.bytes },
    };
    const first = await movePointer(store, pointer, before?.tag ?? null);
    return first === null ? await end(true) : refused(first);
  } finally {
    letGo();
  }
}

/** Why a store is not this warehouse's to write to; null where what it holds is what this one once was. */
function whyForeign({ position, head }: StorePointer, lines: readonly Entry[]): string | null {
  const line = lines[position - 1];
  if (line === undefined)
    return `里面已经到操作记录第 ${position} 条，这里只到第 ${lines.length} 条：别的机器发过更新的，或者这里是从旧备份恢复的。没有动它。要从这里发，换一个存储（另一个文件夹或前缀）。`;
  if (line.hash !== head)
    return `里面是另一个仓库发的（操作记录第 ${position} 条不同）。没有动它。要从这里发，换一个存储（另一个文件夹或前缀）。`;
  return null;
}

/** Where in the record persons were last taken out: who has all up to there has nothing of them. */
const lastErased = (lines: readonly Entry[]): number =>
  lines.findLast(({ stream }) => stream === redactionStream)?.position ?? 0;

/** What the edition before names was put whole before its pointer was: it is not looked for again. */
async function namedBefore(store: ObjectStore, pointer: StorePointer): Promise<Set<string>> {
  const edition = await readEdition(store, pointer).catch(() => null);
  return new Set(edition === null ? [] : itemsIn(edition).map(({ sha256 }) => sha256));
}

async function isThere(store: ObjectStore, { sha256, bytes }: Item, verify: boolean): Promise<boolean> {
  if ((await store.size(objectKey(sha256))) !== bytes) return false;
  if (!verify) return true;
  const stream = await store.get(objectKey(sha256));
  if (stream === null) return false;
  const folder = await mkdtemp(join(tmpdir(), 'verify-'));
  try {
    await writeFile(join(folder, 'object'), stream);
    return (await hashFile(join(folder, 'object'))) === sha256;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Nothing is put under the name of a hash that it does not have: readers would refuse it for ever. */
async function putBody(store: ObjectStore, body: Body): Promise<void> {
  const { sha256, bytes } = body;
  if ('text' in body) return store.put(objectKey(sha256), body.text);
  if ((await hashFile(body.path)) !== sha256)
    throw new Error(`${body.path} 与登记的校验值不同，被改动过或磁盘出了错，不往外发`);
  await store.put(objectKey(sha256), { path: body.path, sha256, bytes });
}

/** Why the pointer was not moved; null where it was. After a line that broke, what stands there says who was first. */
async function movePointer(store: ObjectStore, pointer: StorePointer, before: string | null): Promise<string | null> {
  const text = JSON.stringify(pointer);
  const isMine = await store.swap(pointerKey, text, before).catch(async (error: unknown) => {
    const now = await store.read(pointerKey);
    if (now !== null && now !== 'same' && now.text === text) return true;
    throw error;
  });
  if (isMine) return null;
  const now = await store.read(pointerKey);
  // A try whose answer was lost may have been made again: then it is one's own that stands in its way.
  if (now !== null && now !== 'same' && now.text === text) return null;
  return `${store.name}：另一个发布抢先了，这一次没有生效。看清是谁在发，再重新运行。`;
}

/** A store that passes over conditions would let two builders both win: it is tried before anything is in it. */
async function needConditions(store: ObjectStore): Promise<void> {
  const key = 'conditions';
  await store.remove(key);
  const [first, second] = [await store.swap(key, '1', null), await store.swap(key, '2', null)];
  const now = await store.read(key);
  const stale = now === null || now === 'same' ? true : await store.swap(key, '3', `${'0'.repeat(32)}`);
  await store.remove(key);
  if (!first || second || stale)
    throw new Error(
      `${store.name} 不认“没有别人改过才写”（If-Match、If-None-Match），两处同时发会互相盖掉，不能用。换一个认的，或用共享文件夹。`
    );
}
