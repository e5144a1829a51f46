import {
  faultOf,
  hashFile,
  isReadable,
  lyingOf,
  readPointer,
  readReceipt,
  warehouseFile,
  writePointer,
} from '#warehouse';
import { recordMissing, recordPublication, withRecord } from '../versions/journal.ts';
import type { LockOwner } from '../versions/lock-owner.ts';
import { underLock } from '../versions/tidy.ts';

export interface Restored {
  /** Why it was not published again; null where it was, or was published already. */
  reason: string | null;
  /** What was published before. */
  before: string;
}

/**
 * Publishes an older version again, as it is: pages move to it as to a new one, and those that came after it stay. On
 * record before the pointer moves, so that nobody ever sees what nobody wrote down.
 */
export async function restore(
  warehouse: string,
  version: string,
  { by = null, onWait = () => {} }: { by?: string | null; onWait?: (holder: LockOwner) => void } = {}
): Promise<Restored> {
  return underLock(
    warehouse,
    async () => {
      const pointer = await readPointer(warehouse);
      const refused = (reason: string): Restored => ({ reason, before: pointer.version });
      if (pointer.version === version) return { reason: null, before: version };
      const receipt = await readReceipt(warehouse, version).catch(() => null);
      if (receipt === null) return refused(`没有版本 ${version}，或者它的回执读不出来。`);
      const fault = await faultOf(warehouse, version);
      if (fault !== null) return refused(`${version}.duckdb ${fault}，不能再发布。`);
      if (!isReadable(receipt))
        return refused(`版本 ${version} 由旧程序建立，需另建：npm run rebuild -- --version ${version}`);
      if (receipt.sha256 !== '' && (await hashFile(warehouseFile(warehouse, version))) !== lyingOf(receipt).sha256)
        return refused(`${version}.duckdb 与登记的校验值不同，被改动过，不能再发布。`);
      await recordMissing(warehouse);
      await withRecord(warehouse, (store) => recordPublication(store, warehouse, receipt, 'restored', by));
      const newest = version > pointer.newest ? version : pointer.newest;
      await writePointer(warehouse, version, newest);
      return { reason: null, before: pointer.version };
    },
    onWait
  );
}
