import { expect, test } from 'vitest';
import type { Stage } from '#pipeline';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { application, csv, handIn, type Line } from './hand-in.ts';
import { isFull } from '../tier.ts';

const good = (id: string, changed: Line = {}) =>
  application(id, { 统一社会信用代码: '91350100M000100Y43', ...changed });
const submitted = (id: string): Line => ({ 项目编号: id, 环节: '提交', 时间: '2025-04-01 09:00' });

async function linksOf(files: Record<string, string>, without: readonly Stage[] = []): Promise<string[]> {
  const build = await buildFrom(files, { upTo: 'links', without });
  const defects = await rowsOf(build, 'from links.defects order by source_file, source_row, "column"');
  build.close();
  return defects.map(
    (d) => `${d.source_file} ${d.source_row} ${d.column} ${d.value} | ${d.check} ${d.effect} | ${d.problem} | ${d.fix}`
  );
}

const together = '核对编号是否写错；没写错就把这个项目的申报信息一起交来';
const first = '先改正那一行，再一起导入';

test('a row of a project that nobody handed in is refused and named, in every source that refers to one', async () => {
  const row = { 项目编号: 'P9' };
  expect(
    await linksOf(
      handIn({
        applications: [good('P1')],
        acceptances: [{ ...row, 验收结论: '通过' }],
        events: [submitted('P1'), submitted('P9'), submitted('p１')],
        recommendations: [{ 批次: '2025', 推荐市: '济南', 排序: '1', ...row }],
        reviews: [{ ...row, 结论: '揭榜' }],
        subsidies: [{ ...row, 预算年度: '2026' }],
      }),
      ['checks']
    )
  ).toEqual(
    [
      ['acceptances', 2, 'P9'],
      ['events', 3, 'P9'],
      ['recommendations', 2, 'P9'],
      ['reviews', 2, 'P9'],
      ['subsidies', 2, 'P9'],
    ].map(
      ([source, line, id]) =>
        `${source}.csv ${line} 项目编号 ${id} | unknown_project row | 没有项目编号为“${id}”的申报信息 | ${together}`
    )
  );
});

test.runIf(isFull)('a row of a project whose application was refused says where and why', async () => {
  expect(
    await linksOf(
      handIn({
        applications: [good('P1', { 推荐市: '岛青市' }), good('P2'), good('P2')],
        events: [submitted('P1'), submitted('P2')],
      })
    )
  ).toEqual([
    `events.csv 2 项目编号 P1 | unknown_project row | 项目“P1”的申报信息未被接收（applications.csv 第 2 行：“岛青市”不是山东省的设区市） | ${first}`,
    `events.csv 3 项目编号 P2 | unknown_project row | 项目“P2”的申报信息未被接收（applications.csv 第 3 行：项目编号“P2”在这个文件里重复，另见第 4 行） | ${first}`,
  ]);
});

test.runIf(isFull)('a project stands while one of its applications does, however its number is padded', async () => {
  expect(
    await linksOf({
      'applications.csv': csv([good('P1', { 推荐市: '岛青市' })]),
      'applications-2.csv': csv([good('P1')]),
      'events.csv': csv([submitted('P1'), submitted(' Ｐ１')]),
    })
  ).toEqual([]);
});

test.runIf(isFull)('a reference that is blank or cannot be read is a matter of the checks', async () => {
  expect(
    await linksOf(handIn({ applications: [good('P1')], events: [submitted(''), submitted('2.025E+11')] }))
  ).toEqual([]);
});
