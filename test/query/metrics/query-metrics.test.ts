import { everything } from '#spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queryMetrics, noFilters, readFilters, type Question } from '#query';
import { openProvince } from '../reading.ts';

let province: Awaited<ReturnType<typeof openProvince>>;
beforeAll(async () => {
  province = await openProvince();
});
afterAll(() => province.close());

async function answer(question: Partial<Question>, asked: Record<string, string[]> = {}, city: string | null = null) {
  const filters = Object.keys(asked).length > 0 ? readFilters(province.catalog, asked) : noFilters;
  return queryMetrics(
    province.context,
    province.catalog,
    { metrics: ['projects'], by: [], ...question },
    { filters, scope: city === null ? everything : { city: [city] } }
  );
}
const rows = async (...given: Parameters<typeof answer>) => (await answer(...given)).result.rows();

const cities = [
  '济南市',
  '青岛市',
  '淄博市',
  '枣庄市',
  '东营市',
  '烟台市',
  '潍坊市',
  '济宁市',
  '泰安市',
  '威海市',
  '日照市',
  '临沂市',
  '德州市',
  '聊城市',
  '滨州市',
  '菏泽市',
];

test('without a dimension there is one row, also of nothing', async () => {
  expect(await rows({ metrics: ['projects', 'total_investment', 'leverage'] })).toEqual([
    { projects: 5, total_investment: 74000000.5, leverage: 10 },
  ]);
  expect(await rows({ metrics: ['projects', 'total_investment', 'leverage'] }, { stage: ['填报'] })).toEqual([
    { projects: 0, total_investment: null, leverage: null },
  ]);
});

describe('by city', () => {
  test('the 16 stand in the order of their codes, those without a project too', async () => {
    const answered = await rows({ metrics: ['projects', 'quota'], by: ['city'] }, { batch: ['2025'] });
    expect(answered.map(({ city }) => city)).toEqual(cities);
    expect(answered.slice(0, 3)).toEqual([
      { city: '济南市', projects: 2, quota: 3 },
      { city: '青岛市', projects: 1, quota: 5 },
      { city: '淄博市', projects: 0, quota: null },
    ]);
  });

  test.each<Record<string, string[]>>([
    { direction: ['链式转型'] },
    { task: ['5G 工厂'] },
    { county: ['市南区'] },
    { stage: ['填报'] },
  ])('the 16 stand also where %o leaves most nothing', async (asked) => {
    const answered = await rows({ by: ['city'] }, asked);
    expect(answered.map(({ city }) => city)).toEqual(cities);
    expect(answered.every(({ projects }) => typeof projects === 'number')).toBe(true);
  });

  test('a filter on cities leaves those; a scope leaves its own', async () => {
    expect(await rows({ by: ['city'] }, { city: ['菏泽市', '青岛市'] })).toEqual([
      { city: '青岛市', projects: 2 },
      { city: '菏泽市', projects: 0 },
    ]);
    expect(await rows({ by: ['city'] }, {}, '青岛市')).toEqual([{ city: '青岛市', projects: 2 }]);
    expect(await rows({ by: ['city'] }, { city: ['济南市'] }, '青岛市')).toEqual([]);
  });
});

test('several dimensions, in their reference order', async () => {
  expect(await rows({ by: ['direction', 'task'] })).toEqual([
    { direction: '技术赋能', task: '5G 工厂', projects: 2 },
    { direction: '链式转型', task: '产业链协同', projects: 1 },
    { direction: '未映射', task: '标杆工厂', projects: 2 },
  ]);
  expect((await rows({ by: ['batch'] })).map(({ batch }) => batch)).toEqual(['2024-1', '2024-2', '2025']);
  expect((await rows({ by: ['stage'] })).map(({ stage }) => stage)).toEqual([
    '已提交',
    '市已推荐',
    '验收未通过',
    '已奖补',
  ]);
});

test('what is unknown of a dimension has a row of its own, last', async () => {
  expect(await rows({ by: ['county'] })).toEqual([
    { city: '济南市', county: '历下区', projects: 1 },
    { city: '济南市', county: '市中区', projects: 1 },
    { city: '青岛市', county: '市南区', projects: 2 },
    { city: '枣庄市', county: null, projects: 1 },
  ]);
});

test('by project, a row each', async () => {
  expect(
    await rows(
      { metrics: ['total_investment', 'verified_investment'], by: ['project_id', 'city'] },
      { batch: ['2024-1'] }
    )
  ).toEqual([
    { project_id: 'Q-1', city: '青岛市', total_investment: 9000000, verified_investment: 8000000 },
    { project_id: 'Q_2', city: '枣庄市', total_investment: 5000000, verified_investment: 0 },
  ]);
});

test('sorted by a measure either way, what is unknown stands last', async () => {
  const sorted = async (sort: string) =>
    (await rows({ metrics: ['verified_investment'], by: ['project_id'], sort })).map(({ project_id }) => project_id);
  expect(await sorted('-verified_investment')).toEqual(['Q-1', 'Q_2', 'P-1', 'P-2', 'P-3']);
  expect(await sorted('verified_investment')).toEqual(['Q_2', 'Q-1', 'P-1', 'P-2', 'P-3']);
  expect(await sorted('-project_id')).toEqual(['Q_2', 'Q-1', 'P-3', 'P-2', 'P-1']);
});

test('sorted by a dimension that it is grouped by, in the order of its values', async () => {
  const cities = async (sort: string) =>
    (await rows({ metrics: ['projects'], by: ['city'], sort })).map(({ city }) => city);
  expect((await cities('city')).slice(0, 2)).toEqual(['济南市', '青岛市']);
  expect((await cities('-city')).at(-1)).toBe('济南市');
});

test('a quota has no direction, task, type or owner: a filter on one makes it unknown', async () => {
  expect(await rows({ metrics: ['quota', 'quota_remaining'] }, { direction: ['技术赋能'] })).toEqual([
    { quota: null, quota_remaining: null },
  ]);
  expect(await rows({ metrics: ['quota', 'quota_used'] }, { task: ['5G 工厂'] })).toEqual([
    { quota: null, quota_used: 1 },
  ]);
});

test.each(['project_id', 'direction', 'task', 'county', 'applicant_type', 'ownership', 'stage'])(
  'a quota by %s has no meaning, and it says so',
  async (by) => {
    await expect(rows({ metrics: ['projects', 'quota_remaining'], by: [by] })).rejects.toMatchObject({
      status: 400,
      code: 'no_meaning',
      message: expect.stringContaining('剩余名额'),
    });
    expect(await rows({ metrics: ['quota_used'], by: [by] })).not.toEqual([]);
  }
);

test.each<[string, Partial<Question>, string, string]>([
  ['metric', { metrics: ['projects', 'nothing'] }, 'unknown_metric', 'quota_used'],
  ['metric of a strange name', { metrics: ['projects(c) from marts.projects --'] }, 'unknown_metric', 'quota_used'],
  ['prototype', { metrics: ['__proto__'] }, 'unknown_metric', 'quota_used'],
  ['dimension', { by: ['town'] }, 'unknown_dimension', 'project_id'],
  ['column that is no dimension', { by: ['applicant'] }, 'unknown_dimension', 'city'],
  ['sort', { by: ['city'], sort: '-quota' }, 'unknown_sort', 'projects'],
  ['sort of another sign', { by: ['city'], sort: '+city' }, 'unknown_sort', 'city'],
  ['no metric', { metrics: [] }, 'no_metrics', 'quota'],
])('an unknown %s is refused with what there is', async (_what, question, code, allowed) => {
  await expect(rows(question)).rejects.toMatchObject({
    status: 400,
    code,
    details: { allowed: expect.arrayContaining([allowed]) },
  });
});

test('the columns explain themselves', async () => {
  const { columns } = await answer({ metrics: ['recommendation_rate'], by: ['city'] });
  expect(columns.slice(0, 2)).toEqual([
    { name: 'city', title: '推荐市', type: 'string', unit: null },
    {
      name: 'recommendation_rate',
      title: '推荐率',
      type: 'number',
      unit: '%',
      format: 'percent',
      definition: '推荐数 ÷ 申报数',
      numerator: 'recommended',
      denominator: 'applied',
      n: 'applied',
    },
  ]);
  // What it is made of stands beside it.
  expect(columns.slice(2).map(({ name }) => name)).toEqual(['recommended', 'applied']);
});
