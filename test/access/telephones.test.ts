import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createApp } from '#api';
import { load } from '#pipeline';
import { readDashboards } from '#query';
import type { Receipt } from '#spec';
import { followWarehouse, type Warehouse } from '#warehouse';
import { application, header } from '../api/uploading.ts';
import { folderOf } from '../pipeline/content.ts';
import { ownContent } from '../pipeline/own-content.ts';
import { readerOf } from '../readers.ts';

// Whom to call, where no column asks for it: in one that nobody knows, and in a row of too many cells, of which a name
// may stand beside its column; nor in a row that is an example.

const name = '王五六';
const [known, odd] = ['13812340001', '13912340002'];
const file = [
  `${header},说明,联系人`,
  `${application('J1')},找 ${known},${name}`,
  // A comma that nothing stands around makes one cell more.
  `${application('J2', { name: `甲项目,问 ${odd}` })},无,${name}`,
  `填写示例,${application('J3').replace('J3,', '')},无,${name}`,
].join('\r\n');

let warehouse: Warehouse;
let app: FastifyInstance;
let receipt: Receipt;
beforeAll(async () => {
  const folder = join(await folderOf({}), 'warehouse');
  const files = await folderOf({ 'applications.csv': `${file}\r\n` });
  const outcome = await load({ warehouse: folder, asOf: '2026-06-30', ...ownContent, program: 'test', folder: files });
  receipt = outcome.receipt!;
  warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  const dashboards = await readDashboards('dashboards');
  app = await createApp({ reader: () => readerOf({}), warehouse, dashboards: async () => dashboards, build: 'test' });
});
afterAll(async () => {
  await app.close();
  warehouse.close();
});

test.each([
  ['/api/projects/J1', '找 •••'],
  ['/api/loads/<V>/files/<F>/rows.json?limit=100', '找 •••'],
  ['/api/loads/<V>/files/<F>/rows.json?limit=100&state=rejected', '问 •••'],
  ['/api/loads/<V>/files/<F>/rows.csv?state=rejected', '问 •••'],
  ['/api/loads/<V>/defects.json', '问 •••'],
  ['/api/loads/<V>/defects.csv', '民营'],
  ['/api/loads/<V>/defects.json?check=example_row', '填写示例'],
  ['/api/receipts/<V>', '问 •••'],
])('is masked wherever a row is read: %s', async (url, masked) => {
  const { body } = await app.inject(url.replace('<V>', receipt.version).replace('<F>', receipt.files[0]!.sha256));
  expect(body).toContain(masked);
  expect([known, odd, name].filter((each) => body.includes(each))).toEqual([]);
});
