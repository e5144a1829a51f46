import { rename, rm } from 'node:fs/promises';
import type { Receipt } from '#spec';
import { syncToDisk, writeWhole } from './durable.ts';
import { isVersion } from './naming.ts';
import { isPublished, none, readPointer, writePointer } from './pointer.ts';
import { receiptFile } from './receipt-file.ts';
import { namedVersions, warehouseFile } from './versions.ts';

/**
 * Moves a finished, closed build into place and points `current` at
 * it. Killed anywhere, readers see the old version or the new one.
 */
export async function publish(folder: string, built: string, receipt: Receipt): Promise<void> {
  const path = warehouseFile(folder, receipt.version);
  if ((await readPointer(folder)).version === '' && (await namedVersions(folder)).length === 0)
    await writePointer(folder, none);
  await syncToDisk(built);
  await rename(built, path);
  try {
    await writeWhole(receiptFile(folder, receipt.version), `${JSON.stringify(receipt, null, 2)}\n`);
    await writePointer(folder, receipt.version);
  } catch (error) {
    // The disk may have filled just now: what nobody will ever read goes again.
    await withdraw(folder, receipt.version).catch(() => undefined);
    throw error;
  }
}

/** Takes away a version that was put in place but never published. What readers may see stays. */
export async function withdraw(folder: string, version: string): Promise<void> {
  const pointer = await readPointer(folder);
  if (!isVersion(version) || (pointer.fault === null && isPublished(pointer, version))) return;
  await rm(warehouseFile(folder, version), { force: true });
  await rm(receiptFile(folder, version), { force: true });
  await syncToDisk(folder);
}
