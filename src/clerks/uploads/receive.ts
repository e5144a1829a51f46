import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncToDisk, writeHashed } from '#warehouse';
import { bornOf, fileStoreOf } from '#pipeline';
import { uploadsOf } from './upload.ts';

/** The bytes of a file that have arrived whole but are not kept yet. */
export interface ReceivedPart {
  path: string;
  sha256: string;
  bytes: number;
}

/**
 * Writes the bytes of one file as they come. A transfer that
 * breaks off leaves no file. `check` may throw at any length.
 */
export async function receivePart(
  warehouse: string,
  stream: AsyncIterable<Uint8Array>,
  check: (bytes: number) => void
): Promise<ReceivedPart> {
  const folder = uploadsOf(warehouse);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `.part-${process.pid}-${randomUUID()}`);
  try {
    const written = await writeHashed(path, stream, check);
    await syncToDisk(path);
    return { path, ...written };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Keeps what has arrived under its hash. After it the bytes would outlive a power cut. */
export async function keepParts(warehouse: string, parts: readonly ReceivedPart[]): Promise<void> {
  const store = fileStoreOf(warehouse);
  await mkdir(store, { recursive: true });
  for (const { path, sha256 } of parts) await rename(path, join(store, sha256));
  await syncToDisk(store);
  await syncToDisk(warehouse);
}

export async function dropParts(parts: readonly ReceivedPart[]): Promise<void> {
  for (const { path } of parts) await rm(path, { force: true });
}

/** Removes what an earlier server left unfinished: transfers that broke off, drafts, scratch files. */
export async function sweepParts(warehouse: string): Promise<void> {
  const folder = uploadsOf(warehouse);
  for (const name of await readdir(folder).catch(() => [])) {
    const [, pid = ''] = /^\.part-(\d+)-/.exec(name) ?? [];
    if (!name.startsWith('.') || (pid !== '' && Number(pid) !== process.pid && (await bornOf(Number(pid))) !== null))
      continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}
