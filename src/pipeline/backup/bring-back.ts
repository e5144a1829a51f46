import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { hashFile, syncToDisk } from '#warehouse';
import { verifyRecord } from '../versions/verify-record.ts';
import { contentFolder, listBackups, readBackup, type Backup } from './list.ts';

export interface BroughtBack {
  /** Why nothing was brought back, each with what to do; none where it was. */
  reasons: string[];
  /** What stands now in the warehouse and is not as the record says. */
  faults: string[];
  from: string;
  /** The folder with what the office had changed of the content; null where the backup holds none. */
  content: string | null;
  backup: Omit<Backup, 'files'> | null;
}

/**
 * Puts a backup in the place of a warehouse that is not there: the newest below a folder, or the one that is named.
 * Every file is held against its hash before any stands where it is served from. One that is there is never written
 * over: it is moved away by whoever means it. A run that was killed leaves what the next takes away. `settle` does to
 * what was brought what must be done before it is served.
 */
export async function bringBack(
  from: string,
  warehouse: string,
  settle: (folder: string, backup: Omit<Backup, 'files'>) => void = () => undefined
): Promise<BroughtBack> {
  const newest = (await listBackups(from)).at(-1);
  const folder = newest === undefined ? resolve(from) : join(from, newest);
  const refused = (...reasons: string[]): BroughtBack => ({
    reasons,
    faults: [],
    from: folder,
    content: null,
    backup: null,
  });
  const backup = await readBackup(folder).catch(() => null);
  if (backup === null) return refused(`${from} 里没有完整的备份（有 backup.json 的才是）。`);
  const there = (await readdir(warehouse).catch(() => [])).filter((name) => name !== '.lock');
  if (there.length > 0) return refused(`${warehouse} 里已经有东西，不覆盖。请先停下服务，把它移走或改名，再重新运行。`);
  const partial = `${resolve(warehouse)}.restoring`;
  await rm(partial, { recursive: true, force: true });
  const broken: string[] = [];
  const isContent = (path: string) => path.startsWith(`${contentFolder}/`);
  for (const { path, sha256 } of backup.files) {
    if (isContent(path)) {
      const found = await hashFile(join(folder, path)).catch(() => null);
      if (found !== sha256) broken.push(found === null ? `${path} 不在了` : `${path} 与备份时不同`);
      continue;
    }
    const target = join(partial, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(folder, path), target, constants.COPYFILE_FICLONE).catch(() => broken.push(`${path} 不在了`));
    const found = await hashFile(target).catch(() => null);
    if (found !== null && found !== sha256) broken.push(`${path} 与备份时不同`);
    if (found !== null) await syncToDisk(target);
  }
  if (broken.length > 0) {
    await rm(partial, { recursive: true, force: true });
    return refused(...broken.map((each) => `备份 ${folder} 里的 ${each}。请用另一份备份。`));
  }
  const { files, ...told } = backup;
  settle(partial, told);
  await mkdir(dirname(resolve(warehouse)), { recursive: true });
  await rm(warehouse, { recursive: true, force: true });
  await rename(partial, warehouse);
  await syncToDisk(dirname(resolve(warehouse)));
  const { faults } = await verifyRecord(warehouse, backup.record === null ? [] : [backup.record]);
  const content = files.some(({ path }) => isContent(path)) ? join(folder, contentFolder) : null;
  return { reasons: [], faults, from: folder, content, backup: told };
}
