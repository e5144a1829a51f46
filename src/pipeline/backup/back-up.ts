import { constants, existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { copyStore, openStore } from '#store';
import { hashFile, localTime, readPointer, syncToDisk, writeWhole, zonedTime } from '#warehouse';
import { recordFile } from '../versions/journal.ts';
import { underLock } from '../versions/tidy.ts';
import { contentFolder, listBackups, listFile, readBackup, type Backup } from './list.ts';

export interface BackedUp extends Omit<Backup, 'files'> {
  folder: string;
  files: number;
  bytes: number;
  /** Of these the bytes that an earlier backup in the same folder has, and that took no room. */
  shared: number;
}

/** Of a warehouse what is made again, or held by whoever is at work. */
const passedOver = /^(?:\.|lock$|(?:replays|readings)(?:\/|$))|(?:-wal|-shm|-journal)$|\.sqlite$|(?:^|\/)\./;

/** What an office changed of what it judges by, and where: a backup holds it beside the warehouse. */
export interface OwnContent {
  folder: string;
  files: readonly string[];
}

/**
 * Copies all of a warehouse to a folder of its own below `to`, while it is served: no load comes between, uploads and
 * decisions may. Versions and originals never change, so those that the backup before has are linked to it. What was
 * copied is hashed; a backup that was cut off is called `.partial`, and the next takes it away.
 */
export async function backUp(
  warehouse: string,
  to: string,
  onWait: () => void = () => {},
  own: OwnContent = { folder: '', files: [] }
): Promise<BackedUp> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of await readdir(to)) if (name.endsWith('.partial')) await rm(join(to, name), { recursive: true });
  const name = await freeName(to);
  const [folder, partial] = [join(to, name), join(to, `${name}.partial`)];
  const earlier = (await listBackups(to)).at(-1);
  const before = earlier === undefined ? null : { folder: join(to, earlier), ...(await readBackup(join(to, earlier))) };
  const known = new Map(before?.files.map((each) => [each.path, each]));
  const made = await underLock(
    warehouse,
    async () => {
      const files: Backup['files'] = [];
      let shared = 0;
      await mkdir(partial, { mode: 0o700 });
      // What waits to be loaded first, then the originals: whoever sends a file keeps its bytes before they ask.
      for (const path of (await filesIn(warehouse)).sort(byRoom)) {
        const target = join(partial, path);
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        const { size: bytes } = await stat(join(warehouse, path));
        const old = isImmutable(path) ? known.get(path) : undefined;
        if (before && old?.bytes === bytes && (await linked(join(before.folder, path), target))) {
          shared += bytes;
          files.push(old);
          continue;
        }
        await copyFile(join(warehouse, path), target, constants.COPYFILE_FICLONE);
        files.push({ path, bytes, sha256: await hashFile(target) });
      }
      for (const file of own.files) {
        const path = `${contentFolder}/${file}`;
        await mkdir(dirname(join(partial, path)), { recursive: true, mode: 0o700 });
        await copyFile(join(own.folder, file), join(partial, path));
        files.push({
          path,
          bytes: (await stat(join(partial, path))).size,
          sha256: await hashFile(join(partial, path)),
        });
      }
      // Last, so that what the others say is on record in it.
      for (const path of (await readdir(warehouse)).filter((each) => each.endsWith('.sqlite')).sort()) {
        await copyStore(join(warehouse, path), join(partial, path));
        files.push({
          path,
          bytes: (await stat(join(partial, path))).size,
          sha256: await hashFile(join(partial, path)),
        });
      }
      const { version } = await readPointer(warehouse).catch(() => ({ version: null }));
      return { files, shared, version };
    },
    onWait
  );
  const list: Backup = {
    format: 1,
    madeAt: zonedTime(new Date()),
    version: made.version,
    record: headOf(join(partial, relative(warehouse, recordFile(warehouse)))),
    files: made.files,
  };
  for (const { path } of made.files) await syncToDisk(join(partial, path));
  await writeWhole(join(partial, listFile), `${JSON.stringify(list, null, 1)}\n`);
  await rename(partial, folder);
  await syncToDisk(to);
  const bytes = made.files.reduce((sum, each) => sum + each.bytes, 0);
  return { ...list, folder, files: made.files.length, bytes, shared: made.shared };
}

/** Backups are called by the second: one of a second that has a backup waits for the next. */
async function freeName(to: string): Promise<string> {
  for (;;) {
    const name = `backup-${localTime(new Date()).replaceAll(/[-:]/g, '').replace(' ', 'T')}`;
    if (!existsSync(join(to, name))) return name;
    await setTimeout(50);
  }
}

const isImmutable = (path: string): boolean => path.endsWith('.duckdb') || path.startsWith('files/');

const byRoom = (one: string, other: string): number =>
  Number(other.startsWith('uploads/')) - Number(one.startsWith('uploads/')) || (one < other ? -1 : 1);

async function filesIn(warehouse: string): Promise<string[]> {
  const all = await readdir(warehouse, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => relative(warehouse, join(entry.parentPath, entry.name)))
    .filter((path) => !passedOver.test(path));
}

/** Whether a file stands now under a second name; not where the disk knows none. */
const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    () => false
  );

function headOf(path: string): string | null {
  try {
    const store = openStore(path, { readOnly: true });
    try {
      return store.head();
    } finally {
      store.close();
    }
  } catch {
    return null;
  }
}
