import { readXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Table } from '#spec';
import { panels } from '../dashboards/sample.ts';
import { saveAgain } from '../programs/libreoffice.ts';
import { isFull } from '../tier.ts';
import { openApp, type TestedApp } from './app.ts';
import { openSample } from './sample.ts';

let sample: Awaited<ReturnType<typeof openSample>>;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

const dashboards = [...new Set(panels.map(({ id }) => id.split('/')[0]!))];
const panelsOf = (name: string) => panels.filter(({ id }) => id.startsWith(`${name}/`));
const bookOf = async (name: string, query: string): Promise<Buffer> => {
  const { statusCode, rawPayload } = await sample.app.inject({
    url: encodeURI(`/api/dashboards/${name}.xlsx?${query}`),
  });
  expect(statusCode, rawPayload.toString().slice(0, 300)).toBe(200);
  return rawPayload;
};
type Cells = (string | number | boolean | null | undefined | Date)[][];

/** Every cell of a sheet against the JSON of its panel. */
function sameCells(cells: Cells, { columns, rows }: Table): void {
  const [heads = [], ...lines] = cells;
  expect(
    heads.slice(0, columns.length).every((head) => /\p{Script=Han}/u.test(String(head))),
    String(heads)
  ).toBe(true);
  expect(new Set(heads).size).toBe(heads.length);
  const filled = lines.filter((line) => line.some((cell) => cell !== null && cell !== undefined && cell !== ''));
  expect(filled.length).toBe(rows.length);
  for (const [at, row] of rows.entries())
    for (const [place, { name, type }] of columns.entries()) {
      const said = row[name] ?? null;
      const found = filled[at]![place] ?? null;
      const where = `${name} of row ${at}`;
      if (type === 'number') {
        expect(found === null || typeof found === 'number', `${where} is no number: ${String(found)}`).toBe(true);
        if (typeof said === 'number') expect(found, where).toBeCloseTo(said, 8);
        else expect(found, where).toBeNull();
      } else if (type === 'string') expect(found ?? '', where).toBe(said ?? '');
    }
}

test('the ledger is one workbook: its caps, their projects, firms and groups as each table has them', async () => {
  const query = 'batch=2025&city=济南市';
  const { statusCode, rawPayload } = await sample.app.inject({
    url: encodeURI(`/api/ledger.xlsx?${query}&only=left:0`),
  });
  expect(statusCode, rawPayload.toString().slice(0, 300)).toBe(200);
  const { sheets } = await readXlsx(rawPayload);
  expect(sheets.map(({ name }) => name)).toEqual([
    '支持数量上限',
    '限额支持方向的项目',
    '单位名额台账',
    '集团名额台账',
    '说明',
  ]);
  const { caps, rows } = await sample.get<{ caps: unknown[]; rows: unknown[] }>(`/api/support?${query}`);
  const totalOf = async (path: string) => (await sample.get<{ total: number }>(`/api/${path}&limit=1`)).total;
  const expected = [
    caps.length,
    rows.length,
    await totalOf(`organisations?${query}&only=left:0`),
    await totalOf(`groups?${query}`),
  ];
  expect(expected.every((count) => count > 0)).toBe(true);
  expect(sheets.slice(0, 4).map((sheet) => sheet.rows.length - 1)).toEqual(expected);
});

describe.each(isFull ? dashboards : dashboards.slice(0, 2))('the workbook of %s', (name) => {
  const query = 'batch=2025&city=济南市';

  test('has a sheet for each panel, in their order, and says behind them what they are of', async () => {
    const { sheets } = await readXlsx(await bookOf(name, query));
    expect(sheets.length).toBe(panelsOf(name).length + 1);
    expect(sheets.at(-1)!.name).toBe('说明');
    expect(new Set(sheets.map(({ name }) => name.toLowerCase())).size).toBe(sheets.length);
    expect(sheets.every(({ name }) => name.length <= 31 && !/[[\]:*?/\\]/.test(name))).toBe(true);
    for (const [at, { id }] of panelsOf(name).entries())
      sameCells(sheets[at]!.rows as Cells, await sample.get<Table>(`/api/dashboards/${id}.json?${query}`));
    const about = sheets.at(-1)!.rows.map((row) => row.map((cell) => String(cell ?? '')));
    const facts = new Map(about.toReversed().map(([key = '', value = '']) => [key, value]));
    expect([facts.get('批次'), facts.get('推荐市'), facts.get('数据截至')]).toEqual(['2025', '济南市', '2026-06-30']);
    expect(about.flat().join('\n')).toContain('不得引用');
    for (const { panel } of panelsOf(name)) expect(about.flat().join('\n')).toContain(panel.title);
  });
});

test('opened and saved by an office program it says the same, and no cell is an error', async () => {
  const names = isFull ? dashboards : ['quota'];
  const books = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await bookOf(name, 'batch=2025')] as const))
  );
  for (const [name, bytes] of Object.entries(saveAgain(books))) {
    const { sheets } = await readXlsx(bytes);
    for (const [at, { id }] of panelsOf(name).entries()) {
      const cells = sheets[at]!.rows as Cells;
      sameCells(cells, await sample.get<Table>(`/api/dashboards/${id}.json?batch=2025`));
      expect(
        cells.flat().filter((cell) => typeof cell === 'string' && /^#(?:REF|VALUE|NAME|DIV|N\/A|NUM)/.test(cell))
      ).toEqual([]);
    }
  }
});

describe('on a small province', () => {
  let tested: TestedApp;
  beforeAll(async () => {
    tested = await openApp();
  });
  afterAll(() => tested.close());
  const rowsOf = async (query = '') =>
    (await readXlsx((await tested.app.inject({ url: `/api/dashboards/quota.xlsx${query}` })).rawPayload)).sheets;

  test('what a formula would begin with stays a text, and a code keeps its noughts', async () => {
    const { rows } = (await rowsOf()).find(({ name }) => name === '项目')!;
    const { rows: said } = (await tested.app.inject({ url: '/api/dashboards/quota/projects' })).json<Table>();
    expect(rows[1]).toContain('=1+1');
    expect(rows.slice(1).map(([id]) => id)).toEqual(said.map(({ project_id }) => project_id));
  });

  test('how many cells nobody knows is told by column', async () => {
    const about = (await rowsOf()).at(-1)!.rows.map((row) => row.map((cell) => String(cell ?? '')));
    const { columns, rows } = (await tested.app.inject({ url: '/api/dashboards/quota/projects' })).json<Table>();
    const from = about.findIndex(([cell]) => cell === '项目');
    for (const { name, title } of columns) {
      const line = about.slice(from).find(([cell]) => cell === title)!;
      expect(Number(line[2]), name).toBe(rows.filter((row) => (row[name] ?? null) === null).length);
    }
  });

  test('a panel that does not hold says so on its sheet, and the others are there', async () => {
    await tested.spoil('dashboards/quota/by-city.sql', 'select nothing from nowhere');
    const sheets = await rowsOf('?batch=2025');
    expect(String(sheets[0]!.rows[0]![0])).toContain('nowhere');
    expect(sheets.find(({ name }) => name === '项目')!.rows.length).toBeGreaterThan(1);
  });

  test('a dashboard that is not there is said with those that are', async () => {
    expect((await tested.app.inject({ url: '/api/dashboards/nothing.xlsx' })).json().error).toMatchObject({
      code: 'unknown_dashboard',
      details: { allowed: ['quota'] },
    });
  });
});
