import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFile, type FoundFile, type HashedFile } from '#intake';
import { blocksOf, syncToDisk, writeHashed } from '#warehouse';
import { fileStoreOf } from './stored-files.ts';
import { scratchIn } from './sweep.ts';

/** Bytes that are kept under their hash. */
interface FileToStore {
  sha256: string;
  bytes: Uint8Array;
}

/**
 * Copies what was handed in to the scratch of a load, hashing it on the way: from here on
 * the load reads the copies, so that what is hashed, read and kept are the same bytes.
 * What is kept already is not copied. A file that is written to meanwhile is an Error.
 */
export async function copyFiles(warehouse: string, files: readonly (FoundFile | HashedFile)[]): Promise<HashedFile[]> {
  const scratch = scratchIn(warehouse, 'files');
  await mkdir(scratch);
  const copies: HashedFile[] = [];
  for (const [i, found] of files.entries()) {
    const diskPath = join(scratch, String(i));
    if ('sha256' in found) copies.push(found);
    else
      copies.push(
        isFile(found) ? { ...found, diskPath, sha256: await copyFile(found, diskPath) } : { ...found, sha256: '' }
      );
  }
  return copies;
}

async function copyFile({ path, diskPath }: FoundFile, copy: string): Promise<string> {
  const before = await stat(diskPath);
  const { sha256 } = await writeHashed(copy, blocksOf(diskPath));
  const after = await stat(diskPath);
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs || after.ino !== before.ino)
    throw new Error(`${path}：导入过程中文件被改动，请关闭正在编辑它的程序后重新导入`);
  return sha256;
}

/** How many files wait for the disk at once. */
const atOnce = 16;

/**
 * Keeps the copies, and texts of this load, as `<warehouse>/files/<sha256>`. Bytes there that have rotted are replaced.
 */
export async function storeFiles(
  warehouse: string,
  copies: readonly HashedFile[],
  texts: readonly FileToStore[]
): Promise<void> {
  const store = fileStoreOf(warehouse);
  await mkdir(store, { recursive: true });
  const once = new Map(texts.map((text) => [text.sha256, text]));
  const kept = [...once.values()];
  for (let i = 0; i < kept.length; i += atOnce)
    await Promise.all(kept.slice(i, i + atOnce).map((text) => keepText(warehouse, text)));
  const fresh = copies.filter(isFile).filter(({ diskPath, sha256 }) => diskPath !== join(store, sha256));
  for (let i = 0; i < fresh.length; i += atOnce) {
    const some = fresh.slice(i, i + atOnce);
    await Promise.all(some.map(({ diskPath }) => syncToDisk(diskPath)));
    for (const { diskPath, sha256 } of some) await rename(diskPath, join(store, sha256));
  }
  await syncToDisk(store);
  await syncToDisk(warehouse);
}

async function keepText(warehouse: string, { sha256, bytes }: FileToStore): Promise<void> {
  const kept = join(fileStoreOf(warehouse), sha256);
  const there = await readFile(kept).catch(() => null);
  if (there?.equals(bytes)) return;
  const draft = scratchIn(warehouse, `text-${sha256}`);
  await writeFile(draft, bytes, { flush: true });
  await rename(draft, kept);
}
