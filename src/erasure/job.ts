import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { localTime, erasingFile, syncToDisk, zonedTime } from '#warehouse';
import { createEraser, type Eraser, type Wanted } from './eraser.ts';

/** What is to go, and by whose word: kept beside the warehouse's files until it is gone, for its owner alone. */
export interface Job {
  id: string;
  at: string;
  by: string;
  basis: string;
  wanted: Wanted[];
  /** Names of firms, projects and places in which a person's stands: they stay. */
  kept: string[];
  /** What stays, and why, as it was found before anything was done. */
  stays: string[];
  /** The folder of backups; null: none was named. */
  backups: string | null;
}

export function newJob(said: Omit<Job, 'id' | 'at'>): Job {
  const now = new Date();
  const id = `${localTime(now).replaceAll(/[-:]/g, '').replace(' ', 'T')}-${randomBytes(2).toString('hex')}`;
  return { id, at: zonedTime(now), ...said };
}

export const eraserOf = ({ wanted, kept }: Pick<Job, 'wanted' | 'kept'>): Eraser => createEraser(wanted, kept);

/** What stands for a text that went: another for each, drawn, so that equal cells stay equal. No more is told. */
export function tokenFor(known: ReadonlySet<string>): string {
  for (;;) {
    const token = `〔已清除${randomBytes(2).toString('hex')}〕`;
    if (!known.has(token)) return token;
  }
}

/** What was begun and not ended; null where nothing was. */
export async function readJob(warehouse: string): Promise<Job | null> {
  try {
    return JSON.parse(await readFile(erasingFile(warehouse), 'utf8')) as Job;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export async function writeJob(warehouse: string, job: Job): Promise<void> {
  const draft = `${erasingFile(warehouse)}.draft`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(job));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, erasingFile(warehouse));
  await syncToDisk(warehouse);
}

/** Nothing of what was to go is left here either. */
export async function endJob(warehouse: string): Promise<void> {
  const own = basename(erasingFile(warehouse));
  const names = (await readdir(warehouse)).filter((name) => name.startsWith(`${own}.`));
  for (const name of [own, ...names]) await rm(join(warehouse, name), { force: true });
  await syncToDisk(warehouse);
}
