import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seat, type Reader } from '#access';
import { createApp } from '#api';
import { readDashboards } from '#query';
import type { Row, Table } from '#spec';
import { followWarehouse, type Warehouse } from '#warehouse';
import { panels } from '../dashboards/sample.ts';
import { elementsOf } from '../pictures/svg.ts';
import { cityReader } from '../readers.ts';
import { some } from '../tier.ts';

let warehouse: Warehouse;
let reader: Reader = seat;
let app: Awaited<ReturnType<typeof createApp>>;
beforeAll(async () => {
  warehouse = await followWarehouse(inject('sampleWarehouse'), { poll: 60_000, log: () => {} });
  const dashboards = readDashboards('dashboards');
  app = await createApp({ reader: () => reader, warehouse, dashboards: () => dashboards });
});
afterAll(async () => {
  await app.close();
  warehouse.close();
});

const get = (path: string, as: Reader = seat) => {
  reader = as;
  return app.inject({ url: encodeURI(`/api/dashboards/${path}`) });
};
async function tableOf(path: string, as?: Reader): Promise<Table> {
  const answer = await get(path, as);
  expect(answer.statusCode, `${path}: ${answer.body.slice(0, 200)}`).toBe(200);
  return answer.json<Table>();
}
const numbersOf = (row: Row) =>
  Object.entries(row).flatMap(([name, value]) =>
    name.endsWith('.compared') ? [[name.split('.')[0]!, value] as const] : []
  );

const asked = ['batch=2025&compare=batch:2024-1', 'batch=2025&city=济南市&compare=city:菏泽市'];

describe.each(asked)('a figure set against another, %s', (query) => {
  const other = new URLSearchParams(query.replace('compare=batch:', 'batch=').replace('compare=city:', 'city='));
  const alone = `batch=${other.getAll('batch').at(-1)}${other.has('city') ? `&city=${other.getAll('city').at(-1)}` : ''}`;

  test.each(
    some(
      panels.map(({ id }) => id),
      20
    )
  )('%s: its own numbers are as ever, those beside it as they are by themselves', async (id) => {
    const [beside, own, there] = await Promise.all([
      tableOf(`${id}.json?${query}`),
      tableOf(`${id}.json?${query.replace(/&compare=.*/, '')}`),
      tableOf(`${id}.json?${alone}`),
    ]);
    const { compared } = beside;
    expect(compared?.says.length).toBeGreaterThan(0);
    expect(beside.rows.map((row) => own.columns.map(({ name }) => row[name]))).toEqual(
      own.rows.map((row) => own.columns.map(({ name }) => row[name]))
    );
    if (!compared!.matched) {
      expect(beside.columns).toEqual(own.columns);
      return;
    }
    // What is told beside the rows is what the other side says by itself, and what differs is the difference.
    const told = beside.rows.map((row) => JSON.stringify(numbersOf(row).map(([name, value]) => [name, value])));
    const known = new Set(
      there.rows.map((row) => JSON.stringify(numbersOf(beside.rows[0]!).map(([name]) => [name, row[name] ?? null])))
    );
    const nobody = JSON.stringify(numbersOf(beside.rows[0]!).map(([name]) => [name, null]));
    expect(told.filter((each) => each !== nobody && !known.has(each))).toEqual([]);
    expect(told.some((each) => each !== nobody || known.has(nobody))).toBe(true);
    for (const row of beside.rows)
      for (const [name, value] of numbersOf(row)) {
        const [mine, difference] = [row[name] ?? null, row[`${name}.difference`] ?? null];
        if (mine === null || value === null) expect([name, difference]).toEqual([name, null]);
        else {
          const isShare = own.columns.find((column) => column.name === name)?.format === 'percent';
          const apart = (Number(mine) - Number(value)) * (isShare ? 100 : 1);
          expect(Math.abs(Number(difference) - apart), name).toBeLessThanOrEqual(Math.abs(apart) * 1e-9 + 1e-6);
        }
      }
  });
});

describe('what cannot be compared', () => {
  test('is told: rows that are of one project each, all that stand beside each other already, nothing there', async () => {
    const says = async (path: string) => (await tableOf(path)).compared!.says.join('');
    expect(await says('pipeline/late.json?batch=2025&compare=batch:2024-1')).toContain('不逐行相减');
    expect(await says('quota/tiles.json?batch=2025&city=济南市&compare=city:菏泽市')).toContain('都已并列');
    expect(await says('quota/tiles.json?batch=2025&city=济南市&compare=city:all')).toContain('都已并列');
    expect(await says('overview/over-quota.json?batch=2025&compare=batch:2024-1')).toContain('没有这样的记录');
  });

  test('is refused where it names what there is not', async () => {
    for (const wrong of ['batch:1999', 'batch', 'planet:火星', 'city:火星市'])
      expect((await get(`quota/by-city.json?compare=${wrong}`)).statusCode, wrong).toBe(400);
    expect((await get('quota/by-city.json?compare=')).statusCode).toBe(200);
  });
});

describe('a city’s own', () => {
  const city = cityReader('济南市');

  test('is set against sums that are told to all, and against no rows of others', async () => {
    for (const { id } of some(panels, 20))
      for (const against of ['city:菏泽市', 'city:all']) {
        const { rows, compared } = await tableOf(`${id}.json?batch=2025&compare=${against}`, city);
        expect([id, compared?.isReleased]).toEqual([id, true]);
        const text = JSON.stringify([rows, compared]);
        const named = /SL2025-37(?!01)\d\d-\d{4}/.exec(text)?.[0];
        expect([id, named]).toEqual([id, undefined]);
      }
  });

  test('is set against the province by the sums that it is told anyway', async () => {
    const path = 'quota/headline.json?batch=2025';
    const { rows, compared } = await tableOf(`${path}&compare=city:all`, city);
    const [whole] = (await tableOf(path)).rows;
    if (!compared!.matched) expect(compared!.says.join('')).toContain('权限');
    else expect(rows[0]!['quota.compared']).toBe(whole!['quota']);
  });
});

describe('a file', () => {
  test('says what it was set against: columns beside the numbers, its name, its sheet 说明', async () => {
    const csv = (await get('quota/by-city.csv?batch=2025&compare=batch:2024-1')).body;
    expect(csv.split('\r\n')[0]).toContain('占用名额（2024-1）');
    expect(csv.split('\r\n')[0]).toContain('占用名额，比2024-1');
    expect(csv.split('\r\n').length).toBe(18);
    const answer = await get('quota/by-city.xlsx?batch=2025&compare=batch:2024-1');
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('与2024-1');
    const list = (await get('pipeline/late.csv?batch=2025&compare=batch:2024-1')).body;
    expect(list.split('\r\n')[0]).toContain('不逐行相减');
    for (const format of ['arrow', 'parquet'])
      expect((await get(`quota/by-city.${format}?batch=2025&compare=batch:2024-1`)).statusCode, format).toBe(200);
    expect((await get('quota.xlsx?batch=2025&compare=batch:2024-1')).statusCode).toBe(200);
  });

  test('that is a picture shows both, and says so; a query is of its own side', async () => {
    const words = async (path: string) =>
      elementsOf((await get(path)).body)
        .flatMap(({ name, text }) => (name === 'text' ? [text] : []))
        .join('');
    const once = await words('quota/by-city.svg?batch=2025');
    const twice = await words('quota/by-city.svg?batch=2025&compare=batch:2024-1');
    expect(once).not.toContain('2024-1');
    expect(twice).toContain('与 2024-1 对比');
    expect(twice.split('菏泽市').length).toBe(once.split('菏泽市').length + 1);
    expect(await words('quota/headline.svg?batch=2025&compare=batch:2024-1')).toMatch(/2024-1 \d+ 个（[+\-−]/);
    expect((await get('quota/by-city.sql?batch=2025&compare=batch:2024-1')).body).not.toContain('2024-1');
  });
});
