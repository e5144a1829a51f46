import { readFile, writeFile } from 'node:fs/promises';
import type { Receipt } from '#spec';
import { receiptFile } from '#warehouse';

/** Makes a version one of another format: the receipt of format 0 is as programs wrote it that knew of no format. */
export async function inFormat(format: number, warehouse: string, version: string): Promise<void> {
  const path = receiptFile(warehouse, version);
  const receipt = JSON.parse(await readFile(path, 'utf8')) as Receipt;
  const { format: _, digest: _digest, sha256: _sha256, record: _record, ...rest } = receipt;
  const old = {
    ...rest,
    loadedAt: receipt.loadedAt.slice(0, 19).replace('T', ' '),
    defects: receipt.defects.map(({ title: _title, ...each }) => each),
  };
  await writeFile(path, `${JSON.stringify(format === 0 ? old : { ...receipt, format }, null, 2)}\n`);
}
