import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Choice, FileOwner, Scope } from '#spec';
import { damaged, writeWhole } from '#warehouse';

/** A file of an upload: its name as a person gave it, with its folders, and the bytes that the warehouse keeps. */
export interface UploadedFile {
  name: string;
  sha256: string;
  bytes: number;
  /** What was said of it where a file of its name is there already. */
  as?: Choice;
}

/**
 * Files that were sent to be loaded together, as kept in `<warehouse>/uploads/<id>.json` before they are acknowledged.
 */
export interface Upload {
  id: string;
  /** Local time. */
  at: string;
  /** Who sent it, as they said themselves. */
  by: string | null;
  /** The account that sent it; left out of one seat. */
  account?: string;
  /** Whose rows its files may hold; left out where they may hold those of all. */
  scope?: Scope;
  files: UploadedFile[];
  /** Since when it waits to be loaded, in milliseconds: its place in the queue; null where nobody has asked for it. */
  asked: number | null;
  /** The account that asked for it; left out of one seat. */
  askedBy?: string;
  /** Somebody has said that it may change what was said of closed batches. */
  accept?: boolean;
  /** Somebody has said to load it although what came up to this version is newer. */
  although?: string;
  /** The version that it was loaded with, or null. */
  version: string | null;
}

/** Who answers for the files of an upload; undefined where they may hold rows of all. */
export const ownerOf = ({ account, scope }: Upload): FileOwner | undefined =>
  scope === undefined
    ? undefined
    : {
        account: account ?? '',
        scope: Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, [...values]])),
      };

export const uploadsOf = (warehouse: string): string => join(warehouse, 'uploads');

const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const pathOf = (warehouse: string, id: string): string => join(uploadsOf(warehouse), `${id}.json`);

/** An upload that was acknowledged; null where there is none of that id, or its record is damaged. */
export async function readUpload(warehouse: string, id: string): Promise<Upload | null> {
  if (!pattern.test(id)) return null;
  const found = await readRecord(warehouse, id);
  return typeof found === 'string' ? null : found;
}

/** The record, or what is wrong with it; null where there is none. */
async function readRecord(warehouse: string, id: string): Promise<Upload | string | null> {
  try {
    const found = JSON.parse(await readFile(pathOf(warehouse, id), 'utf8')) as Partial<Upload> | null;
    const isWhole =
      found?.id === id &&
      typeof found.at === 'string' &&
      Array.isArray(found.files) &&
      found.files.every((file) => typeof file?.name === 'string' && /^[0-9a-f]{64}$/.test(file.sha256));
    return isWhole ? (found as Upload) : '不是一次上传的记录';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : (error as Error).message;
  }
}

/**
 * Puts damaged records aside, under another name, and answers the names of all that lie there: until somebody has
 * mended or removed them, nobody knows which files they were about.
 */
export async function putAsideDamaged(warehouse: string, log: (message: string) => void): Promise<string[]> {
  for (const id of await idsIn(warehouse)) {
    const found = await readRecord(warehouse, id);
    if (typeof found !== 'string') continue;
    const path = pathOf(warehouse, id);
    log(`上传记录 ${path} 读不出来（${found}），已另放为 ${id}.json${damaged}`);
    await rename(path, `${path}${damaged}`);
  }
  return damagedUploads(warehouse);
}

/** The damaged records that were put aside, by their names. */
export const damagedUploads = async (warehouse: string): Promise<string[]> =>
  (await readdir(uploadsOf(warehouse)).catch(() => [])).filter((name) => name.endsWith(damaged));

/** The hashes of the files that wait to be loaded; null where a record is damaged, so that nobody knows. */
export async function filesWaiting(warehouse: string): Promise<Set<string> | null> {
  const records = await Promise.all((await idsIn(warehouse)).map((id) => readRecord(warehouse, id)));
  if (records.some((found) => typeof found === 'string') || (await damagedUploads(warehouse)).length > 0) return null;
  const waiting = records.filter((found) => found !== null && typeof found !== 'string' && found.version === null);
  return new Set((waiting as Upload[]).flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
}

async function idsIn(warehouse: string): Promise<string[]> {
  const names = await readdir(uploadsOf(warehouse)).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((id) => pattern.test(id));
}

export async function writeUpload(warehouse: string, upload: Upload): Promise<void> {
  await mkdir(uploadsOf(warehouse), { recursive: true });
  await writeWhole(pathOf(warehouse, upload.id), `${JSON.stringify(upload, null, 2)}\n`);
}

/** Every upload, the oldest first. */
export async function listUploads(warehouse: string): Promise<Upload[]> {
  const uploads = await Promise.all((await idsIn(warehouse)).map((id) => readUpload(warehouse, id)));
  return uploads
    .filter((upload) => upload !== null)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
}

/** Forgets an upload. The bytes stay until a pruning finds that nothing is made of them. */
export const forgetUpload = (warehouse: string, id: string): Promise<void> =>
  rm(pathOf(warehouse, id), { force: true });
