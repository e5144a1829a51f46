import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, fileStoreOf, itemsOfManifest, readManifest, recordFile, recordMissing, underLock } from '#pipeline';
import { holdFile, openStore, type Entry } from '#store';
import type { Receipt } from '#spec';
import {
  faultOf,
  hashFile,
  hashOf,
  listReceipts,
  namedVersions,
  readPointer,
  receiptFile,
  warehouseFile,
} from '#warehouse';
import {
  itemsIn,
  objectKey,
  pointerKey,
  readEdition,
  readStorePointer,
  type Edition,
  type Item,
  type StorePointer,
} from './edition.ts';
import { isFollowing } from './follows.ts';
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

/** What is to lie in a store: a file of the warehouse, or a text. */
type Body = (Item & { path: string }) | (Item & { text: string });

/** So many lines of the record lie in one piece: a piece that is full never changes again. */
const linesInPiece = 1000;

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
    const put = { count: 0, bytes: 0 };
    const known = before === null || verify ? new Set() : await namedBefore(store, before.pointer);
    for (const body of bodies) {
      if (known.has(body.sha256) || (await isThere(store, body, verify))) continue;
      await putBody(store, body);
      put.count += 1;
      put.bytes += body.bytes;
    }
    const text = JSON.stringify(edition);
    const list: Body = { sha256: hashOf(text), bytes: Buffer.byteLength(text), text };
    const { position, head, version, newest } = edition;
    const done = { reason: null, version, position, put };
    if (before?.pointer.edition.sha256 === list.sha256 && (await isThere(store, list, verify)))
      return { ...done, isMoved: false };
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
    return first === null ? { ...done, isMoved: true } : refused(first);
  } finally {
    letGo();
  }
}

/** All that there is to push, as it is while no load comes between; or why there is nothing. */
async function gather(warehouse: string, accounts: () => string | null) {
  await recordMissing(warehouse);
  const { version, newest, fault } = await readPointer(warehouse);
  if (fault !== null) return '还没有发布过版本，没有可发的。';
  const wrong = await faultOf(warehouse, version);
  if (wrong !== null) return `当前版本 ${version} ${wrong}，不往外发。请从备份恢复，或重新导入。`;
  const named = await namedVersions(warehouse);
  const receipts = await listReceipts(warehouse);
  const whole: Receipt[] = [];
  for (const receipt of receipts.toReversed())
    if (named.includes(receipt.version) && (await faultOf(warehouse, receipt.version)) === null) whole.push(receipt);
  const bodies: Body[] = [];
  const asText = (text: string): Item => {
    const item = { sha256: hashOf(text), bytes: Buffer.byteLength(text) };
    bodies.push({ ...item, text });
    return item;
  };
  const files: Item[] = [];
  for (const sha256 of await filesNamed(warehouse, whole)) {
    const path = join(fileStoreOf(warehouse), sha256);
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    files.push({ sha256, bytes: found.size });
    bodies.push({ sha256, bytes: found.size, path });
  }
  for (const { version: each, sha256, bytes } of whole)
    bodies.push({ sha256, bytes, path: warehouseFile(warehouse, each) });
  const lines = linesOf(warehouse);
  const last = lines.at(-1);
  if (last === undefined) return '操作记录里什么也没有，不往外发。';
  const record = [];
  for (let from = 0; from < lines.length; from += linesInPiece) {
    const some = lines.slice(from, from + linesInPiece);
    record.push({
      ...asText(some.map((line) => JSON.stringify(line)).join('\n')),
      from: some[0]!.position,
      to: some.at(-1)!.position,
    });
  }
  const said = accounts();
  const edition: Edition = {
    format: 1,
    position: last.position,
    head: last.hash,
    version,
    newest,
    versions: whole.map((each) => ({
      version: each.version,
      format: each.format,
      sha256: each.sha256,
      bytes: each.bytes,
    })),
    receipts: await Promise.all(
      receipts.map(async (each) => ({
        version: each.version,
        ...asText(await readFile(receiptFile(warehouse, each.version), 'utf8')),
      }))
    ),
    files,
    record,
    accounts: said === null ? null : asText(said),
  };
  return { edition, bodies, lines };
}

/** What versions are made of: what was handed in, and what they were judged by. */
async function filesNamed(warehouse: string, receipts: readonly Receipt[]): Promise<Set<string>> {
  const named = new Set<string>();
  for (const receipt of receipts) {
    for (const { sha256 } of filesOf(receipt)) named.add(sha256);
    const manifest = await readManifest(warehouse, receipt);
    if (manifest === null) continue;
    named.add(receipt.digest);
    for (const value of itemsOfManifest(manifest).values()) if (/^[0-9a-f]{64}$/.test(value)) named.add(value);
  }
  return named;
}

function linesOf(warehouse: string): Entry[] {
  const record = openStore(recordFile(warehouse), { readOnly: true });
  try {
    return record.entries();
  } finally {
    record.close();
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
