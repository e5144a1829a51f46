import { tableFromIPC } from 'apache-arrow';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { first } from '../published.ts';
import { sheetsOf } from '../xlsx/reading.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
beforeAll(async () => {
  tested = await openApp();
});
afterAll(() => tested.close());

const get = (url: string, headers = {}) => tested.app.inject({ url: encodeURI(url), headers });
const panel = '/api/dashboards/quota/projects';
const query = '/api/query?metrics=quota_used,recommendation_rate&by=city';
const types = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  arrow: 'application/vnd.apache.arrow.stream',
};

describe('the format', () => {
  test.each([
    ['the ending', `${panel}.csv`, {}, 'csv'],
    ['format=', `${query}&format=arrow`, {}, 'arrow'],
    ['Accept', query, { accept: 'text/csv' }, 'csv'],
    [
      'Accept, the best of several',
      query,
      { accept: 'application/json;q=0.5, application/vnd.apache.arrow.stream' },
      'arrow',
    ],
    ['Accept, what is not wanted left out', query, { accept: 'text/csv;q=0, */*' }, 'json'],
    ['a browser', query, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, 'json'],
    ['nothing', panel, {}, 'json'],
    ['the ending before all else', `${panel}.csv?format=arrow`, { accept: 'application/json' }, 'csv'],
    ['format= before Accept', `${query}&format=csv`, { accept: 'application/json' }, 'csv'],
  ] as const)('is said by %s', async (_how, url, headers, format) => {
    const answer = await get(url, headers);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.headers['content-type']).toBe(types[format]);
  });

  test.each([
    `${panel}.xml`,
    `${panel}.JSON`,
    `${panel}.`,
    `${query}&format=pdf`,
    `${query}&format=`,
    '/api/projects?format=xls',
  ])('%s is refused with those that there are', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({
      code: 'unknown_format',
      details: { allowed: expect.arrayContaining(['json', 'csv', 'xlsx', 'arrow', 'parquet']) },
    });
  });

  test('a file is called by its title, what it is narrowed to, its day and version', async () => {
    const { headers } = await get(`${panel}.csv?city=济南市&batch=2025`);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="projects-${first}.csv"; filename*=UTF-8''${encodeURIComponent(`项目_济南市、2025_截至2026-06-30_${first}`)}.csv`
    );
    const cities = ['济南市', '青岛市', '枣庄市'].flatMap((city) => Array.from({ length: 5 }, () => `city=${city}`));
    const many = (await get(`/api/projects?${cities.join('&')}&format=xlsx`)).headers['content-disposition'];
    expect(decodeURIComponent(String(many))).toContain(`项目_筛选15项_截至2026-06-30_${first}.xlsx`);
    expect((await get(`${panel}.json`)).headers['content-disposition']).toBeUndefined();
  });
});

describe('CSV', () => {
  test('is UTF-8 with a BOM, its headers in Chinese with the unit', async () => {
    const { rawPayload } = await get(`${query}&format=csv&city=济南市`);
    expect([...rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(rawPayload.toString('utf8')).toBe(
      '\uFEFF推荐市,占用名额 (个),推荐率 (1 = 100%),市推荐数 (个),申报项目数 (个)\r\n济南市,1,1,2,2\r\n'
    );
  });

  test('numbers are plain, what is unknown is empty, text that a spreadsheet would compute is text', async () => {
    const { data } = Papa.parse<Record<string, string>>((await get(`${panel}.csv`)).body.slice(1), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data.map((row) => row['总投资 (元)'])).toEqual(['10000000', '20000000.5', '30000000', '9000000', '5000000']);
    expect(data[0]).toMatchObject({
      项目名称: '智能"工厂"一期',
      site: "'=1+1",
      提交时间: '2025-04-20 10:30:00',
      concluded_on: '',
      is_accepted: '否',
    });
    expect(data[1]).toMatchObject({ site: '' });
  });
});

describe('XLSX', () => {
  test('keeps codes and days as text and numbers as numbers, unknown empty, and computes nothing', async () => {
    const answer = await get(`${panel}.xlsx`);
    expect(answer.headers['content-type']).toBe(types.xlsx);
    const [sheet] = await sheetsOf(answer.rawPayload);
    const { columns, rows } = (await get(panel)).json<{
      columns: { name: string }[];
      rows: Record<string, unknown>[];
    }>();
    const at = (name: string) => columns.findIndex((column) => column.name === name);
    const cells = sheet!.rows.slice(1).map(
      ({ cells }) =>
        (name: string) =>
          cells.find(({ column }) => column === at(name) + 1)
    );
    expect(cells.map((cell) => cell('project_id')?.text)).toEqual(rows.map((row) => row.project_id));
    expect(cells.map((cell) => Number(cell('total_investment')?.text))).toEqual(
      rows.map((row) => row.total_investment)
    );
    expect(cells[0]!('total_investment')?.kind).toBe('number');
    expect(cells[0]!('submitted_at')).toMatchObject({ kind: 'text', text: '2025-04-20 10:30:00' });
    expect(cells[0]!('site')).toMatchObject({ kind: 'text', text: '=1+1' });
    expect(sheet!.rows.flatMap(({ cells }) => cells.filter(({ isFormula }) => isFormula))).toEqual([]);
  });

  test('says on its second sheet what it is of, and leads back there', async () => {
    const answer = await get(`${query}&batch=2025&format=xlsx`, { host: '127.0.0.1:3000' });
    const [, about] = await sheetsOf(answer.rawPayload);
    const facts = new Map(about!.rows.map(({ cells: [name, value] }) => [name?.text, value?.text ?? '']));
    expect(facts.get('数据版本')).toBe(first);
    expect(facts.get('数据截至')).toBe('2026-06-30');
    expect(facts.get('批次')).toBe('2025');
    const { pathname, search, searchParams } = new URL(facts.get('网址')!);
    expect(searchParams.get('version')).toBe(first);
    const again = await tested.app.inject({ url: `${pathname}${search}`, headers: { host: '127.0.0.1:3000' } });
    expect(again.rawPayload.equals(answer.rawPayload)).toBe(true);
    expect(facts.get('占用名额')).toMatch(/^个/);
  });
});

describe('Arrow', () => {
  test('reads back with right types', async () => {
    const table = tableFromIPC((await get(`${panel}.arrow`)).rawPayload);
    expect(Object.fromEntries(table.schema.fields.map(({ name, type }) => [name, String(type)]))).toEqual({
      project_id: 'Utf8',
      project_name: 'Utf8',
      applicant: 'Utf8',
      site: 'Utf8',
      total_investment: 'Float64',
      submitted_at: 'Timestamp<MICROSECOND>',
      concluded_on: 'Date32<DAY>',
      applied: 'Int32',
      is_accepted: 'Bool',
    });
    expect(table.numRows).toBe(5);
    expect(table.get(1)?.toJSON()).toMatchObject({
      project_id: 'P-2',
      total_investment: 20000000.5,
      applied: 1,
      concluded_on: null,
      site: null,
    });
  });

  test('has the same types without a row', async () => {
    const table = tableFromIPC((await get('/api/dashboards/quota/empty.arrow')).rawPayload);
    expect(table.numRows).toBe(0);
    expect(Object.fromEntries(table.schema.fields.map(({ name, type }) => [name, String(type)]))).toEqual({
      city: 'Utf8',
      quota_used: 'Int32',
      total_investment: 'Float64',
      submitted_at: 'Timestamp<MICROSECOND>',
      concluded_on: 'Date32<DAY>',
      is_applied: 'Bool',
    });
  });

  test('says of a query what its JSON says', async () => {
    const table = tableFromIPC((await get(`${query}&format=arrow`)).rawPayload);
    const { rows } = (await get(query)).json();
    expect(table.toArray().map((row: { toJSON(): unknown }) => row.toJSON())).toEqual(rows);
    expect(rows).toHaveLength(16);
  });
});

test('an empty answer is JSON and CSV too', async () => {
  const { columns, rows } = (await get('/api/dashboards/quota/empty.json')).json();
  expect(columns.map(({ type }: { type: string }) => type)).toEqual([
    'string',
    'number',
    'number',
    'timestamp',
    'date',
    'boolean',
  ]);
  expect(rows).toEqual([]);
  expect((await get('/api/dashboards/quota/empty.csv')).body.split('\r\n')).toHaveLength(2);
});

test('a CSV with links has the address of each number after all columns, and without them is as it was', async () => {
  const parse = (body: string) => Papa.parse<string[]>(body.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data;
  const plain = parse((await get(`${query}&batch=2025&format=csv`)).body);
  const linked = parse((await get(`${query}&batch=2025&format=csv&links=true`, { host: '127.0.0.1:3000' })).body);
  expect(linked.map((row) => row.slice(0, plain[0]!.length))).toEqual(plain);
  expect(linked[0]!.slice(plain[0]!.length)).toEqual(
    ['占用名额', '推荐率', '市推荐数', '申报项目数'].map((title) => `${title}：读数溯源`)
  );
  const [row] = linked.slice(1);
  // A file outlives the version that it is of.
  const asked = { metric: 'quota_used', city: '济南市', batch: '2025', version: first };
  expect(row!.at(-4)).toBe(`http://127.0.0.1:3000/explain?${new URLSearchParams(asked)}`);
  const { value } = (
    await tested.app.inject({ url: `/api${row!.at(-4)!.slice('http://127.0.0.1:3000'.length)}` })
  ).json<{ value: number }>();
  expect(String(value)).toBe(row![1]);
});
