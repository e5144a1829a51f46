import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a backup holds, written last: without it a backup is none. */
export interface Backup {
  format: 1;
  madeAt: string;
  /** The version that was current; null where nothing was published. */
  version: string | null;
  /** The hash of the last line of the record. */
  record: string | null;
  files: { path: string; bytes: number; sha256: string }[];
}

export const listFile = 'backup.json';

/** Of a backup, what an office changed of the content: it is no part of the warehouse. */
export const contentFolder = 'content';

/** Of a folder of backups the whole ones, the oldest first. */
export async function listBackups(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^backup-\d{8}T\d{6}$/.test(name)).sort();
  const read = await Promise.all(names.map((name) => readBackup(join(folder, name)).catch(() => null)));
  return names.filter((_name, at) => read[at] !== null);
}

/** What a backup says of itself. One that cannot be read is an Error. */
export async function readBackup(folder: string): Promise<Backup> {
  const said = JSON.parse(await readFile(join(folder, listFile), 'utf8')) as Backup;
  if (said.format !== 1 || !Array.isArray(said.files)) throw new Error(`${folder} 不是这个程序的备份`);
  const astray = said.files.find(({ path }) => path.startsWith('/') || path.split('/').includes('..'));
  if (astray) throw new Error(`${folder} 要写到别处去：${astray.path}`);
  return said;
}
