import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { receiptFile, warehouseFile } from '#warehouse';
import { first, publishVersion, second, warehouseFolder } from '../published.ts';
import { openUploads, type Uploading } from './uploading.ts';

let folder: string;
let dispose: () => Promise<void>;
let door: Uploading | null = null;
beforeEach(async () => {
  ({ folder, dispose } = await warehouseFolder());
  await publishVersion(folder, first);
  await publishVersion(folder, second);
  await mkdir(join(folder, 'uploads'));
});
afterEach(async () => {
  await door?.close();
  door = null;
  await dispose();
});

const upload = (n: number) => join(folder, 'uploads', `00000000-0000-4000-8000-00000000000${n}.json`);
const addresses = [
  '/api/health',
  '/api/loads',
  `/api/loads/${second}`,
  `/api/loads/${second}/defects.json`,
  `/api/receipts/${second}`,
  '/api/receipts/2026-0002',
  `/api/projects?version=${second}`,
  '/api/projects',
  '/api/reconciliation',
  '/api/uploads',
];

test.each<[string, () => Promise<unknown>, string, RegExp]>([
  ['a record of an upload is empty', () => writeFile(upload(1), ''), second, /uploads\/00000000.*1\.json\.damaged/],
  ['a record of an upload is a folder', () => mkdir(upload(2)), second, /uploads\/00000000.*2\.json\.damaged/],
  ['a receipt is cut', () => writeFile(receiptFile(folder, second), '{"version"'), first, new RegExp(second)],
  [
    'a receipt is made by hand',
    () => writeFile(receiptFile(folder, second), JSON.stringify({ version: second, bytes: 1 })),
    first,
    new RegExp(second),
  ],
  ['the version is gone', () => rm(warehouseFile(folder, second)), first, new RegExp(`${second}.duckdb 缺失`)],
  [
    'the pointer is a folder',
    () => rm(join(folder, 'current')).then(() => mkdir(join(folder, 'current'))),
    second,
    /current 读不出来/,
  ],
])('where %s the server starts, answers each address and says so', async (_, damage, version, told) => {
  await damage();
  door = await openUploads({ warehouse: folder });
  const answers = await Promise.all(addresses.map((address) => door!.ask(address)));
  expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  expect((await door.ask('/api/uploads')).body).toEqual([]);
  const { body } = await door.ask('/api/health');
  expect(body).toMatchObject({ status: 'degraded', version });
  expect([body.warning, ...body.faults].join('\n')).toMatch(told);
});
