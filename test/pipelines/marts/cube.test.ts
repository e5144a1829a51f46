import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, events, handIn } from '../hand-in.ts';

const sent = '提交 2025-04-01 09:00, 市推荐 2025-04-20 09:00';

let build: Build;
beforeAll(async () => {
  build = await buildFrom(
    handIn({
      applications: [
        application('P1'),
        application('P2'),
        application('P3', { '县（市、区）': '市中区' }),
        application('P4', { '县（市、区）': '' }),
        application('P5', { 推荐市: '青岛市', '县（市、区）': '', 企业性质: '' }),
        application('P6', { 批次: '2024-1', 揭榜任务: '往年任务' }),
      ],
      events: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].flatMap((id) => events(id, sent)),
      quotas: [
        { 批次: '2025', 市: '济南市', 推荐名额: '5' },
        { 批次: '2025', 市: '烟台市', 推荐名额: '3' },
      ],
      subsidies: [
        { 项目编号: 'P1', 预算年度: '2026', '下达金额(万元)': '3', 下达文号: '示例〔2026〕1号' },
        { 项目编号: 'P1', 预算年度: '2026', '下达金额(万元)': '2' },
      ],
    }),
    { upTo: 'marts', without: ['checks', 'links', 'warnings'] }
  );
});
afterAll(() => build.close());

test('one row for each combination that there is, and one of the quota for each city of each batch', async () => {
  expect(
    await rowsOf(
      build,
      `select city, direction, task, ownership, stage, projects, recommended, quota from marts.cube where batch = '2025' and (projects > 0 or quota > 0) order by city, projects`
    )
  ).toEqual([
    {
      city: '济南市',
      direction: null,
      task: null,
      ownership: null,
      stage: null,
      projects: '0',
      recommended: null,
      quota: 5,
    },
    {
      city: '济南市',
      direction: '技术赋能',
      task: '工业互联网+安全生产',
      ownership: '民营',
      stage: '已奖补',
      projects: '1',
      recommended: '1',
      quota: null,
    },
    {
      city: '济南市',
      direction: '技术赋能',
      task: '工业互联网+安全生产',
      ownership: '民营',
      stage: '市已推荐',
      projects: '3',
      recommended: '3',
      quota: null,
    },
    {
      city: '烟台市',
      direction: null,
      task: null,
      ownership: null,
      stage: null,
      projects: '0',
      recommended: null,
      quota: 3,
    },
    {
      city: '青岛市',
      direction: '技术赋能',
      task: '工业互联网+安全生产',
      ownership: null,
      stage: '市已推荐',
      projects: '1',
      recommended: '1',
      quota: null,
    },
  ]);
  expect(
    await rowsOf(
      build,
      `select batch, count(*)::integer as cities from marts.cube where projects = 0 group by batch order by batch`
    )
  ).toEqual(['2024-1', '2024-2', '2025'].map((batch) => ({ batch, cities: 16 })));
});

test('a quota is unknown where a batch has projects in a city and none is loaded, not where it has none', async () => {
  expect(
    await rowsOf(build, `select batch, city from marts.cube where quota_unknown = 1 order by batch, city`)
  ).toEqual([
    { batch: '2024-1', city: '济南市' },
    { batch: '2025', city: '青岛市' },
  ]);
  expect(
    await rowsOf(
      build,
      `select batch, city, quota from marts.quotas where quota_unknown = 1 or quota > 0 order by batch, city`
    )
  ).toEqual([
    { batch: '2024-1', city: '济南市', quota: null },
    { batch: '2025', city: '济南市', quota: 5 },
    { batch: '2025', city: '烟台市', quota: 3 },
    { batch: '2025', city: '青岛市', quota: null },
  ]);
});

test('a quota is of a city and a batch, and of no direction', async () => {
  expect(await rowsOf(build, `select distinct direction from marts.cube where projects = 0`)).toEqual([
    { direction: null },
  ]);
});

test('a county’s projects are summed apart, an unknown county’s too', async () => {
  expect(
    await rowsOf(
      build,
      `select county, sum(projects)::integer as projects from marts.county_cube where city = '济南市' and batch = '2025' group by county order by county`
    )
  ).toEqual([
    { county: '历下区', projects: 2 },
    { county: '市中区', projects: 1 },
    { county: null, projects: 1 },
  ]);
});

test('cities of a batch stand in the order of their codes among the quotas', async () => {
  expect(
    (await rowsOf(build, `select city from marts.quotas where batch = '2025'`)).map(({ city }) => city).slice(0, 3)
  ).toEqual(['济南市', '青岛市', '淄博市']);
});

test('each payment and each event stays a row, with its project’s dimensions', async () => {
  expect(
    await rowsOf(
      build,
      `select project_id, city, direction, stage, subsidy_allocated, document from marts.subsidies order by document nulls last`
    )
  ).toEqual([
    {
      project_id: 'P1',
      city: '济南市',
      direction: '技术赋能',
      stage: '已奖补',
      subsidy_allocated: '30000.00',
      document: '示例〔2026〕1号',
    },
    {
      project_id: 'P1',
      city: '济南市',
      direction: '技术赋能',
      stage: '已奖补',
      subsidy_allocated: '20000.00',
      document: null,
    },
  ]);
  expect(
    await rowsOf(
      build,
      `select seq::integer as seq, step, stage, has_time, source_file, source_row from marts.events where project_id = 'P2'`
    )
  ).toEqual([
    { seq: 1, step: '提交', stage: '市已推荐', has_time: true, source_file: 'events.csv', source_row: 4 },
    { seq: 2, step: '市推荐', stage: '市已推荐', has_time: true, source_file: 'events.csv', source_row: 5 },
  ]);
});
