import { expect, test } from 'vitest';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { application, csv, handIn, type Line } from './hand-in.ts';

const good = (id: string, changed: Line = {}) =>
  application(id, { 统一社会信用代码: '91350100M000100Y43', ...changed });

async function askedOf(files: Record<string, string>): Promise<string[]> {
  const build = await buildFrom(files, { upTo: 'warnings' });
  const asked = await rowsOf(
    build,
    `from warnings.defects where "check" = 'unlike_application' order by source_file, source_row, "column"`
  );
  build.close();
  return asked.map(
    (d) => `${d.source_file} ${d.source_row} ${d.column} ${d.value} | ${d.check} ${d.effect} | ${d.problem} | ${d.fix}`
  );
}

test('a batch or a city that is not the project’s own is marked', async () => {
  const line = (id: string, batch: string, city: string): Line => ({
    批次: batch,
    推荐市: city,
    排序: '1',
    项目编号: id,
  });
  expect(
    await askedOf(
      handIn({
        applications: [good('P1'), good('P2'), good('P3')],
        recommendations: [
          line('P1', '2025年', '济南市工信局'),
          line('P2', '2024-1', '青岛'),
          line('P3', '2030', '岛青市'),
        ],
      })
    )
  ).toEqual([
    'recommendations.csv 3 批次 2024-1 | unlike_application mark | 批次写的是“2024-1”，项目“P2”的申报信息里是 2025 | 核对两张表，改成一致',
    'recommendations.csv 3 推荐市 青岛 | unlike_application mark | 推荐市写的是“青岛”，项目“P2”的申报信息里是 济南市 | 核对两张表，改成一致',
  ]);
});

test('the summary of a city that a project has left is marked: its first application counts no more', async () => {
  expect(
    await askedOf({
      ...handIn({ recommendations: [{ 批次: '2025', 推荐市: '济南市', 排序: '1', 项目编号: 'SL-7' }] }),
      'applications.csv': csv([good('SL-7')]),
      'applications_第2次报送.csv': csv([good('SL-7', { 推荐市: '青岛市', '县（市、区）': '黄岛区' })]),
    })
  ).toEqual([
    'recommendations.csv 2 推荐市 济南市 | unlike_application mark | 推荐市写的是“济南市”，项目“SL-7”的申报信息里是 青岛市 | 核对两张表，改成一致',
  ]);
});
