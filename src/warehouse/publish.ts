import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '#spec';
import { syncToDisk, writeWhole } from './durable.ts';
import { isVersion } from './naming.ts';
import { listVersions, none, readPointer, receiptFile, warehouseFile } from './versions.ts';

/**
 * Moves a finished, closed build into place and points `current` at
 * it. Killed anywhere, readers see the old version or the new one.
 */
export async function publish(folder: string, built: string, receipt: Receipt): Promise<void> {
  const path = warehouseFile(folder, receipt.version);
  if ((await readPointer(folder)) === '' && (await listVersions(folder)).length === 0)
    await writeWhole(join(folder, 'current'), `${none}\n`);
  await syncToDisk(built);
  await rename(built, path);
  await writeWhole(receiptFile(folder, receipt.version), `${JSON.stringify(receipt, null, 2)}\n`);
  await writeWhole(join(folder, 'current'), `${receipt.version}\n`);
}

/** Takes away a version that was put in place but never published. The one that readers see stays. */
export async function withdraw(folder: string, version: string): Promise<void> {
  if (!isVersion(version) || (await readPointer(folder)) === version) return;
  await rm(warehouseFile(folder, version), { force: true });
  await rm(receiptFile(folder, version), { force: true });
  await syncToDisk(folder);
}
