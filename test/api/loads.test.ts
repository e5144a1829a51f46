import { afterAll, beforeAll, expect, test } from 'vitest';
import { first, fileReceipt, publishVersion, second } from '../published.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
beforeAll(async () => {
  tested = await openApp();
});
afterAll(() => tested.close());

const get = (url: string) => tested.app.inject({ url });

test('each load says of each of its files the hash, encoding, sheet, header row and counts, newest first', async () => {
  await publishVersion(tested.folder, second);
  await expect.poll(() => tested.warehouse.version()).toBe(second);
  const { total, rows, version } = (await get('/api/loads')).json();
  expect({ total, version }).toEqual({ total: 2, version: second });
  expect(rows.map((row: { version: string }) => row.version)).toEqual([second, first]);
  expect(rows[1].files).toEqual([fileReceipt]);
  expect((await get(`/api/loads/${first}`)).json()).toEqual(rows[1]);
  expect((await get('/api/loads?limit=1&offset=1')).json().rows).toEqual([rows[1]]);
});

test('every defect is named by file, sheet, row, column, value, problem and what to do', async () => {
  const { body, headers } = await get(`/api/loads/${first}/defects.csv`);
  expect(body).toBe(
    '\uFEFF来源,文件,工作表,行,列,值,问题,怎么办,影响,检查\r\n' +
      '项目基本信息表,applications-示例数据.csv,,7,项目总投资,约300,金额读不出来,请只填数字,此格按未知处理,unreadable_cell\r\n' +
      '项目基本信息表,applications-示例数据.csv,,8,,"P-9,=HYPERLINK(1),•••",列数不对,请补齐,整行未导入,ragged_row\r\n' +
      '项目基本信息表,applications-示例数据.csv,,9,联系电话,•••,电话可疑,请核对,不影响导入，待核,doubtful\r\n'
  );
  expect(headers['content-disposition']).toContain(`filename="defects-${first}.csv"`);
  const json = (await get(`/api/loads/${first}/defects.json?limit=1&offset=1`)).json();
  expect(json).toMatchObject({
    version: first,
    total: 3,
    rows: [{ row: 8, column: null, effect: 'row', check: 'ragged_row' }],
  });
});

test.each([
  `/api/loads/20200101T000000-00000000`,
  `/api/loads/20200101T000000-00000000/defects.csv`,
  '/api/loads/..%2F..%2Fetc%2Fpasswd',
  '/api/loads/current',
])('%s is not there', async (url) => {
  const answer = await get(url);
  expect(answer.statusCode).toBe(404);
  expect(answer.json().error).toMatchObject({
    code: 'unknown_version',
    details: { allowed: expect.arrayContaining([first]) },
  });
});

test('the defects of one city are those of its rows and of files that hold nothing else; what is no dimension is refused', async () => {
  const of = async (value: string) =>
    (await get(`/api/loads/${first}/defects.json?of=${encodeURIComponent(value)}`)).json();
  const [whole, city, none] = [await of('city:济南市'), await of('city:青岛市'), await of('city:无此市')];
  expect(whole.rows.length + city.rows.length).toBeGreaterThan(0);
  const all = (await get(`/api/loads/${first}/defects.json`)).json();
  for (const row of [...whole.rows, ...city.rows]) expect(all.rows).toContainEqual(row);
  expect(none).toMatchObject({ total: 0, rows: [] });
  expect(await of('size:3')).toMatchObject({ error: { code: 'unknown_dimension', details: { parameter: 'of' } } });
});
