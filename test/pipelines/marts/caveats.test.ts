import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, events, handIn } from '../hand-in.ts';

const listed = '提交 2025-04-01 09:00, 市推荐 2025-04-20 09:00, 公示 2025-06-01, 公布 2025-06-10';

let build: Build;
beforeAll(async () => {
  const files = handIn({
    applications: [
      application('P1', { 响应内容起始日期: '1925-03-01', 实施期止: '2026-02-28', '项目总投资(万元)': '12000000' }),
      application('P2', { 响应内容起始日期: '1900年1月', 实施期止: '2026-02-28' }),
      application('P3', { 响应内容起始日期: '2025-03-01', 实施期止: '2026-02-28' }),
      application('P4', { 响应内容起始日期: '2025-03-01', 实施期止: '2026-02-28' }),
    ],
    events: [
      ...events('P1', listed),
      ...events('P2', '提交 2025-04-01 09:00, 市推荐 2026-07-01 09:00'),
      ...events('P3', listed),
      ...events('P4', `${listed}, 撤销 2026-08-01`),
    ],
    reviews: [{ 项目编号: 'P2', 结论: '揭榜', 评审日期: '2026-08-01' }],
    acceptances: [
      { 项目编号: 'P1', 申请日期: '2026-06-01', 验收日期: '2026-07-10', 验收结论: '通过', '核定实际投入(万元)': '90' },
      { 项目编号: 'P3', 申请日期: '2026-05-01', 验收日期: '2026-06-10', 验收结论: '通过', '核定实际投入(万元)': '90' },
      { 项目编号: 'P4', 申请日期: '2026-07-01', 验收日期: '2026-07-10', 验收结论: '通过', '核定实际投入(万元)': '90' },
    ],
    subsidies: [
      {
        项目编号: 'P3',
        预算年度: '2026',
        下达日期: '2026-06-20',
        '下达金额(万元)': '9',
        拨付日期: '2026-07-20',
        '拨付金额(万元)': '9',
      },
      {
        项目编号: 'P3',
        预算年度: '2027',
        下达日期: '2027-06-20',
        '下达金额(万元)': '7',
        拨付日期: '',
        '拨付金额(万元)': '',
      },
    ],
  });
  build = await buildFrom(files, { asOf: '2026-06-30' });
});
afterAll(() => build.close());

test('what has not come by the as-of day is in no measure and no stage', async () => {
  expect(
    await rowsOf(
      build,
      `select project_id, stage, recommended::integer as recommended, listed::integer as listed, concluded::integer as concluded,
        verified_investment::varchar as verified, subsidy_allocated::varchar as allocated, subsidy_paid::varchar as paid
      from marts.projects order by all`
    )
  ).toEqual([
    {
      project_id: 'P1',
      stage: '已揭榜',
      recommended: 1,
      listed: 1,
      concluded: 0,
      verified: null,
      allocated: null,
      paid: null,
    },
    {
      project_id: 'P2',
      stage: '已提交',
      recommended: 0,
      listed: 0,
      concluded: 0,
      verified: null,
      allocated: null,
      paid: null,
    },
    {
      project_id: 'P3',
      stage: '已奖补',
      recommended: 1,
      listed: 1,
      concluded: 1,
      verified: '900000.00',
      allocated: '90000.00',
      paid: null,
    },
    {
      project_id: 'P4',
      stage: '已揭榜',
      recommended: 1,
      listed: 1,
      concluded: 0,
      verified: null,
      allocated: null,
      paid: null,
    },
  ]);
  expect(await rowsOf(build, `select unpaid::integer as unpaid from marts.projects where project_id = 'P3'`)).toEqual([
    { unpaid: 1 },
  ]);
});

test('it is told row by row, and amounts that are likely of another unit beside it', async () => {
  expect(
    await rowsOf(
      build,
      `select project_id, kind, source, is_whole, found_on::varchar as found_on, said from marts.caveats order by all`
    )
  ).toEqual([
    {
      project_id: 'P1',
      kind: 'doubted',
      source: 'applications',
      is_whole: false,
      found_on: null,
      said: '项目总投资 12000000',
    },
    { project_id: 'P1', kind: 'not_yet', source: 'acceptances', is_whole: false, found_on: '2026-07-10', said: null },
    { project_id: 'P2', kind: 'not_yet', source: 'events', is_whole: true, found_on: '2026-07-01', said: null },
    { project_id: 'P2', kind: 'not_yet', source: 'reviews', is_whole: true, found_on: '2026-08-01', said: null },
    { project_id: 'P3', kind: 'not_yet', source: 'subsidies', is_whole: false, found_on: '2026-07-20', said: null },
    { project_id: 'P3', kind: 'not_yet', source: 'subsidies', is_whole: true, found_on: '2027-06-20', said: null },
    { project_id: 'P4', kind: 'not_yet', source: 'acceptances', is_whole: true, found_on: '2026-07-01', said: null },
    { project_id: 'P4', kind: 'not_yet', source: 'events', is_whole: true, found_on: '2026-08-01', said: null },
  ]);
  expect(
    await rowsOf(build, `select assertion from assertions.compared where left_side is distinct from right_side`)
  ).toEqual([]);
});

test('a day that a program wrote into a blank cell judges nothing', async () => {
  expect(
    await rowsOf(
      build,
      `select rule, subject_id, verdict from marts.findings
      where rule in ('started_before_notice', 'period_too_long') and subject_id in ('P1', 'P2') order by all`
    )
  ).toEqual(
    ['period_too_long', 'started_before_notice'].flatMap((rule) =>
      ['P1', 'P2'].map((subject_id) => ({ rule, subject_id, verdict: 'review' }))
    )
  );
});
