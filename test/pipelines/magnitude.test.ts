import { expect, test } from 'vitest';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { application, csv, type Line } from './hand-in.ts';
import { isFull } from '../tier.ts';

/** Projects of one file, each with its investment in 万元 as written. */
const file = (city: string, amounts: readonly number[], changed: Line = {}): string =>
  csv(
    amounts.map((amount, i) =>
      application(`${city}${i}`, {
        统一社会信用代码: '91350100M000100Y43',
        推荐市: city,
        '县（市、区）': '',
        '项目总投资(万元)': String(amount),
        ...changed,
      })
    )
  );

async function marked(files: Record<string, string>): Promise<string[]> {
  const build = await buildFrom(files, { upTo: 'warnings', without: ['checks', 'links'] });
  const found = await rowsOf(build, `from warnings.defects where "check" = 'odd_magnitude' order by source_file`);
  build.close();
  return found.map((d) => `${d.source_file} ${d.source_row} ${d.column} ${d.effect}: ${d.problem}`);
}

const usual = [52, 80, 120.5, 300, 45];

test('a file in yuan among files in 万元 is marked, by its median and that of the others', async () => {
  expect(
    await marked({
      'applications-济南.csv': file('济南市', usual),
      'applications-青岛.csv': file('青岛市', [60, 92.5, 150, 700]),
      'applications-烟台.csv': file('烟台市', [450_000, 800_000, 1_205_000, 520_000]),
    })
  ).toEqual([
    'applications-烟台.csv 2 项目总投资 mark: 这个文件的项目总投资一半在 644980.62 万元以上，同批次其他文件的一半在约 90 万元以下，差了约 4 位，很可能单位不一样',
  ]);
});

test.runIf(isFull)('the mirror image, a file in 亿元, and one in 千元 where there are rows enough', async () => {
  const many = Array.from({ length: 24 }, (_, i) => 50 + 17 * i);
  expect(
    (
      await marked({
        'applications-1.csv': file('济南市', many),
        'applications-2.csv': file('青岛市', [0.005, 0.012, 0.02]),
        'applications-3.csv': file(
          '烟台市',
          many.slice(0, 12).map((each) => each * 1000)
        ),
      })
    ).map((line) => line.replace(/项目总投资一半.*(差了约 \d 位).*/, '$1'))
  ).toEqual([
    'applications-2.csv 2 项目总投资 mark: 这个文件的差了约 4 位',
    'applications-3.csv 2 项目总投资 mark: 这个文件的差了约 3 位',
  ]);
});

test.runIf(isFull)('small files, honest outliers, other batches and wide ranges are left alone', async () => {
  expect(
    await marked({
      'applications-1.csv': file('济南市', [...usual, 900_000]),
      'applications-2.csv': file('青岛市', [900_000, 800_000]),
      'applications-3.csv': file('烟台市', [30, 400_000, 5, 900_000, 70]),
      'applications-4.csv': file('威海市', [500_000, 600_000, 700_000, 800_000], { 批次: '2024-1' }),
    })
  ).toEqual([]);
});

test.runIf(isFull)(
  'what a table of projects pays is compared within the batch of the projects, and a corrected file not with the old one',
  async () => {
    const ids = [0, 1, 2, 3, 4];
    const paid = (city: string, factor: number) =>
      csv(
        ids.map((i) => ({
          项目编号: `${city}${i}`,
          预算年度: '2026',
          下达文号: '甲',
          下达日期: '2026-05-01',
          '下达金额(万元)': String((20 + i) * factor),
        }))
      );
    const files = {
      'applications-1.csv': file('济南市', usual),
      'applications-2.csv': file('青岛市', usual),
      'subsidies_济南.csv': paid('济南市', 1),
    };
    expect(await marked({ ...files, 'subsidies_青岛.csv': paid('青岛市', 10_000) })).toEqual([
      expect.stringContaining('subsidies_济南.csv 2 下达金额 mark') as string,
      expect.stringContaining('subsidies_青岛.csv 2 下达金额 mark') as string,
    ]);
    expect(
      await marked({
        ...files,
        'subsidies_青岛.csv': paid('青岛市', 10_000),
        'subsidies_青岛_更正.csv': paid('青岛市', 1),
      })
    ).toEqual([]);
  }
);
