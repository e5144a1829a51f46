import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { settle } from '#warehouse';
import { hashOf } from './input-files.ts';
import { shelfOf } from './stored-files.ts';

/** A file that is to be kept under the name of its hash. */
export interface Kept {
  /** Below what was handed in. */
  path: string;
  /** Where its bytes lie now. */
  place: string;
  sha256: string;
}

/**
 * Keeps the bytes of files as `<warehouse>/files/<sha256>`. A file that no longer has the hash it was read with is an
 * Error: somebody wrote to it during the load.
 */
export async function keepFiles(warehouse: string, files: readonly Kept[]): Promise<void> {
  const shelf = shelfOf(warehouse);
  await mkdir(shelf, { recursive: true });
  for (const { path, place, sha256 } of files) {
    const kept = join(shelf, sha256);
    if (place === kept || (await isThere(kept, sha256))) continue;
    const draft = join(warehouse, `.build-file-${sha256}`);
    const found = await copy(place, draft);
    if (found !== sha256) throw new Error(`${path}：导入过程中文件被改动，请关闭正在编辑它的程序后重新导入`);
    await rename(draft, kept);
  }
  await settle(shelf);
  await settle(warehouse);
}

/** Bytes that have rotted are written anew. */
const isThere = async (path: string, sha256: string): Promise<boolean> =>
  (await hashOf(path).catch(() => null)) === sha256;

/** Copies and waits until the copy would outlive a power cut; answers the hash of what was copied. */
async function copy(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(to, 'w');
  try {
    for await (const chunk of createReadStream(from)) {
      hash.update(chunk as Buffer);
      await handle.write(chunk as Buffer);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
