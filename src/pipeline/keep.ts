import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { settle } from '#warehouse';

/** A file that is to be kept under the name of its hash. */
export interface Kept {
  path: string;
  sha256: string;
}

/**
 * Keeps the bytes of files as `<warehouse>/files/<sha256>`. A file that no longer has the hash it was read with is an
 * Error: somebody wrote to it during the load.
 */
export async function keepFiles(warehouse: string, folder: string, files: readonly Kept[]): Promise<void> {
  const shelf = join(warehouse, 'files');
  await mkdir(shelf, { recursive: true });
  for (const { path, sha256 } of files) {
    const place = join(shelf, sha256);
    const source = join(folder, path);
    if (await isThere(place, (await stat(source)).size)) continue;
    const draft = join(warehouse, `.build-file-${sha256}`);
    const found = await copy(source, draft);
    if (found !== sha256) throw new Error(`${path}：导入过程中文件被改动，请关闭正在编辑它的程序后重新导入`);
    await rename(draft, place);
  }
  await settle(shelf);
  await settle(warehouse);
}

async function isThere(path: string, bytes: number): Promise<boolean> {
  const there = await stat(path).catch(() => null);
  return there?.size === bytes;
}

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
