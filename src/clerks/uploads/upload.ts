import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Choice } from '#spec';
import { writeWhole } from '#warehouse';

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
  files: UploadedFile[];
  /** Since when it waits to be loaded, in milliseconds: its place in the queue; null where nobody has asked for it. */
  asked: number | null;
  /** Somebody has said that it may change what was said of closed batches. */
  accept?: boolean;
  /** The version that it was loaded with, or null. */
  version: string | null;
}

export const uploadsOf = (warehouse: string): string => join(warehouse, 'uploads');

const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const pathOf = (warehouse: string, id: string): string => join(uploadsOf(warehouse), `${id}.json`);

/** An upload that was acknowledged; null where there is none of that id. */
export async function readUpload(warehouse: string, id: string): Promise<Upload | null> {
  if (!pattern.test(id)) return null;
  try {
    return JSON.parse(await readFile(pathOf(warehouse, id), 'utf8')) as Upload;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export async function writeUpload(warehouse: string, upload: Upload): Promise<void> {
  await mkdir(uploadsOf(warehouse), { recursive: true });
  await writeWhole(pathOf(warehouse, upload.id), `${JSON.stringify(upload, null, 2)}\n`);
}

/** Every upload, the oldest first. */
export async function listUploads(warehouse: string): Promise<Upload[]> {
  const names = await readdir(uploadsOf(warehouse)).catch(() => []);
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  const uploads = await Promise.all(ids.map((id) => readUpload(warehouse, id)));
  return uploads
    .filter((upload) => upload !== null)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
}

/** Forgets an upload. The bytes stay, as everything that was ever acknowledged does. */
export const forgetUpload = (warehouse: string, id: string): Promise<void> =>
  rm(pathOf(warehouse, id), { force: true });
