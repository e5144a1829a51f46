import { expect, test } from 'vitest';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { application, handIn, type Line } from './hand-in.ts';

const good = (id: string, changed: Line = {}) =>
  application(id, { 统一社会信用代码: '91350100M000100Y43', ...changed });
const listed = (id: string, rank: string): Line => ({ 批次: '2025', 推荐市: '济南市', 排序: rank, 项目编号: id });
const step = (id: string, name: string, time: string): Line => ({ 项目编号: id, 环节: name, 时间: time });

test('a recommendation that no record bears out is marked, with who is to hand in what, and by when', async () => {
  const build = await buildFrom(
    handIn({
      applications: [good('P1'), good('P2'), good('P3'), good('P4')],
      recommendations: [listed('P1', '1'), listed('P2', '2'), listed('P3', '3'), listed('P4', '4')],
      events: [
        step('P1', '市推荐', '2025-04-24 16:00'),
        step('P2', '提交', '2025-04-20 10:00'),
        // Sent back after its recommendation: that is on record, and nothing is missing.
        step('P3', '市推荐', '2025-04-24 16:00'),
        step('P3', '省退回', '2025-04-25 10:00'),
      ],
    }),
    { upTo: 'warnings' }
  );
  const marked = await rowsOf(
    build,
    `from warnings.defects where "check" = 'recommended_without_record' order by source_row`
  );
  build.close();
  expect(marked.map(({ source_row, value, effect }) => [source_row, value, effect])).toEqual([
    [3, 'P2', 'mark'],
    [5, 'P4', 'mark'],
  ]);
  expect(marked[0]).toMatchObject({
    column: '项目编号',
    problem: '流程记录里没有这个项目的市推荐：还不算市推荐，也不占名额',
    fix: '由济南市交流程记录，给这个项目加一行：环节写“市推荐”，时间写推荐的时间，通知的截止是 2025-04-25 17:00',
  });
});
