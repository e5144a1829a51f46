import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { seat, type Reader } from '#access';
import { createApp } from '#api';
import { readDashboards } from '#query';
import type { FormToFill } from '#spec';
import { followWarehouse, type Warehouse } from '#warehouse';
import { partsOf } from '../clerks/marked/parts.ts';
import { cityReader, readerOf } from '../readers.ts';
import { ownForms } from './filling.ts';

let warehouse: Warehouse;
let app: FastifyInstance;
let reader: Reader = seat;
beforeAll(async () => {
  warehouse = await followWarehouse(inject('sampleWarehouse'), { poll: 60_000, log: () => {} });
  const dashboards = await readDashboards('dashboards');
  app = await createApp({
    warehouse,
    dashboards: async () => dashboards,
    reader: () => reader,
    templates: ownForms,
    build: 'forms',
  });
});
afterAll(async () => {
  await app.close();
  warehouse.close();
});

async function get(url: string, as: Reader = seat) {
  reader = as;
  return app.inject({ url: encodeURI(url), headers: { host: 'office:3000' } });
}

test('the forms are listed with what each must be told', async () => {
  const forms = (await get('/api/forms')).json<FormToFill[]>();
  expect(forms).toHaveLength(9);
  expect(forms.find(({ name }) => name === '推荐汇总表')).toMatchObject({ needs: ['city', 'batch'] });
});

test('a form that was written anew is listed as it is now', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'templates-'));
  const dashboards = await readDashboards('dashboards');
  const other = await createApp({
    warehouse,
    dashboards: async () => dashboards,
    reader: () => seat,
    templates: folder,
    build: 'forms',
  });
  const named = async () =>
    (await other.inject('/api/forms')).json<FormToFill[]>().map(({ name, needs }) => [name, needs]);
  try {
    await cp(join(ownForms, '公示名单.xlsx'), join(folder, '公示名单.xlsx'));
    const before = await named();
    expect(before).toHaveLength(1);
    expect(await Promise.all([named(), named()])).toEqual([before, before]);
    await cp(join(ownForms, '推荐汇总表.xlsx'), join(folder, '公示名单.xlsx'));
    const after = await named();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
    await cp(join(ownForms, '试点名单.xlsx'), join(folder, '试点名单.xlsx'));
    expect(await named()).toHaveLength(2);
  } finally {
    await other.close();
    await rm(folder, { recursive: true });
  }
});

test('a form is a file called for what it is, whose numbers lead to this server, kept for nobody', async () => {
  const answer = await get('/api/forms/推荐汇总表/filled.xlsx?batch=2025&city=济南市');
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-cache' });
  expect(answer.headers.etag).toBeUndefined();
  expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('推荐汇总表_');
  const parts = await partsOf(answer.rawPayload);
  expect(parts.get('xl/worksheets/_rels/sheet1.xml.rels')).toContain(
    'Target="http://office:3000/explain?metric=total_investment'
  );
});

test('a city gets its own rows without asking, and no other’s; who may take no files away gets none', async () => {
  const own = await get('/api/forms/推荐汇总表/filled.xlsx?batch=2025', cityReader('烟台市'));
  expect(own.statusCode).toBe(200);
  const text = (await partsOf(own.rawPayload)).get('xl/worksheets/sheet1.xml')!;
  expect(text).toContain('烟台市');
  expect(text).not.toContain('济南市');
  const other = await get('/api/forms/推荐汇总表/filled.xlsx?batch=2025&city=济南市', cityReader('烟台市'));
  expect(other.statusCode).toBeGreaterThanOrEqual(400);
  const looking = readerOf({}, ['sums', 'rows']);
  expect((await get('/api/forms/推荐汇总表/filled.xlsx?batch=2025&city=济南市', looking)).statusCode).toBe(403);
  expect((await get('/api/forms', looking)).statusCode).toBe(200);
});

test.each([
  ['/api/forms/推荐汇总/filled.xlsx', 404, 'unknown_form'],
  ['/api/forms/推荐汇总表/filled.xlsx?batch=2025', 400, 'missing_filter'],
  ['/api/forms/公示名单/filled.xlsx?batch=2025', 404, 'nothing_to_fill'],
  ['/api/forms/..%2F..%2Fpackage/filled.xlsx', 404, 'unknown_form'],
])('%s is refused: %i %s', async (url, status, code) => {
  reader = seat;
  const answer = await app.inject({ url: url.includes('%') ? url : encodeURI(url) });
  expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([status, code]);
});
