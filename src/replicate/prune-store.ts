import { join } from 'node:path';
import { holdFile } from '#store';
import { itemsIn, objectKey, readEdition, readStorePointer } from './edition.ts';
import { isDraft } from './folder-store.ts';
import type { Listed, ObjectStore } from './store.ts';

/** What was taken away from a store. */
export interface PrunedStore {
  count: number;
  bytes: number;
  /** Of how many readers it was known what they read. */
  readers: number;
}

/** Milliseconds: what is younger may be of a push that is under way; whoever read so long ago reads no more. */
const ages = { object: 86_400_000, lease: 7 * 86_400_000 };

/**
 * Takes away what nothing names any more: neither the edition that is pointed at, nor one that a reader who was heard
 * of in the last week has, nor whatever was put within a day. Ages are by the clock of the store, whatever time it is
 * here. Where anything that names objects cannot be read, nothing is taken.
 */
export async function pruneStore(store: ObjectStore, warehouse: string): Promise<PrunedStore> {
  // What a push finds there while this looks around would be gone when readers are pointed to it.
  const letGo = holdFile(join(warehouse, '.push'));
  if (letGo === null) throw new Error('另一个发布到存储的正在进行，没有清理，等它完了再试。');
  try {
    return await takeUnnamed(store);
  } finally {
    letGo();
  }
}

async function takeUnnamed(store: ObjectStore): Promise<PrunedStore> {
  const found = await readStorePointer(store);
  if (found === null || found === 'same') return { count: 0, bytes: 0, readers: 0 };
  const named = new Set<string>();
  named.add(objectKey(found.pointer.edition.sha256));
  for (const { sha256 } of itemsIn(await readEdition(store, found.pointer))) named.add(objectKey(sha256));
  const { now, listed } = await store.list('leases');
  let readers = 0;
  const gone: Listed[] = [];
  for (const lease of listed) {
    if (now - lease.at > ages.lease) {
      gone.push(lease);
      continue;
    }
    readers += 1;
    await nameLeased(store, lease.key, named);
  }
  const objects = await store.list('objects');
  gone.push(...objects.listed.filter(({ key, at }) => !named.has(key) && objects.now - at > ages.object));
  for (const each of gone) await store.remove(each.key);
  return { count: gone.length, bytes: gone.reduce((sum, { bytes }) => sum + bytes, 0), readers };
}

/**
 * Takes away what lay there before persons were taken out, at once: whatever was in a store when a push began and is
 * not named by what it points at since, whoever reads it still. Who was in the middle of it is told, and looks again.
 */
export async function sweepStore(store: ObjectStore, there: readonly Listed[]): Promise<Omit<PrunedStore, 'readers'>> {
  const found = await readStorePointer(store);
  if (found === null || found === 'same') return { count: 0, bytes: 0 };
  const { edition } = found.pointer;
  const named = new Set(
    [edition, ...itemsIn(await readEdition(store, found.pointer))].map((each) => objectKey(each.sha256))
  );
  const gone = there.filter(({ key }) => !named.has(key));
  for (const { key } of gone) await store.remove(key);
  return { count: gone.length, bytes: gone.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** How many of the readers who were heard of in the last week have all up to a place, and how many have not. */
export async function readersAt(store: ObjectStore, position: number): Promise<{ level: number; behind: number }> {
  const { now, listed } = await store.list('leases');
  const readers = { level: 0, behind: 0 };
  for (const { key, at } of listed) {
    if (isDraft(key) || now - at > ages.lease) continue;
    const said = await store.read(key);
    if (said === null || said === 'same') continue;
    const { brought } = JSON.parse(said.text) as { brought?: unknown };
    readers[typeof brought === 'number' && brought >= position ? 'level' : 'behind'] += 1;
  }
  return readers;
}

async function nameLeased(store: ObjectStore, key: string, named: Set<string>): Promise<void> {
  if (isDraft(key)) return;
  const said = await store.read(key);
  if (said === null || said === 'same') return;
  const { objects } = JSON.parse(said.text) as { objects?: unknown };
  if (!Array.isArray(objects)) throw new Error(`${store.name} 的 ${key} 读不出来，没有清理`);
  for (const sha256 of objects) named.add(objectKey(String(sha256)));
}
