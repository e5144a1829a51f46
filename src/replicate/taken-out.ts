import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileStoreOf, recordFile, redactionFile } from '#pipeline';
import { compact, redactAlike, type Entry } from '#store';
import { erasingFile, syncToDisk, writeWhole, zonedTime } from '#warehouse';
import { readObject, type Edition } from './edition.ts';
import type { ObjectStore } from './store.ts';

/**
 * Whether persons were taken out of what is followed and not out of this copy yet, or not to the end: then sizes tell
 * nothing, and everything that lies here is held against its hash.
 */
export const isBehind = (warehouse: string, { redactions = [] }: Edition): boolean =>
  existsSync(erasingFile(warehouse)) || redactions.some(({ id }) => !existsSync(redactionFile(warehouse, id)));

/** From here on either file of a version is the version's, until it is ended. */
export const beginTaking = (warehouse: string): Promise<void> =>
  writeWhole(erasingFile(warehouse), JSON.stringify({ id: 'followed', at: zonedTime(new Date()), by: '跟随' }));

/** Takes persons out of the lines of the record that lie here already. */
export function takeOutOfRecord(warehouse: string, lines: readonly Entry[]): void {
  const path = recordFile(warehouse);
  if (!existsSync(path)) return;
  redactAlike(path, lines);
  if (!compact(path, { isAlone: false }))
    throw new Error(`${path} 的日志有程序正在读，清除的还在里面：过一会儿再跟一次`);
}

/** What was made of the files before goes, then it is noted here what was taken out; with that it is done. */
export async function endTaking(warehouse: string, store: ObjectStore, { redactions = [] }: Edition): Promise<void> {
  for (const name of ['replays', 'worlds', ...(await readdir(warehouse)).filter((each) => each.startsWith('.build-'))])
    await rm(join(warehouse, name), { recursive: true, force: true });
  for (const { id, ...item } of redactions)
    await writeWhole(redactionFile(warehouse, id), await readObject(store, item, `清除登记 ${id}`));
  await rm(erasingFile(warehouse), { force: true });
  await syncToDisk(warehouse);
}

/** Originals that are not told of any more were pruned, or went whole, where they were handed in. */
export async function leaveOutOriginals(warehouse: string, { files }: Edition): Promise<void> {
  const told = new Set(files.map(({ sha256, as = sha256 }) => as));
  const folder = fileStoreOf(warehouse);
  for (const name of await readdir(folder).catch(() => []))
    if (!told.has(name)) await rm(join(folder, name), { force: true });
}
