import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { walkFolder } from './intake/walk.ts';

/** A file as it was handed in. */
export interface Handed {
  /** Below the folder, with `/`. */
  path: string;
  bytes: number;
}

/** Every file below a folder that a load would look at. */
export async function listHanded(folder: string): Promise<Handed[]> {
  const files = (await walkFolder(folder)).filter(({ kind }) => kind === 'file');
  return Promise.all(files.map(async ({ path }) => ({ path, bytes: (await stat(join(folder, path))).size })));
}

/** The SHA-256 of every file below a folder, in hex, by path. */
export async function hashHanded(folder: string): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const { path } of await listHanded(folder)) hashes.set(path, await hashOf(join(folder, path)));
  return hashes;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
