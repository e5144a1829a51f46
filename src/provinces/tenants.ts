import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import { hashFile, isReadable, lyingOf, readCurrent, warehouseFile } from '#warehouse';
import { warehouseFormat, type Receipt } from '#spec';
import type { ListedProvince } from './table.ts';

/** What one province has to read, or why there is nothing. */
export type Tenant = ListedProvince & ({ receipt: Receipt; file: string; warning: string | null } | { why: string });
export type ThereTenant = Extract<Tenant, { receipt: Receipt }>;

export const isThere = (tenant: Tenant): tenant is ThereTenant => 'receipt' in tenant;

/** The warehouse of a province below the folder of all. */
export const warehouseOf = (folder: string, province: Pick<ListedProvince, 'folder'>): string =>
  join(folder, province.folder, 'warehouse');

/** The hash of a file, worked out once as long as the file looks the same. */
export interface Hashes {
  of(file: string): Promise<string>;
  forget(): void;
}

export function rememberHashes(): Hashes {
  const known = new Map<string, { stamp: string; hash: string }>();
  return {
    async of(file) {
      const { ino, size, mtimeMs } = await stat(file);
      const stamp = `${ino} ${size} ${mtimeMs}`;
      const before = known.get(file);
      const hash = before?.stamp === stamp ? before.hash : await hashFile(file);
      known.set(file, { stamp, hash });
      return hash;
    },
    forget: () => known.clear(),
  };
}

/** Looks at the current version of each province; what one of them lacks is no error of the others. */
export async function lookAt(folder: string, provinces: readonly ListedProvince[], hashes: Hashes): Promise<Tenant[]> {
  return Promise.all(
    provinces.map(async (province): Promise<Tenant> => {
      const warehouse = warehouseOf(folder, province);
      try {
        const current = await readCurrent(warehouse);
        if (current === null) return { ...province, why: '没有导入过，或者没有一个版本是完整的' };
        const { version, receipt, warning } = current;
        if (!isReadable(receipt))
          return {
            ...province,
            why: `版本 ${version} 的格式是 ${receipt.format}，这里读格式 ${warehouseFormat}，要在那边升级后另建`,
          };
        const file = warehouseFile(warehouse, version);
        // A sum over damaged rows would be told as any other.
        if ((await hashes.of(file)) !== lyingOf(receipt).sha256)
          return { ...province, why: `版本 ${version} 的内容与登记的校验值不同` };
        return { ...province, receipt, file, warning };
      } catch (error) {
        return { ...province, why: `读不出来（${(error as Error).message}）` };
      }
    })
  );
}

/** What is to be told of a province that is read though not all is well; null where all is. */
export function doubtOf({ receipt, warning, staleAfter }: ThereTenant, today: string): string | null {
  if (warning !== null) return `最后一次发布的打不开，读的是它以前的版本 ${receipt.version}`;
  if (staleAfter === null) return null;
  const days = Math.floor((Date.parse(today) - Date.parse(receipt.loadedAt.slice(0, 10))) / 86_400_000);
  return days > staleAfter ? `最后一次导入是 ${receipt.loadedAt.slice(0, 10)}，已过 ${days} 天` : null;
}
