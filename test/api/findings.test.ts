import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
beforeAll(async () => {
  tested = await openApp();
});
afterAll(() => tested.close());

const get = (query: string) => tested.app.inject({ url: `/api/findings${encodeURI(query)}` });

test('the gravest come first, each with its clause', async () => {
  const { version, total, rows } = (await get('')).json();
  expect({ version, total }).toEqual({ version: '20260701T090000-11111111', total: 4 });
  expect(rows.map(({ rule, verdict, subjectId }: Record<string, string>) => [rule, verdict, subjectId])).toEqual([
    ['late_submission', 'fail', 'P-3'],
    ['late_submission', 'pass', 'P-1'],
    ['over_quota', 'fail', '青岛市'],
    ['group_limit', 'review', '示例集团'],
  ]);
  expect(rows[0]).toMatchObject({
    clause: '三（二）',
    quotation: '青岛市不超过 20 个',
    severity: 'error',
    subjectKind: 'project',
    message: '逾期提交',
    evidence: { late: true },
    asOf: '2026-06-30',
  });
  expect(rows[3].evidence).toBeNull();
});

test.each([
  ['?verdict=fail', ['P-3', '青岛市']],
  ['?verdict=fail&verdict=review', ['P-3', '青岛市', '示例集团']],
  ['?rule=late_submission', ['P-3', 'P-1']],
  ['?severity=warning', ['示例集团']],
  ['?city=青岛市', ['P-3', '青岛市']],
  ['?task=5G%20工厂'.replace('%20', ' '), ['P-1']],
  ['?rule=over_quota&verdict=pass', []],
  ['?limit=1&offset=2', ['青岛市']],
])('%s', async (query, expected) => {
  expect((await get(query)).json().rows.map(({ subjectId }: { subjectId: string }) => subjectId)).toEqual(expected);
});

test.each([
  ['?rule=nothing', ['late_submission', 'over_quota', 'group_limit']],
  ['?verdict=maybe', ['fail', 'review', 'pass']],
  ['?severity=fatal', ['error', 'warning', 'info']],
  ['?notice=2052', ['2024-1', '2024-2', '2025']],
])('%s is refused with what there is', async (query, allowed) => {
  const answer = await get(query);
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.details.allowed).toEqual(allowed);
});

test('what is found over several batches is found under each of them, and under no other', async () => {
  const several = await openApp({
    more: [
      `update marts.findings set batch = null, batches = '2024-2、2025' where rule = 'group_limit'`,
      `update marts.findings set notice = '2024-1' where rule = 'over_quota'`,
    ],
  });
  const ask = async (query: string) =>
    (await several.app.inject({ url: `/api/findings?${query}` })).json<{ rows: { rule: string; batches: string }[] }>()
      .rows;
  try {
    const group = { rule: 'group_limit', batch: null, batches: '2024-2、2025' };
    expect(await ask('batch=2024-2')).toMatchObject([group]);
    expect(await ask('batch=2025&severity=warning')).toMatchObject([group]);
    expect(await ask('batch=2024-2&batch=2025&severity=warning')).toMatchObject([group]);
    expect(await ask('batch=2024-1')).toEqual([]);
    expect(await ask('notice=2024-1')).toMatchObject([{ rule: 'over_quota', notice: '2024-1' }]);
  } finally {
    await several.close();
  }
});

test('what is left empty is not asked for, as the form of a page sends it', async () => {
  const whole = await tested.app.inject({ url: '/api/findings?verdict=fail' });
  const asked = await tested.app.inject({ url: '/api/findings?rule=&verdict=fail&clause=' });
  expect(asked.json()).toEqual(whole.json());
  expect((await tested.app.inject({ url: '/api/findings?rule=nonesuch' })).statusCode).toBe(400);
  expect((await tested.app.inject({ url: '/api/findings?city=' })).statusCode).toBe(400);
});

test('what is found of several cities is found under each of them', async () => {
  const several = await openApp({
    more: [`update marts.findings set cities = '济南市、青岛市' where rule = 'group_limit'`],
  });
  const ask = async (query: string) =>
    (await several.app.inject({ url: `/api/findings?severity=warning&${encodeURI(query)}` })).json<{ rows: object[] }>()
      .rows;
  try {
    for (const city of ['济南市', '青岛市'])
      expect(await ask(`city=${city}`)).toMatchObject([{ rule: 'group_limit', city: null, cities: '济南市、青岛市' }]);
    expect(await ask('city=烟台市')).toEqual([]);
  } finally {
    await several.close();
  }
});

test('as a file it is in words', async () => {
  const { body } = await get('?format=csv&verdict=review');
  expect(body).toContain('原则要求,集团,示例集团,待核');
});

test('a state of decisions that there is none of is told so', async () => {
  const answer = await tested.app.inject({ url: '/api/findings?decision=maybe' });
  expect([answer.statusCode, answer.json().error]).toMatchObject([
    400,
    { code: 'bad_parameter', message: '参数 decision 的值不合要求：只能取列出的值。' },
  ]);
});
