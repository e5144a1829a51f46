import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { application, csv, type Line } from '../pipelines/hand-in.ts';

const code = '91350100M000100Y43';
const project = (id: string, changed: Line = {}) =>
  application(id, { 统一社会信用代码: code, 项目名称: `智能排产${id}项目`, ...changed });
const support = (项目名称: string, changed: Line = {}): Line => ({
  统一社会信用代码: code,
  项目名称,
  资金级次: '市级',
  年度: '2023',
  '金额(万元)': '50',
  文号: '示例市财〔2023〕1号',
  ...changed,
});

let build: Build;
beforeAll(async () => {
  build = await buildFrom({
    'applications.csv': csv(['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((id) => project(id))),
    '财政支持台账.csv': csv([
      support('智能排产P1项目（示例）'),
      support('智能排产P1项目', { 年度: '2024', '金额(万元)': '20.5', 文号: '示例市财〔2024〕2号' }),
      // Another firm's project of the same name is none of its own.
      support('智能排产P1项目', { 统一社会信用代码: '91370100MA3C4D5E6Y', '金额(万元)': '900' }),
      support('智能排产P2项目', { '金额(万元)': '' }),
      // What the province gave in that year or later may be this very programme's money.
      support('智能排产P4项目', { 资金级次: '省级', 年度: '2025', 文号: '示例财〔2025〕9号' }),
      support('智能排产P5项目', { 资金级次: '省级', 年度: '2026', 文号: '示例财工指〔2026〕1号' }),
      // Alike is not the same.
      support('智能排产P6项目二期'),
    ]),
    'subsidies.csv': csv([
      {
        项目编号: 'P5',
        预算年度: '2026',
        下达文号: '示例财工指〔2026〕1号',
        下达日期: '2026-05-01',
        '下达金额(万元)': '50',
      },
    ]),
  });
});
afterAll(() => build.close());

test('other support is that of the same firm and name; own money, and what may be, is told apart', async () => {
  const rows = await rowsOf(
    build,
    `select project_id, level, amount, is_own, is_unsure from marts.other_support order by project_id, year`
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['P1', '市级', '500000.00', false, false],
    ['P1', '市级', '205000.00', false, false],
    ['P2', '市级', null, false, false],
    ['P4', '省级', '500000.00', false, true],
    ['P5', '省级', '500000.00', true, false],
  ]);
});
