import { cityReader } from '../readers.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
beforeAll(async () => {
  tested = await openApp();
});
afterAll(() => tested.close());

const get = async (url: string, to: TestedApp = tested) => {
  const answer = await to.app.inject({ url });
  return {
    status: answer.statusCode,
    body: answer.json() as Record<string, unknown> & { error?: { code: string; message: string } },
  };
};

test('a number is told with what it is, what it obeys, its SQL, its parts and the same worked out again', async () => {
  const { status, body } = await get(
    `/api/explain?metric=recommendation_rate&batch=2025&city=${encodeURIComponent('济南市')}&limit=1`
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({
    metric: {
      name: 'recommendation_rate',
      title: '推荐率',
      unit: '%',
      definition: '推荐数 ÷ 申报数',
      formula: 'metrics.recommended(p) / nullif(metrics.applied(p), 0)::double',
    },
    value: 1,
    conditions: [
      { name: 'batch', title: '批次', values: ['2025'] },
      { name: 'city', title: '推荐市', values: ['济南市'] },
    ],
    recomputed: { value: 1, agrees: true, difference: 0 },
    parts: [
      { name: 'recommended', role: 'numerator', value: 2, total: 2 },
      { name: 'applied', role: 'denominator', value: 2, total: 2 },
    ],
  });
  expect(body.sql).toMatch(
    /^with\n {2}cube as not materialized \(select .* from marts\.cube where batch in \('2025'\) and city in \('济南市'\)\)\nselect metrics\.recommendation_rate\(p\)/
  );
});

test('each row comes with the cells as handed in, contacts withheld', async () => {
  const { body } = await get('/api/explain?metric=total_investment&project_id=P-1');
  const [source] = (
    body.parts as {
      rows: {
        sources: {
          file: string;
          sha256: string;
          cells: { name: string | null; value: string | null; isPrivate: boolean }[];
        }[];
      }[];
    }[]
  )[0]!.rows[0]!.sources;
  expect(source).toMatchObject({ file: 'applications-示例数据.csv', sha256: 'a'.repeat(64) });
  expect(source!.cells.find(({ name }) => name === 'total_investment')).toMatchObject({ value: '1,000.00' });
  expect(source!.cells.filter(({ isPrivate }) => isPrivate).map(({ value }) => value)).toEqual([null, null]);
  expect(JSON.stringify(body)).not.toMatch(/1380000|王示例/);
});

test('the contributing rows are a file of their own', async () => {
  const answer = await tested.app.inject({
    url: '/api/explain?metric=recommendation_rate&part=applied&batch=2025&format=csv',
  });
  expect(answer.headers['content-type']).toContain('text/csv');
  expect(answer.body.trim().split('\r\n')).toHaveLength(4);
  expect(answer.body).toContain('项目编号');
});

describe('a bad question', () => {
  test.each<[string, string]>([
    ['/api/explain', 'bad_parameter'],
    ['/api/explain?metric=nothing', 'unknown_metric'],
    ['/api/explain?metric=applied&metric=quota', 'bad_parameter'],
    ['/api/explain?metric=applied&city=x', 'unknown_value'],
    ['/api/explain?metric=applied&only=town:x', 'unknown_column'],
    ['/api/explain?metric=applied&only=city:北京市', 'unknown_value'],
    ['/api/explain?metric=failed&of=findings&only=rule:late_submision', 'unknown_value'],
    ['/api/explain?metric=failed&of=findings&only=verdict:failed', 'unknown_value'],
    ['/api/explain?metric=applied&part=quota', 'unknown_part'],
    ['/api/explain?metric=applied&panel=quota/nowhere', 'unknown_panel'],
    ['/api/explain?metric=applied&panel=__proto__/constructor', 'unknown_panel'],
    ['/api/explain?metric=leverage&panel=quota/by-city', 'not_shown'],
    ['/api/explain?metric=quota&project_id=P-1', 'no_meaning'],
    ['/api/explain?metric=applied&format=xml', 'unknown_format'],
    ['/api/explain?metric=applied&limit=-1', 'bad_parameter'],
    ['/api/explain?metric=applied&colour=red', 'unknown_parameter'],
  ])('%s', async (url, code) => {
    const { status, body } = await get(url);
    expect([status, body.error?.code]).toEqual([400, code]);
    expect(body.error?.message).toMatch(/\p{Script=Han}/u);
  });

  test('of a project that is not there is a 404', async () => {
    expect(await get('/api/explain?metric=applied&project_id=nobody')).toMatchObject({
      status: 404,
      body: { error: { code: 'unknown_project' } },
    });
  });
});

describe('a city', () => {
  let city: TestedApp;
  beforeAll(async () => {
    city = await openApp({ reader: cityReader('济南市') });
  });
  afterAll(() => city.close());

  test('is told of its own rows, and of no other city’s', async () => {
    const { body } = await get('/api/explain?metric=applied', city);
    expect(body).toMatchObject({ value: 2, recomputed: { agrees: true } });
    expect(JSON.stringify(body)).not.toContain('青岛市');
    expect((await get('/api/explain?metric=applied&project_id=P-3', city)).status).toBe(404);
  });

  test('does not read the reconciliation of the province', async () => {
    const { rows } = (await get('/api/loads', city)).body as unknown as { rows: { version: string }[] };
    expect(await get(`/api/loads/${rows[0]!.version}/reconciliation.json`, city)).toMatchObject({
      status: 403,
      body: { error: { code: 'not_yours' } },
    });
  });
});

test('both sides of what balances are told, of all and of one', async () => {
  const { rows } = (await get('/api/loads')).body as unknown as { rows: { version: string }[] };
  const address = `/api/loads/${rows[0]!.version}/reconciliation`;
  expect((await get(`${address}.json`)).body).toMatchObject({
    total: 2,
    assertions: [
      { name: 'cells_sum', title: '汇总与逐项目相等', left: '逐项目', right: '汇总', compared: 1, broken: 0 },
      { name: 'rows_balance', compared: 1, broken: 0 },
    ],
  });
  expect((await get(`${address}.json?assertion=cells_sum`)).body).toMatchObject({
    total: 1,
    rows: [
      {
        assertion: 'cells_sum',
        what: '2025 济南市：total_investment',
        left_side: 30000000.5,
        right_side: 30000000.5,
        is_equal: true,
      },
    ],
  });
  expect((await get(`${address}.json?assertion=nothing`)).body.error?.code).toBe('unknown_assertion');
  expect((await tested.app.inject({ url: `${address}.csv` })).body).toContain('比什么');
});
