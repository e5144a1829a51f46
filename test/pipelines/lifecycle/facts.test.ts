import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, events, handIn, type Line } from '../hand-in.ts';
import { isFull } from '../../tier.ts';

const marts = { upTo: 'marts', without: ['checks', 'links', 'warnings'] } as const;

async function ask(sources: Record<string, Line[]>, sql: string, options: { asOf?: string } = {}) {
  const build = await buildFrom(handIn(sources), { ...options, ...marts });
  try {
    return await rowsOf(build, sql);
  } finally {
    build.close();
  }
}

const results = ['通过', '不通过', '整改', '延期', '终止'];

/** Projects of whose payment something is written that nobody can read, and one of which nothing is. */
const smudged = ['DAY', 'AMOUNT', 'BACK', 'UNPAID'];

/** What projects that have nothing to do with each other are told of, loaded once. */
const together: Record<string, Line[]> = {
  applications: [
    ...['MOVED', 'A', 'B', 'C', 'D', 'PAID', ...smudged].map((id) => application(id)),
    application('BLANK', { '项目总投资(万元)': '—', 企业性质: '', '县（市、区）': '' }),
    application('PLANNED', { '实施期内计划投资(万元)': '80.5' }),
    ...results.map((_, index) => application(`R${index}`)),
  ],
  events: [
    ...events(
      'MOVED',
      '提交 2025-04-03 09:00, 提交 2025-04-01 09:00, 县区推荐 2025-04-05 09:00, 县区推荐 2025-04-08 09:00, 市推荐 2025-04-10 09:00, 省退回 2025-04-12 09:00, 市推荐 2025-04-20 10:30:15'
    ),
    ...events('A', '提交 2025-04-01 09:00, 公布 2025-06-10 15:00'),
    ...['B', 'C', 'BLANK'].flatMap((id) => events(id, '提交 2025-04-01 09:00')),
    ...results.flatMap((_, index) => events(`R${index}`, '提交 2025-04-01 09:00, 公布 2025-06-01 09:00')),
  ],
  reviews: [
    { 项目编号: 'A', 结论: '揭榜', 评审日期: '2025-05-20', 得分: '88.5' },
    { 项目编号: 'B', 结论: '揭榜', 评审日期: '2025-05-21', 得分: '80' },
    { 项目编号: 'C', 结论: '不予揭榜', 评审日期: '2025-05-22', 得分: '' },
  ],
  acceptances: results.map((验收结论, index) => ({
    项目编号: `R${index}`,
    验收结论,
    '申报实际投入(万元)': '90',
    '核定实际投入(万元)': '70',
  })),
  subsidies: [
    { 项目编号: 'PAID', 预算年度: '2026', '下达金额(万元)': '30', '拨付金额(万元)': '' },
    { 项目编号: 'PAID', 预算年度: '2026', '下达金额(万元)': '20.25', '拨付金额(万元)': '' },
    { 项目编号: 'DAY', '下达金额(万元)': '10', 拨付日期: '6月末', '拨付金额(万元)': '' },
    { 项目编号: 'AMOUNT', '下达金额(万元)': '10', 拨付日期: '', '拨付金额(万元)': '38,16' },
    {
      项目编号: 'BACK',
      '下达金额(万元)': '10',
      拨付日期: '2025-06-01',
      '拨付金额(万元)': '10',
      '收回金额(万元)': '约2',
    },
    { 项目编号: 'UNPAID', '下达金额(万元)': '10', 拨付日期: '—', '拨付金额(万元)': '' },
  ],
};
let build: Build;
beforeAll(async () => {
  build = await buildFrom(handIn(together), marts);
});
afterAll(() => build.close());

const told = (columns: string, ids: readonly string[]) =>
  rowsOf(
    build,
    `select ${columns} from marts.projects where project_id in ('${ids.join("', '")}') order by project_id`
  );

test('the first submission and the last recommendation are kept, whatever came between', async () => {
  expect(await told('submitted_at, county_recommended_at, recommended_at', ['MOVED'])).toEqual([
    {
      submitted_at: '2025-04-01 09:00:00',
      county_recommended_at: '2025-04-08 09:00:00',
      recommended_at: '2025-04-20 10:30:15',
    },
  ]);
});

test('listed on the day of publication; a review alone lists nobody', async () => {
  expect(await told('project_id, listed_on, review_score', ['A', 'B', 'C', 'D'])).toEqual([
    { project_id: 'A', listed_on: '2025-06-10', review_score: 88.5 },
    { project_id: 'B', listed_on: null, review_score: 80 },
    { project_id: 'C', listed_on: null, review_score: null },
    { project_id: 'D', listed_on: null, review_score: null },
  ]);
});

test('without one row of a log a review, a conclusion or an allocation lists a project, and it is told', async () => {
  const ids = ['REVIEWED', 'REFUSED', 'CONCLUDED', 'RESUMED', 'ALLOCATED', 'PROPOSED', 'LOGGED'];
  expect(
    await ask(
      {
        applications: ids.map((id) => application(id)),
        events: events('LOGGED', '提交 2025-04-01 09:00'),
        reviews: [
          { 项目编号: 'REVIEWED', 结论: '揭榜' },
          { 项目编号: 'REFUSED', 结论: '不予揭榜' },
          { 项目编号: 'LOGGED', 结论: '揭榜' },
        ],
        acceptances: [
          { 项目编号: 'CONCLUDED', 验收结论: '不通过' },
          { 项目编号: 'RESUMED', 验收结论: '整改' },
        ],
        subsidies: [
          { 项目编号: 'ALLOCATED', 预算年度: '2026', '下达金额(万元)': '14' },
          { 项目编号: 'PROPOSED', 预算年度: '2026', '拟奖补金额(万元)': '14' },
        ],
      },
      'select project_id, stage, listed, listed_without_log as told from marts.projects order by listed desc, project_id'
    )
  ).toEqual([
    { project_id: 'ALLOCATED', stage: '已奖补', listed: 1, told: 1 },
    { project_id: 'CONCLUDED', stage: '验收未通过', listed: 1, told: 1 },
    { project_id: 'REVIEWED', stage: '已揭榜', listed: 1, told: 1 },
    { project_id: 'LOGGED', stage: '拟揭榜', listed: 0, told: 0 },
    { project_id: 'PROPOSED', stage: '填报', listed: 0, told: 0 },
    { project_id: 'REFUSED', stage: '未揭榜', listed: 0, told: 0 },
    { project_id: 'RESUMED', stage: '整改或延期', listed: 0, told: 0 },
  ]);
});

test.runIf(isFull)('an exempt direction and an exempt owner both are said, and count once', async () => {
  const of = (id: string, 揭榜任务: string, 企业性质: string) => application(id, { 揭榜任务, 企业性质 });
  expect(
    await ask(
      {
        applications: [
          of('A', '6', '民营'),
          of('B', '7', '民营'),
          of('C', '9', '外资'),
          of('D', '1', '省属国企'),
          of('E', '8', '中央驻鲁企业'),
          of('F', '1', '市属国企'),
          of('G', '1', ''),
        ],
        events: ['A', 'B', 'C', 'D', 'E', 'F', 'G'].flatMap((id) =>
          events(id, '提交 2025-04-01 09:00, 市推荐 2025-04-20 09:00')
        ),
      },
      'select project_id, direction, quota_exemption, recommended, quota_used, quota_exempt from marts.projects'
    )
  ).toEqual([
    { project_id: 'A', direction: '技术赋能', quota_exemption: null, recommended: 1, quota_used: 1, quota_exempt: 0 },
    {
      project_id: 'B',
      direction: '链式转型',
      quota_exemption: '方向不限名额',
      recommended: 1,
      quota_used: 0,
      quota_exempt: 1,
    },
    {
      project_id: 'C',
      direction: '载体赋能',
      quota_exemption: '方向不限名额',
      recommended: 1,
      quota_used: 0,
      quota_exempt: 1,
    },
    {
      project_id: 'D',
      direction: '技术赋能',
      quota_exemption: '中央驻鲁企业、省属国企',
      recommended: 1,
      quota_used: 0,
      quota_exempt: 1,
    },
    {
      project_id: 'E',
      direction: '链式转型',
      quota_exemption: '方向不限名额 + 中央驻鲁企业、省属国企',
      recommended: 1,
      quota_used: 0,
      quota_exempt: 1,
    },
    { project_id: 'F', direction: '技术赋能', quota_exemption: null, recommended: 1, quota_used: 1, quota_exempt: 0 },
    { project_id: 'G', direction: '技术赋能', quota_exemption: null, recommended: 1, quota_used: 1, quota_exempt: 0 },
  ]);
});

test('what nobody wrote is unknown, never nought', async () => {
  const [row] = await told('*', ['BLANK']);
  expect(row).toMatchObject({ applied: 1, ownership: null, county: null, rank: null, verified: 0, quota: null });
  const amounts = [
    'total_investment',
    'planned_investment',
    'declared_investment',
    'verified_investment',
    'planned_of_verified',
    'verified_of_planned',
    'declared_of_verified',
    'reduced_of_declared',
  ];
  for (const name of [
    ...amounts,
    'subsidy_proposed',
    'subsidy_allocated',
    'subsidy_paid',
    'subsidy_recovered',
    'verified_of_supported',
    'subsidy_of_verified',
  ]) {
    expect([name, row?.[name]]).toEqual([name, null]);
  }
});

test('a blank planned investment is the total; several payments add up; an amount that no row gives stays unknown', async () => {
  const columns = 'project_id, planned_investment, subsidy_allocated, subsidy_paid, subsidy_recovered';
  expect(await told(columns, ['PAID', 'PLANNED'])).toEqual([
    {
      project_id: 'PAID',
      planned_investment: '1000000.00',
      subsidy_allocated: '502500.00',
      subsidy_paid: null,
      subsidy_recovered: null,
    },
    {
      project_id: 'PLANNED',
      planned_investment: '805000.00',
      subsidy_allocated: null,
      subsidy_paid: null,
      subsidy_recovered: null,
    },
  ]);
});

test('only a conclusion verifies an investment', async () => {
  const ids = results.map((_, index) => `R${index}`);
  expect(await told('acceptance_result, verified_investment, declared_investment, verified', ids)).toEqual([
    { acceptance_result: '通过', verified_investment: '700000.00', declared_investment: '900000.00', verified: 1 },
    { acceptance_result: '不通过', verified_investment: '700000.00', declared_investment: '900000.00', verified: 1 },
    { acceptance_result: '整改', verified_investment: null, declared_investment: '900000.00', verified: 0 },
    { acceptance_result: '延期', verified_investment: null, declared_investment: '900000.00', verified: 0 },
    { acceptance_result: '终止', verified_investment: null, declared_investment: '900000.00', verified: 0 },
  ]);
});

test.runIf(isFull)('the rank is the one of the project’s own batch', async () => {
  const ranked = (批次: string, 排序: string) => ({ 批次, 推荐市: '济南市', 排序, 项目编号: 'A' });
  expect(
    await ask(
      { applications: [application('A')], recommendations: [ranked('2024-1', '9'), ranked('2025', '2')] },
      'select rank from marts.projects'
    )
  ).toEqual([{ rank: 2 }]);
});

test.runIf(isFull)(
  'a task of 2024 is unmapped and keeps the words it was handed in with, told with its year',
  async () => {
    expect(
      await ask(
        {
          applications: [
            application('A', { 批次: '2024-1', 揭榜任务: '5G 工厂' }),
            application('B', { 揭榜任务: '5G 工厂' }),
          ],
        },
        'select project_id, task_no, task, direction from marts.projects'
      )
    ).toEqual([
      { project_id: 'A', task_no: null, task: '5G 工厂 · 2024', direction: '未映射' },
      { project_id: 'B', task_no: 3, task: '5G 工厂（产线/车间）', direction: '技术赋能' },
    ]);
  }
);

test('what is written of a payment and cannot be read is unknown: neither unpaid nor 0', async () => {
  expect(await told('project_id, unpaid, payments_unknown, paid_of_allocated, subsidy_net', smudged)).toEqual([
    { project_id: 'AMOUNT', unpaid: 0, payments_unknown: 1, paid_of_allocated: null, subsidy_net: '100000.00' },
    { project_id: 'BACK', unpaid: 0, payments_unknown: 0, paid_of_allocated: '100000.00', subsidy_net: null },
    { project_id: 'DAY', unpaid: 0, payments_unknown: 1, paid_of_allocated: null, subsidy_net: '100000.00' },
    { project_id: 'UNPAID', unpaid: 1, payments_unknown: 0, paid_of_allocated: '0.00', subsidy_net: '100000.00' },
  ]);
});
