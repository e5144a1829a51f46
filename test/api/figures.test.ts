import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seat } from '#access';
import { createApp } from '#api';
import { readDashboards } from '#query';
import type { Row, Table } from '#spec';
import { followWarehouse, warehouseFile, type Warehouse } from '#warehouse';
import { panels } from '../dashboards/sample.ts';
import { elementsOf } from '../pictures/svg.ts';
import { pixelsOf } from '../pictures/png.ts';
import { cityReader } from '../readers.ts';
import { isFull, some } from '../tier.ts';

let warehouse: Warehouse;
let folder: string;
const doors: Awaited<ReturnType<typeof createApp>>[] = [];

async function open(more: Partial<Parameters<typeof createApp>[0]> = {}) {
  const dashboards = readDashboards('dashboards');
  const door = await createApp({ reader: () => seat, warehouse, dashboards: () => dashboards, ...more });
  doors.push(door);
  return door;
}
let app: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figures-'));
  warehouse = await followWarehouse(inject('sampleWarehouse'), { poll: 60_000, log: () => {} });
  app = await open();
});
afterAll(async () => {
  for (const door of doors) await door.close();
  warehouse.close();
  await rm(folder, { recursive: true });
});

async function get(path: string, door = app) {
  const answer = await door.inject({ url: encodeURI(`/api/dashboards/${path}`) });
  expect(answer.statusCode, `${path}: ${answer.body.slice(0, 300)}`).toBe(200);
  return answer;
}
const tableOf = async (path: string) => (await get(path)).json<Table>();
const every = panels.map(({ id }) => id);
const nameOf = (answer: { headers: Record<string, unknown> }) =>
  decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(String(answer.headers['content-disposition']))?.[1] ?? '');

/** What DuckDB reads of a table, row by row, as JSON says it. */
async function rowsBy(sql: string, file = ':memory:'): Promise<Row[]> {
  const instance = await DuckDBInstance.create(file, file === ':memory:' ? {} : { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
/** A decimal and a large count are texts there. */
const sameRows = (found: readonly Row[], { columns, rows }: Table) => {
  expect(found.length).toBe(rows.length);
  for (const [at, row] of rows.entries())
    for (const { name, type } of columns) {
      const [said, read] = [row[name] ?? null, found[at]![name] ?? null];
      if (type === 'number') expect(read === null ? null : Number(read), `${name} of row ${at}`).toBe(said);
      else if (type === 'timestamp' || type === 'date') expect(read, `${name} of row ${at}`).toBe(said);
      else if (type === 'string') expect(read, `${name} of row ${at}`).toBe(said);
    }
};

describe('Parquet', () => {
  test.each(some(every, 6))('of %s says what its JSON says', async (id) => {
    const path = join(folder, `${id.replace('/', '-')}.parquet`);
    await writeFile(path, (await get(`${id}.parquet?batch=2025`)).rawPayload);
    sameRows(await rowsBy(`from '${path}'`), await tableOf(`${id}.json?batch=2025`));
  });

  test('keeps money as a decimal of two digits', async () => {
    const path = join(folder, 'money.parquet');
    await writeFile(path, (await get('funding/headline.parquet')).rawPayload);
    expect(await rowsBy(`select typeof(subsidy_paid) as type from '${path}'`)).toEqual([{ type: 'DECIMAL(18,2)' }]);
  });
});

describe('SQL', () => {
  test.each(some(every, 8))('of %s runs by itself on the version, and answers what is shown', async (id) => {
    const sql = (await get(`${id}.sql?batch=2025&city=济南市`)).body;
    expect(sql).toMatch(/^-- /);
    const file = warehouseFile(inject('sampleWarehouse'), warehouse.version()!);
    sameRows(await rowsBy(sql, file), await tableOf(`${id}.json?batch=2025&city=济南市`));
  });

  test('of a city is laid over with its scope', async () => {
    const city = await open({ reader: () => cityReader('济南市') });
    expect((await get('quota/by-city.sql', city)).body).toContain('济南市');
  });
});

describe('SVG', () => {
  test.each(isFull ? every : every.filter((_, at) => at % 2 === 0))(
    'of %s is XML by itself, of the data shown',
    async (id) => {
      const answer = await get(`${id}.svg?batch=2025`);
      const all = elementsOf(answer.body);
      const texts = all.filter(({ name }) => name === 'text').map(({ text }) => text);
      expect(all.every(({ attributes }) => !/var\(|url\(http|NaN|undefined/.test(JSON.stringify(attributes)))).toBe(
        true
      );
      expect(texts.join('')).toContain(warehouse.version()!);
      expect(texts.join('')).toContain('筛选：批次 2025');
      expect(texts).toContain('示例数据');
      expect(texts.join('')).toContain(panels.find((each) => each.id === id)!.panel.title);
    }
  );

  test('a word for each city, as many as on the screen', async () => {
    const { rows } = await tableOf('quota/by-city.json?batch=2025');
    const texts = elementsOf((await get('quota/by-city.svg?batch=2025')).body).map(({ text }) => text);
    expect(rows.length).toBe(16);
    for (const { city } of rows) expect(texts).toContain(city);
  });
});

describe('PNG', () => {
  const ask = 'quota/by-city.png?batch=2025&city=济南市&city=青岛市';

  test('is twice as large as the picture, drawn, on white', async () => {
    const { attributes } = elementsOf((await get(ask.replace('.png', '.svg'))).body)[0]!;
    const { width, height, at, colors } = pixelsOf((await get(ask)).rawPayload);
    expect([width, height]).toEqual([2 * Number(attributes.width), 2 * Number(attributes.height)]);
    expect(colors).toBeGreaterThan(50);
    expect([at(0, 0), at(width - 1, height - 1)]).toEqual([
      [255, 255, 255, 255],
      [255, 255, 255, 255],
    ]);
  });

  test('or on nothing, and what is drawn is the same', async () => {
    const { width, height, at, colors } = pixelsOf((await get(`${ask}&background=transparent`)).rawPayload);
    expect(at(0, 0)[3]).toBe(0);
    expect(colors).toBeGreaterThan(50);
    const white = pixelsOf((await get(ask)).rawPayload);
    for (const [x, y] of [
      [width >> 1, height >> 1],
      [width >> 2, height - 120],
    ] as const) {
      const [r, g, b, a] = at(x, y);
      const over = [r, g, b].map((each) => Math.round((each * a) / 255 + 255 - a));
      const [wr, wg, wb] = white.at(x, y);
      for (const [i, each] of [wr, wg, wb].entries()) expect(Math.abs(each - over[i]!)).toBeLessThanOrEqual(3);
    }
  });

  test('is called by its title, what it is narrowed to, its day and version', async () => {
    expect(nameOf(await get(ask))).toBe(
      `各市占用名额与推荐名额_2025、济南市、青岛市_截至2026-06-30_${warehouse.version()}.png`
    );
  });

  test('is refused in words where no font knows Chinese, and SVG is not', async () => {
    const bare = await open({ font: async () => null });
    const refused = await bare.inject({ url: encodeURI(`/api/dashboards/${ask}`) });
    expect(refused.statusCode).toBe(501);
    expect(refused.json().error).toMatchObject({ code: 'no_font', message: expect.stringContaining('中文字体') });
    const inBrowser = await bare.inject({
      url: encodeURI(`/api/dashboards/${ask}`),
      headers: { accept: 'text/html,*/*' },
    });
    expect(inBrowser.headers['content-type']).toContain('text/html');
    expect(inBrowser.body).toContain('中文字体');
    await get('quota/by-city.svg', bare);
  });

  test.each(some(every, 3))('%s has something drawn in every quarter', async (id) => {
    const { width, height, at } = pixelsOf((await get(`${id}.png?batch=2025`)).rawPayload);
    const isDrawn = (x: number, y: number) => at(x, y).some((each, i) => i < 3 && each < 250);
    const [midX, midY] = [width >> 1, height >> 1];
    const drawn = [0, 0, 0, 0];
    for (let y = 0; y < height; y += 2)
      for (let x = 0; x < width; x += 2) if (isDrawn(x, y)) drawn[(y < midY ? 0 : 2) + (x < midX ? 0 : 1)]! += 1;
    for (const each of drawn) expect(each).toBeGreaterThan(0);
  });
});

test('a table of no figure is no picture', async () => {
  for (const address of ['/api/query?metrics=quota&format=png', '/api/projects?format=svg', '/api/projects?format=sql'])
    expect((await app.inject({ url: address })).json().error).toMatchObject({
      code: 'unknown_format',
      details: { allowed: ['json', 'csv', 'xlsx', 'arrow', 'parquet'] },
    });
});
