import { stat } from 'node:fs/promises';
import type { Receipt } from '#spec';
import { faultOf, listReceipts, readPointer, warehouseFile } from '#warehouse';
import { versionsOnPaper } from './on-paper.ts';
import { readPinned } from './pinned.ts';

/** A version that was published, and what is left of it. */
export interface KeptVersion {
  version: string;
  receipt: Receipt;
  /** Of its tables; null where they are not there any more. */
  bytes: number | null;
  isCurrent: boolean;
  isPinned: boolean;
  /** A paper that was issued names it. */
  isOnPaper: boolean;
  /** What is wrong with it; null where it is whole, or was taken away. */
  fault: string | null;
}

/** Every version whose receipt can be read, the newest first. */
export async function listKept(warehouse: string): Promise<KeptVersion[]> {
  const pointer = await readPointer(warehouse);
  const pinned = await readPinned(warehouse);
  const onPaper = versionsOnPaper(warehouse);
  const receipts = (await listReceipts(warehouse)).reverse();
  return Promise.all(
    receipts.map(async (receipt) => {
      const { version } = receipt;
      const there = await stat(warehouseFile(warehouse, version)).catch(() => null);
      return {
        version,
        receipt,
        bytes: there?.size ?? null,
        isCurrent: version === pointer.version,
        isPinned: pinned.has(version),
        isOnPaper: onPaper.has(version),
        fault: there === null ? null : await faultOf(warehouse, version),
      };
    })
  );
}
