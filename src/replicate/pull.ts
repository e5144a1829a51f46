import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileStoreOf, recordFile } from '#pipeline';
import { warehouseFormat } from '#spec';
import { decisionStream, openStore, type Entry } from '#store';
import {
  hashFile,
  lyingOf,
  readPointer,
  readReceipt,
  receiptFile,
  syncToDisk,
  warehouseFile,
  writeHashed,
  writePointer,
  writeWhole,
} from '#warehouse';
import {
  itemsIn,
  leaseKey,
  objectKey,
  readEdition,
  readObject,
  readStorePointer,
  type Edition,
  type Item,
  type StorePointer,
} from './edition.ts';
import { newFollows, readFollows, writeFollows, type Follows } from './follows.ts';
import type { ObjectStore } from './store.ts';
import { beginTaking, endTaking, isBehind, leaveOutOriginals, takeOutOfRecord } from './taken-out.ts';

/** What a look at a store came to. */
export interface Pulled {
  /** What is served from now on; null where the store holds nothing yet. */
  version: string | null;
  position: number;
  /** Whether something else is asked from now on. */
  isMoved: boolean;
  /** The tag of the pointer that was read, for the next look. */
  tag: string | undefined;
}

export interface PullOptions {
  store: ObjectStore;
  warehouse: string;
  /** The tag of the last pointer that all was brought of. */
  unless?: string | undefined;
  /** Puts what accounts may see in place; where nobody signs in, nothing. */
  takeAccounts?: (text: string) => void;
}

const draft = '.pull-';

/**
 * Brings a copy to what a store points at. Whatever is missing is written to drafts, held against its size and hash,
 * synced and renamed; then the record is taken over, and last the pointer moves. Killed anywhere, readers see what was
 * there before or what is there now. What is damaged, cut short, older than what is there, of another record or of a
 * format that this program does not read is an Error by its name, and nothing of it is asked.
 */
export async function pull({ store, warehouse, unless, takeAccounts = () => undefined }: PullOptions): Promise<Pulled> {
  const found = await readStorePointer(store, unless);
  const follows = await followsOf(warehouse, store);
  if (found === null) return { version: null, position: follows.position, isMoved: false, tag: undefined };
  if (found === 'same')
    return { version: (await readPointer(warehouse)).version, position: follows.position, isMoved: false, tag: unless };
  const { pointer, tag } = found;
  needLater(pointer, follows);
  const edition = await readEdition(store, pointer);
  needReadable(edition);
  const isTaking = isBehind(warehouse, edition);
  await lease(store, follows, edition);
  await sweepDrafts(warehouse);
  const lines = await linesAfter(store, edition, isTaking ? { position: 0 } : follows);
  if (isTaking) await beginTaking(warehouse);
  const is = isTaking ? hasHash : hasSize;
  const bringHere: Bring = async (item, target, what) =>
    (await is(target, item)) ? undefined : bring(store, item, target, what);
  // Of a version that lies here in another form the receipt goes first: while persons are taken out it tells of both.
  if (isTaking) await bringReceipts(store, warehouse, edition, is);
  const current = edition.versions.find(({ version }) => version === edition.version)!;
  await bringHere(current, warehouseFile(warehouse, current.version), `版本 ${current.version}`);
  await mkdir(fileStoreOf(warehouse), { recursive: true, mode: 0o700 });
  for (const { as, ...item } of edition.files)
    await bringHere(item, join(fileStoreOf(warehouse), as ?? item.sha256), `原件 ${as ?? item.sha256}`);
  await bringReceipts(store, warehouse, edition, is);
  await needReceipt(warehouse, current);
  if (edition.accounts !== null) takeAccounts(await readObject(store, edition.accounts, '账号'));
  if (isTaking) takeOutOfRecord(warehouse, lines);
  const isMoved = await putInPlace(warehouse, follows, edition, lines);
  await bringOthers(bringHere, warehouse, edition);
  await leaveOutOriginals(warehouse, edition);
  if (isTaking) await endTaking(warehouse, store, edition);
  await lease(store, follows, edition, { brought: edition.position });
  return { version: edition.version, position: edition.position, isMoved, tag };
}

/** A folder that holds versions of its own is not made a copy of another's. */
async function followsOf(warehouse: string, { name }: ObjectStore): Promise<Follows> {
  const known = readFollows(warehouse);
  if (known !== null) return known;
  const there = (await readdir(warehouse).catch(() => [])).filter((each) => !each.startsWith('.'));
  if (there.some((each) => each === 'current' || each === 'record.sqlite' || each.endsWith('.duckdb')))
    throw new Error(`${warehouse} 里已经有自己的数据，不能当副本。请给一个空的文件夹：--warehouse 目录`);
  await mkdir(warehouse, { recursive: true, mode: 0o700 });
  const follows = newFollows(name);
  await writeFollows(warehouse, follows);
  // Nothing that is put in place is published before the pointer says so.
  await writePointer(warehouse, 'none');
  return follows;
}

function needLater({ position, head, version }: StorePointer, follows: Follows): void {
  if (position < follows.position)
    throw new Error(
      `存储里的版本 ${version} 比已经采用的旧（操作记录第 ${position} 条，这里到第 ${follows.position} 条），没有采用`
    );
  if (position === follows.position && head !== follows.head)
    throw new Error(`存储里的版本 ${version} 出自另一个仓库（操作记录第 ${position} 条不同），没有采用`);
}

function needReadable({ version, versions }: Edition): void {
  const current = versions.find((each) => each.version === version);
  if (current === undefined) throw new Error(`存储的清单里没有版本 ${version}，没有采用`);
  if (current.format !== warehouseFormat)
    throw new Error(
      `存储里的版本 ${version} 的格式是 ${current.format}，这个程序读格式 ${warehouseFormat}，没有采用：${current.format > warehouseFormat ? '请更新这台的程序' : '请在建库的那台重建'}`
    );
}

/** A version whose receipt is of other bytes would be found damaged by who serves it, when it is served already. */
async function needReceipt(warehouse: string, { version, sha256, bytes }: Item & { version: string }): Promise<void> {
  const said = lyingOf(await readReceipt(warehouse, version));
  if (said.sha256 !== sha256 || said.bytes !== bytes)
    throw new Error(`版本 ${version} 的回执登记的校验值、大小与清单不同，没有采用`);
}

/** Says what is being read, so that no pruning takes it. Who may not write there reads all the same. */
async function lease(
  store: ObjectStore,
  { reader }: Follows,
  edition: Edition,
  done: { brought?: number } = {}
): Promise<void> {
  const { position, version } = edition;
  const objects = itemsIn(edition).map(({ sha256 }) => sha256);
  const said = { format: 1, position, version, ...done, objects };
  await store.put(leaseKey(reader), JSON.stringify(said)).catch(() => undefined);
}

async function sweepDrafts(warehouse: string): Promise<void> {
  for (const folder of [warehouse, fileStoreOf(warehouse)])
    for (const name of await readdir(folder).catch(() => []))
      if (name.startsWith(draft)) await rm(join(folder, name), { force: true });
}

type Bring = (item: Item, target: string, what: string) => Promise<void>;
type Is = (path: string, item: Item) => Promise<boolean>;

const hasSize: Is = async (path, { bytes }) => (await sizeOf(path)) === bytes;
const hasHash: Is = async (path, item) => (await hasSize(path, item)) && (await hashFile(path)) === item.sha256;

async function bringReceipts(store: ObjectStore, warehouse: string, { receipts }: Edition, is: Is): Promise<void> {
  for (const { version, ...item } of receipts)
    if (!(await is(receiptFile(warehouse, version), item)))
      await writeWhole(receiptFile(warehouse, version), await readObject(store, item, `版本 ${version} 的回执`));
}

/** Puts an object in place. */
async function bring(store: ObjectStore, item: Item, target: string, what: string): Promise<void> {
  const stream = await store.get(objectKey(item.sha256));
  if (stream === null) throw new Error(`${what} 不在存储里（objects/${item.sha256}），没有采用`);
  const path = join(dirname(target), `${draft}${item.sha256}`);
  await rm(path, { force: true });
  try {
    const { sha256, bytes } = await writeHashed(path, stream, (length) => {
      if (length > item.bytes) throw new Error(`${what} 比登记的长（应为 ${item.bytes} 字节），没有采用`);
    });
    if (bytes !== item.bytes) throw new Error(`${what} 不完整（应为 ${item.bytes} 字节，实为 ${bytes}），没有采用`);
    if (sha256 !== item.sha256) throw new Error(`${what} 与它的校验值不同，被改动过或传坏了，没有采用`);
    await syncToDisk(path);
    await rename(path, target);
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncToDisk(dirname(target));
}

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    () => null
  );

/** The lines of the record that are not here yet. */
async function linesAfter(
  store: ObjectStore,
  { record, position, head }: Edition,
  follows: Pick<Follows, 'position'>
): Promise<Entry[]> {
  const lines: Entry[] = [];
  for (const piece of record.filter(({ to }) => to > follows.position))
    for (const line of (await readObject(store, piece, '操作记录')).split('\n')) lines.push(JSON.parse(line) as Entry);
  const last = lines.at(-1);
  if (last !== undefined && (last.position !== position || last.hash !== head))
    throw new Error('存储里的操作记录与清单不符，没有采用');
  return lines;
}

/**
 * The record first, then which decisions belong to which version, then the pointer: until it moves, what is read is the
 * version before with its own decisions.
 */
async function putInPlace(
  warehouse: string,
  follows: Follows,
  edition: Edition,
  lines: readonly Entry[]
): Promise<boolean> {
  const { position, head, version, newest } = edition;
  const decided = takeOver(warehouse, lines, edition);
  const before = await readPointer(warehouse);
  const there = new Set(edition.versions.map((each) => each.version));
  const kept = Object.entries(follows.decided).filter(([name]) => there.has(name) || name === before.version);
  await writeFollows(warehouse, {
    ...follows,
    position,
    head,
    decided: { ...Object.fromEntries(kept), [version]: { ...decided, at: position } },
  });
  if (before.version === version && before.newest === newest) return follows.position !== position;
  await writePointer(warehouse, version, newest);
  return true;
}

/** Adds the lines that are not here, and answers the last decision. A record that parts from this one is an Error. */
function takeOver(
  warehouse: string,
  lines: readonly Entry[],
  { head, position: to }: Edition
): { head: string; position: number } {
  const record = openStore(recordFile(warehouse));
  try {
    const at = record.last()?.position ?? 0;
    record.take(lines.filter(({ position }) => position > at));
    if (record.head() !== head || record.last()?.position !== to) throw new Error('这里的与存储里的不同');
    const decided = record.last(decisionStream);
    return { head: decided?.hash ?? '', position: decided?.position ?? 0 };
  } catch (error) {
    throw new Error(
      `操作记录接不上（${(error as Error).message}），没有采用。副本可以重来：停下服务，清空 ${warehouse}，再跟一次。`,
      {
        cause: error,
      }
    );
  } finally {
    record.close();
  }
}

/** Older versions come when the current one is served already, and go when they were pruned where they are built. */
async function bringOthers(
  bringHere: Bring,
  warehouse: string,
  { version: current, versions }: Edition
): Promise<void> {
  for (const { version, ...item } of versions)
    await bringHere(item, warehouseFile(warehouse, version), `版本 ${version}`);
  const there = new Set(versions.map(({ version }) => version));
  for (const name of await readdir(warehouse)) {
    const version = name.endsWith('.duckdb') ? name.slice(0, -'.duckdb'.length) : current;
    if (!name.startsWith('.') && !there.has(version)) await rm(join(warehouse, name), { force: true });
  }
}
