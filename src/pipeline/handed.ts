import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file as it was handed in. */
export interface Handed {
  /** Below the folder, with `/`. */
  path: string;
  bytes: number;
}

/** Every file below a folder in the order of their paths, but for what a system or an office program hides there (.DS_Store, ~$表.xlsx). */
export async function listHanded(folder: string, below = ''): Promise<Handed[]> {
  const files: Handed[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith('.') || entry.name.startsWith('~$')) continue;
    if (entry.isDirectory()) files.push(...(await listHanded(folder, path)));
    else if (entry.isFile()) files.push({ path, bytes: (await stat(join(folder, path))).size });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
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
