import { readdir } from 'node:fs/promises';
import { isVersion, readReceipt } from '#warehouse';

/** The number of the next receipt of the year: 2026-0007. A number is given once, also where its version is damaged. */
export async function nextNumber(warehouse: string, loadedAt: string): Promise<string> {
  const year = loadedAt.slice(0, 4);
  const versions = (await readdir(warehouse))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter(isVersion);
  const receipts = await Promise.all(versions.map((version) => readReceipt(warehouse, version).catch(() => null)));
  const taken = receipts.flatMap((receipt) =>
    receipt?.number?.startsWith(`${year}-`) ? [Number(receipt.number.slice(5))] : []
  );
  return `${year}-${String(Math.max(0, ...taken) + 1).padStart(4, '0')}`;
}
