import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { seat, type Reader } from '#access';
import { createApp } from '#api';
import { generatedSheets } from '#intake';
import { readDashboards } from '#query';
import { readSubsidyFiles } from '#scenarios';
import type { RecordedEvent } from '#store';
import { followWarehouse, type Warehouse } from '#warehouse';
import { land } from '../intake/landing.ts';
import { cityReader, readerOf } from '../readers.ts';

let warehouse: Warehouse;
let app: FastifyInstance;
let reader: Reader = seat;
const events: RecordedEvent[] = [];
beforeAll(async () => {
  warehouse = await followWarehouse(inject('sampleWarehouse'), { poll: 60_000, log: () => {} });
  const dashboards = readDashboards('dashboards');
  app = await createApp({
    reader: () => reader,
    warehouse,
    dashboards: () => dashboards,
    scenarios: 'pipelines/scenarios',
    build: 'tests',
    record: (event) => events.push(event),
  });
});
afterAll(async () => {
  await app.close();
  warehouse.close();
});

const division = readerOf({}, ['sums', 'rows', 'files', 'decide'], '处室');
const doors = [
  '/api/scenarios',
  '/api/scenarios/quota?rule=equal',
  '/api/scenarios/quota/潍坊市?rule=equal',
  '/api/scenarios/quota.sql?rule=equal',
  '/api/scenarios/quota?rule=equal&format=csv',
  '/api/scenarios/subsidy?rule=rate_capped',
  '/api/scenarios/subsidy.ts?rule=rate_capped',
  '/api/scenarios/subsidy?rule=rate_capped&format=csv',
].map(encodeURI);
const ask = (as: Reader, url: string) => {
  reader = as;
  return app.inject({ url });
};

test('every answer says that it is no basis, with version, hash and key', async () => {
  for (const url of doors.slice(1, 3)) {
    const { statusCode, body } = await ask(division, url);
    expect(statusCode).toBe(200);
    const { scenario, watermark, version, key } = JSON.parse(body) as Record<string, string | boolean>;
    expect([scenario, watermark, version]).toEqual([true, '测算，不作为依据', warehouse.version()]);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
  }
  const [one, other] = await Promise.all(
    ['total=183', 'total=184'].map(async (asked) =>
      (await ask(division, `${doors[1]}&${asked}`)).json<{ key: string }>()
    )
  );
  expect(one!.key).not.toBe(other!.key);
});

test.each([
  ['a city', cityReader('潍坊市')],
  ['a city that may decide', readerOf({ city: ['潍坊市'] }, ['sums', 'rows', 'files', 'decide'])],
  ['who reviews', readerOf({}, ['sums', 'rows', 'files'], '审计')],
  ['a screen', readerOf({}, ['sums'], '大屏')],
])('%s is answered as if the address were not there', async (_, who) => {
  const nowhere = await ask(who, '/api/no-such-address');
  for (const url of doors) {
    // The division asked first: what is kept of its answer is nobody else's.
    expect((await ask(division, url)).statusCode).toBe(200);
    const answer = await ask(who, url);
    expect([answer.statusCode, answer.body]).toEqual([nowhere.statusCode, nowhere.body]);
    expect(Object.keys(answer.headers).sort()).toEqual(Object.keys(nowhere.headers).sort());
  }
});

test('each view and each file is on record, the second as the first', async () => {
  for (const url of doors) {
    events.length = 0;
    await ask(division, url);
    await ask(division, url);
    const event = /quota\.sql|subsidy\.ts/.test(url) || url.includes('format=') ? 'exported' : 'tried';
    expect(events.map((each) => [each.event, each.by])).toEqual([
      [event, '处室'],
      [event, '处室'],
    ]);
  }
});

test('every row of a file says that it is no basis, and its first cell that the intake passes it over', async () => {
  const { body, headers } = await ask(division, doors[4]!);
  const [head, ...rows] = body.replace('\uFEFF', '').trim().split('\n');
  expect(head!.split(',')[0]).toBe(generatedSheets.scenario);
  expect(rows).toHaveLength(32);
  for (const row of rows) expect(row).toMatch(/^测算，不作为依据,/);
  expect(decodeURIComponent(String(headers['content-disposition']))).toContain('测算_');
  const arrow = await ask(division, doors[4]!.replace('csv', 'arrow'));
  expect([arrow.statusCode, arrow.rawPayload.includes('测算，不作为依据')]).toEqual([200, true]);
  const parquet = await ask(division, doors[4]!.replace('csv', 'parquet'));
  expect([parquet.statusCode, parquet.rawPayload.subarray(0, 4).toString()]).toEqual([200, 'PAR1']);
  const book = await ask(division, doors[4]!.replace('csv', 'xlsx'));
  expect([book.statusCode, book.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
});

test.each(['csv', 'xlsx'])(
  'a file of it handed in as %s is known for what it is, whatever its name',
  async (format) => {
    const { rawPayload } = await ask(division, doors[4]!.replace('csv', format));
    const { checks, defects, read } = await land({
      [`名额.${format}`]: rawPayload,
      [`材料/测算.${format}`]: rawPayload,
      '2025名额.csv': '批次,市,推荐名额\n2025,济南市,5\n',
    });
    // Of a workbook its sheet of notes is told beside it.
    const own = defects.filter(({ check }) => check === 'own_sheet');
    expect(checks.every(([check]) => check === 'own_sheet' || check === 'other_sheet')).toBe(true);
    expect(own.map(({ problem }) => String(problem).includes('不作为依据'))).toEqual([true, true]);
    expect(await read('select count(*)::integer as n from sources.quotas')).toEqual([{ n: 1 }]);
  }
);

test('of subsidies too every row says so, with each project in it, and what is unknown is no number', async () => {
  const { body } = await ask(division, encodeURI('/api/scenarios/subsidy?rule=rate_capped&on=2025&format=csv'));
  const { projects } = (await ask(division, '/api/scenarios/subsidy?rule=rate_capped&on=2025')).json<{
    projects: { by_rule: (string | null)[] }[];
  }>();
  const [head, ...rows] = body.replace('\uFEFF', '').trim().split('\n');
  expect(head!.split(',')[0]).toBe(generatedSheets.scenario);
  expect(rows).toHaveLength(projects.length);
  for (const row of rows) expect(row).toMatch(/^测算，不作为依据,/);
  const unknown = projects.filter(({ by_rule: [, amount] }) => amount === null).length;
  expect(rows.filter((row) => row.includes(',未知,')).length).toBeGreaterThanOrEqual(unknown);
});

test('a rule for subsidies with what was asked in its place is the same when it is saved', async () => {
  const asked = 'on=2025&rate=8%25&cap=150万元&budget=3000万元&control=proportional&unit=yuan';
  const { body } = await ask(division, encodeURI(`/api/scenarios/subsidy.ts?rule=tiers&${asked.replace('%25', '%')}`));
  const folder = await mkdtemp(join(tmpdir(), 'rules-'));
  try {
    await mkdir(join(folder, 'subsidy'));
    const spec = pathToFileURL(resolve('src/spec/index.ts')).href;
    await writeFile(join(folder, 'subsidy/again.ts'), body.replace('#spec', spec));
    const [again] = await readSubsidyFiles(folder);
    expect(again!.faults).toEqual([]);
    expect(again!.raw).toMatchObject({ rate: '0.08', cap: '150万元', budget: '3000万元', control: 'proportional' });
    expect('tiers' in again!.raw).toBe(false);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('what cannot be asked is refused with what is allowed', async () => {
  const refused = async (asked: string) => {
    const { statusCode, body } = await ask(division, encodeURI(`/api/scenarios/quota?${asked}`));
    return [statusCode, (JSON.parse(body) as { error: { code: string } }).error.code];
  };
  expect(await refused('rule=nobody')).toEqual([400, 'unknown_rule']);
  expect(await refused('rule=equal&floor=四')).toEqual([400, 'unknown_value']);
  expect(await refused('rule=equal&method=hamilton')).toEqual([400, 'unknown_value']);
  expect(await refused('rule=equal&on=1999')).toEqual([400, 'unknown_value']);
  expect(await refused('rule=equal&penalty=all')).toEqual([400, 'unknown_value']);
});
