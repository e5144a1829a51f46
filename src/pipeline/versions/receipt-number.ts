import { listReceipts } from '#warehouse';

/** The number of the next receipt of the year: 2026-0007. A number is given once, also where its version is damaged. */
export async function nextNumber(warehouse: string, loadedAt: string): Promise<string> {
  const year = loadedAt.slice(0, 4);
  const taken = (await listReceipts(warehouse)).flatMap(({ number }) =>
    number.startsWith(`${year}-`) ? [Number(number.slice(5))] : []
  );
  return `${year}-${String(Math.max(0, ...taken) + 1).padStart(4, '0')}`;
}
