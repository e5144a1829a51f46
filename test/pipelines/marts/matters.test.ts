import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, events, handIn, type Line } from '../hand-in.ts';

const up = '提交 2025-04-01 09:00, 县区推荐 2025-04-10 09:00, 市推荐 2025-04-20 09:00';
const listed = `${up}, 公示 2025-06-01, 公布 2025-06-10`;
const ending = (end: string): Line => ({ 响应内容起始日期: '2025-03-01', 实施期止: end });
const money = (id: string, more: Line): Line => ({ 项目编号: id, 预算年度: '2026', '下达金额(万元)': '9', ...more });
const concluded = (id: string, result: string, on: string, more: Line = {}): Line => ({
  项目编号: id,
  申请日期: '2026-04-01',
  验收日期: on,
  验收结论: result,
  ...more,
});

/** The state of a project's matters on a day: `what 谁 缓急 days`. */
async function toldOf(build: Build): Promise<Record<string, string[]>> {
  const rows = await rowsOf(
    build,
    `select project_id, concat_ws(' ', what, actor, state, coalesce(days_late, days_left), waited_days::varchar) as told
    from marts.matters order by all`
  );
  const told: Record<string, string[]> = {};
  for (const { project_id: id, told: words } of rows) (told[String(id)] ??= []).push(String(words));
  return told;
}

let after: Build;
let before: Build;
beforeAll(async () => {
  const files = handIn({
    applications: [
      application('A1', ending('2026-06-29')),
      application('A2', ending('2026-06-30')),
      application('A3', ending('')),
      application('A4', ending('2026-03-31')),
      application('A5', ending('2026-03-31')),
      application('A6', ending('2026-03-31')),
      application('A7', ending('2026-03-31')),
      application('M1', ending('2026-03-31')),
      application('M2', ending('2026-03-31')),
      application('M3', ending('2026-03-31')),
      application('M4', ending('2026-03-31')),
      application('R1', ending('2026-03-31')),
      application('O1', { 批次: '2024-1' }),
      application('O2', { 批次: '2024-2' }),
      application('O3', { 批次: '2024-2' }),
    ],
    events: [
      ...['A1', 'A2', 'A3', 'A5', 'A7', 'M1', 'M2', 'M3', 'M4', 'R1'].flatMap((id) => events(id, listed)),
      ...events('O2', '提交 2024-08-01 09:00'),
      ...events('O3', '提交 2024-08-01 09:00, 市推荐 2024-08-20, 公示 2024-10-01, 公布 2024-10-10'),
      ...events('A4', `${listed}, 申请验收 2026-04-02`),
      ...events('A6', `${listed}, 申请验收 2026-07-02`),
    ],
    acceptances: [
      concluded('A5', '整改', '2026-05-01'),
      concluded('A7', '通过', '2026-07-15'),
      ...['M1', 'M2', 'M3', 'M4'].map((id) => concluded(id, '通过', '2026-05-01')),
      concluded('R1', '不通过', '2026-05-01'),
    ],
    subsidies: [
      money('M1', { 下达日期: '2025-06-29', 拨付日期: '', '拨付金额(万元)': '' }),
      money('M2', { 下达日期: '2025-06-30', 拨付日期: '', '拨付金额(万元)': '' }),
      money('M3', { 下达日期: '', 拨付日期: '', '拨付金额(万元)': '' }),
      money('M4', { 下达日期: '2026-05-20', 拨付日期: '2026-06-01', '拨付金额(万元)': '9' }),
      money('R1', { 下达日期: '2026-01-01', 拨付日期: '2026-02-01', '拨付金额(万元)': '9' }),
    ],
  });
  const early = handIn({
    applications: ['E1', 'E2', 'E3', 'E4', 'E5', 'E6'].map((id) => application(id)),
    events: [
      ...events('E2', '提交 2025-04-01 09:00'),
      ...events('E3', '提交 2025-04-01 09:00, 县区推荐 2025-04-10 09:00'),
      ...events('E4', '提交 2025-04-01 09:00, 退回 2025-04-12 09:00'),
      ...events('E5', `${up}, 省退回 2025-04-22 09:00`),
      ...events('E6', '提交 2025-04-01 09:00, 撤回 2025-04-02 09:00'),
    ],
  });
  const marts = { upTo: 'marts', without: ['checks', 'links', 'warnings'] } as const;
  [after, before] = await Promise.all([
    buildFrom(files, { asOf: '2026-06-30', ...marts }),
    buildFrom(early, { asOf: '2025-04-24', ...marts }),
  ]);
});
afterAll(() => Promise.all([after.close(), before.close()]));

test('acceptance is late from the day after its period; who applied waits for the province; later days have not come', async () => {
  const told = await toldOf(after);
  expect(told.A1).toEqual(['申请验收 申报单位 逾期 1 385']);
  expect(told.A2).toEqual(['申请验收 申报单位 未到期 0 385']);
  expect(told.A3).toEqual(['申请验收 申报单位 期限未知 385']);
  expect(told.A4).toEqual(['验收 省 逾期 91 89']);
  expect(told.A5).toEqual(['整改后再验收 申报单位 逾期 91 60']);
  expect(told.A6).toEqual(['申请验收 申报单位 逾期 91 385']);
  expect(told.A7).toEqual(['验收 省 逾期 91 90']);
});

test('money that lies is late when its months are over, and of an unknown deadline where its day is not known', async () => {
  const told = await toldOf(after);
  expect(told.M1).toEqual(['拨付奖补 市 逾期 1 366']);
  expect(told.M2).toEqual(['拨付奖补 市 未到期 0 365']);
  expect(told.M3).toEqual(['拨付奖补 市 期限未知']);
  expect(told.M4).toBeUndefined();
  expect(told.R1).toEqual(['收回奖补 市 未到期 30 60']);
});

test('of a batch that is over and was not walked to its end nobody is urged', async () => {
  const told = await toldOf(after);
  expect(told.O2).toBeUndefined();
  // Of a notice that is not at hand, and of which nothing was published, nobody knows that it is over.
  expect(told.O1).toEqual(['提交申报 申报单位 期限未知']);
  const stands = `select project_id, progress, under_way, closed, undated, unsure from marts.stays where project_id in ('O1', 'O2') order by 1`;
  expect(await rowsOf(after, stands)).toEqual([
    { project_id: 'O1', progress: '未知', under_way: null, closed: null, undated: null, unsure: 1 },
    { project_id: 'O2', progress: '已截止', under_way: 0, closed: 1, undated: 0, unsure: 0 },
  ]);
});

test('on the day of a deadline it is not late; what may still be done says who is to do it, and by when', async () => {
  expect(await toldOf(before)).toEqual({
    E1: ['提交申报 申报单位 未到期 0'],
    E2: ['县区推荐 县（市、区） 未到期 1 23'],
    E3: ['市推荐 市 未到期 1 14'],
    E4: ['改好再提交 申报单位 未到期 0 12'],
    E5: ['市推荐 市 没有期限 2'],
  });
  const [row] = await rowsOf(before, `select due_said, due_basis, urge from marts.matters where project_id = 'E1'`);
  expect(row).toEqual({
    due_said: '2025-04-24 17:00',
    due_basis: '通知三（一）',
    urge: '示例甲公司：贵单位“项目E1”（项目编号 E1）还没有提交申报。期限 2025-04-24 17:00（通知三（一）），到 2025-04-24 还有 0 天。请核对申报材料，确认无误后提交，并请答复办理情况。',
  });
});

test('each project stands somewhere once; of a stage without a day it is not known for how long', async () => {
  expect(
    await rowsOf(
      before,
      `select project_id, stage, progress, stayed_days from marts.stays where project_id in ('E1', 'E5', 'E6') order by 1`
    )
  ).toEqual([
    { project_id: 'E1', stage: '填报', progress: '在办', stayed_days: null },
    { project_id: 'E5', stage: '已退回', progress: '在办', stayed_days: 2 },
    { project_id: 'E6', stage: '已撤回', progress: '已了结', stayed_days: 22 },
  ]);
});

test('what was submitted and recommended stands against its deadline; against an unknown one nothing is 0', async () => {
  const rows = await rowsOf(
    after,
    `select project_id, step, hour, timed, before_day, no_deadline from marts.arrivals where project_id in ('A1', 'O3') order by 1, happened_at`
  );
  expect(rows).toEqual([
    { project_id: 'A1', step: '提交', hour: '2025-04-01 09:00', timed: 1, before_day: 0, no_deadline: 0 },
    { project_id: 'A1', step: '县区推荐', hour: '2025-04-10 09:00', timed: 1, before_day: 0, no_deadline: 0 },
    { project_id: 'A1', step: '市推荐', hour: '2025-04-20 09:00', timed: 1, before_day: 0, no_deadline: 0 },
    { project_id: 'O3', step: '提交', hour: '2024-08-01 09:00', timed: null, before_day: null, no_deadline: 1 },
    { project_id: 'O3', step: '市推荐', hour: null, timed: null, before_day: null, no_deadline: 1 },
  ]);
});
