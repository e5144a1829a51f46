import { seat } from '#access';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { Receipt } from '#spec';
import { createApp } from '#api';
import { load } from '#pipeline';
import { followWarehouse, type Warehouse } from '#warehouse';
import { application, applications } from './uploading.ts';
import { folderOf } from '../pipeline/content.ts';
import { ownContent } from '../pipeline/own-content.ts';

// What was cured, remains and is new is listed as often as it is counted, of all files and of each.

const fates = ['cured', 'remaining', 'fresh'] as const;

let app: FastifyInstance;
let warehouse: Warehouse;
let first: Receipt;
let second: Receipt;
beforeAll(async () => {
  const options = {
    warehouse: join(await folderOf({}), 'warehouse'),
    asOf: null,
    ...ownContent,
    program: 'test',
  };
  const quotas = (rows: Record<string, string>, batch: string) =>
    ['批次,市,推荐名额', ...Object.entries(rows).map(([city, quota]) => `${batch},${city},${quota}`)].join('\n');
  const hand = async (now: Record<string, string>, before: Record<string, string>) =>
    (
      await load({
        ...options,
        folder: await folderOf({
          'applications.csv': applications(application('P1')),
          'quotas-1.csv': quotas(now, '2025'),
          'quotas-2.csv': quotas(before, '2024-1'),
        }),
      })
    ).receipt!;
  first = await hand({ 济南市: '约5', 青岛市: '约6', 淄博市: '3' }, { 济南市: '甲', 青岛市: '乙' });
  second = await hand({ 淄博市: '约3', 烟台市: '1', 青岛市: '约7', 济南市: '5' }, { 济南市: '甲', 青岛市: '2' });
  warehouse = await followWarehouse(options.warehouse, { poll: 60_000, log: () => {} });
  app = await createApp({ reader: () => seat, warehouse, dashboards: async () => new Map() });
});
afterAll(async () => {
  await app.close();
  warehouse.close();
});

const list = async (version: string, asked: string) => {
  const answer = await app.inject({ url: `/api/loads/${version}/defects.json?${asked}` });
  return {
    status: answer.statusCode,
    ...(answer.json() as {
      total: number;
      rows: { file: string; value: string }[];
      error?: { code: string; details: { allowed: string[] } };
    }),
  };
};

test('as many as the receipt counts, of all files and of each', async () => {
  const { files, ...counted } = (await app.inject({ url: `/api/receipts/${second.version}` })).json()
    .compared as Record<(typeof fates)[number], number> & {
    files: ({ file: string } & Record<(typeof fates)[number], number>)[];
  };
  expect(counted).toMatchObject({ cured: 2, remaining: 3, fresh: 1 });
  for (const fate of fates) {
    expect((await list(second.version, `compared=${fate}`)).total).toBe(counted[fate]);
    for (const each of files)
      expect([each.file, fate, (await list(second.version, `compared=${fate}&file=${each.file}`)).total]).toEqual([
        each.file,
        fate,
        each[fate],
      ]);
  }
  expect((await list(second.version, 'compared=cured')).rows.map(({ value }) => value).sort()).toEqual(
    ['乙', '约5'].sort()
  );
  expect((await list(second.version, 'compared=remaining&compared=fresh')).total).toBe(
    (await list(second.version, '')).total
  );
});

test('what is not among them is refused, with those that are', async () => {
  expect(await list(second.version, 'file=nowhere.csv')).toMatchObject({
    status: 400,
    error: { code: 'unknown_value', details: { allowed: expect.arrayContaining(['quotas-1.csv', 'quotas-2.csv']) } },
  });
  expect(await list(second.version, 'check=nothing')).toMatchObject({ status: 400, error: { code: 'unknown_value' } });
  expect(await list(second.version, 'effect=nothing')).toMatchObject({ status: 400, error: { code: 'bad_parameter' } });
  expect(await list(first.version, 'compared=cured')).toMatchObject({ status: 404, error: { code: 'not_compared' } });
});
