import { expect, test } from 'vitest';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { application, csv, type Line } from './hand-in.ts';
import { isFull } from '../tier.ts';

const good = (id: string) => application(id, { 统一社会信用代码: '91350100M000100Y43' });
const projects = { 'applications.csv': csv([good('P1'), good('P2'), good('P3')]) };
const paid = (项目编号: string, amount: string, changed: Line = {}): Line => ({
  项目编号,
  预算年度: '2026',
  下达文号: '鲁财工指〔2026〕19号',
  下达日期: '2026-06-11',
  '下达金额(万元)': amount,
  ...changed,
});
const pending = (项目编号: string, 拟奖补金额: string): Line => ({
  项目编号,
  预算年度: '2026',
  '拟奖补金额(万元)': 拟奖补金额,
});
const step = (项目编号: string, 环节: string, 时间: string, 原因 = ''): Line => ({ 项目编号, 环节, 时间, 原因 });

/** What goes, by what and why, and what is asked: `file row ← file row: reason`, `file row check effect: problem`. */
async function resolvedFrom(files: Record<string, string>): Promise<{ gone: string[]; asked: string[] }> {
  const build = await buildFrom({ ...projects, ...files }, { upTo: 'warnings', without: ['checks'] });
  const gone = await rowsOf(build, 'from resolved.superseded order by source_file, source_row');
  const asked = await rowsOf(build, 'from warnings.defects order by source_file, source_row, "check"');
  build.close();
  return {
    gone: gone.map((d) => `${d.source_file} ${d.source_row} ← ${d.by_file} ${d.by_row}: ${d.reason}`),
    asked: asked.map((d) => `${d.source_file} ${d.source_row} ${d.check} ${d.effect}: ${d.problem}`),
  };
}

const whole = '更正的文件取代整份';
const natural = '后交的文件里有同一行，以那一行为准';
const same = '后交的文件里有处处相同的行';

test('a file handed in again replaces the whole of the old one, row by row, however its name says so', async () => {
  const names = ['%_更正', '%_更正2', '%_更正20260701', '【更正】%', '%（修订稿）', '更正_%', '%（标注）'].map(
    (name, at) => {
      const year = String(2019 + at);
      const before = `奖补资金表_${year}`;
      return { year, before: `${before}.csv`, after: `${name.replace('%', before)}.csv` };
    }
  );
  const of = (year: string, amounts: Readonly<Record<string, string>>) =>
    csv(Object.entries(amounts).map(([id, amount]) => paid(id, amount, { 预算年度: year })));
  const { gone, asked } = await resolvedFrom({
    ...Object.fromEntries(
      names.flatMap(({ year, before, after }) => [
        [before, of(year, { P1: '93.81', P2: '50', P3: '7' })],
        [after, of(year, { P1: '98.13', P2: '50' })],
      ])
    ),
    '奖补资金表_2018.csv': of('2018', { P3: '9' }),
  });
  expect(gone.toSorted()).toEqual(
    names
      .flatMap(({ before, after }) => [
        `${before} 2 ← ${after} 2: ${whole}`,
        `${before} 3 ← ${after} 3: ${whole}`,
        `${before} 4 ← ${after} null: ${whole}`,
      ])
      .toSorted()
  );
  expect(asked).toEqual([]);
});

test.runIf(isFull)('a correction can take a row away, and the later of two corrections counts', async () => {
  const { gone, asked } = await resolvedFrom({
    '流程记录.csv': csv([step('P1', '提交', '2025-04-01'), step('P1', '终止', '2025-06-01')]),
    '流程记录_更正.csv': csv([step('P1', '提交', '2025-04-02')]),
    '流程记录_更正2.csv': csv([step('P1', '提交', '2025-04-03')]),
  });
  expect(gone).toEqual([
    `流程记录.csv 2 ← 流程记录_更正2.csv null: ${whole}`,
    `流程记录.csv 3 ← 流程记录_更正2.csv null: ${whole}`,
    `流程记录_更正.csv 2 ← 流程记录_更正2.csv null: ${whole}`,
  ]);
  expect(asked).toEqual([]);
});

test.runIf(isFull)(
  'a correction of which no row can be used replaces nothing; one in another folder replaces the only file of its name',
  async () => {
    expect(
      await resolvedFrom({
        '流程记录.csv': csv([step('P1', '提交', '2025-04-01')]),
        '流程记录_更正.csv': csv([step('P9', '提交', '2025-04-02')]),
        '2025/奖补资金表_济南.csv': csv([paid('P1', '1')]),
        '奖补资金表_济南_更正.csv': csv([paid('P1', '2')]),
        'a/财政支持台账.csv': csv([
          { 统一社会信用代码: '91350100M000100Y43', 项目名称: '甲', 资金级次: '市级', 年度: '2021' },
        ]),
        'b/财政支持台账.csv': csv([
          { 统一社会信用代码: '91350100M000100Y43', 项目名称: '乙', 资金级次: '市级', 年度: '2021' },
        ]),
        'c/财政支持台账_更正.csv': csv([
          { 统一社会信用代码: '91350100M000100Y43', 项目名称: '丙', 资金级次: '市级', 年度: '2021' },
        ]),
      })
    ).toEqual({
      gone: [`2025/奖补资金表_济南.csv 2 ← 奖补资金表_济南_更正.csv 2: ${whole}`],
      asked: [
        'c/财政支持台账_更正.csv 2 correction_of_nothing mark: 文件名说是更正，但没有找到它更正的是哪一份，里面的行是加上去的',
      ],
    });
  }
);

test.runIf(isFull)(
  'a table with a key goes row by row, also where the correction comes first in the order of names',
  async () => {
    expect(
      await resolvedFrom({
        'reviews.csv': csv([
          { 项目编号: 'P1', 结论: '揭榜' },
          { 项目编号: 'P2', 结论: '揭榜' },
        ]),
        'a/reviews.csv': csv([{ 项目编号: 'P3', 结论: '揭榜' }]),
        'a/更正_reviews.csv': csv([{ 项目编号: 'P3', 结论: '不予揭榜' }]),
        'reviews_更正.csv': csv([{ 项目编号: 'P2', 结论: '不予揭榜' }]),
      })
    ).toEqual({
      gone: [
        'a/reviews.csv 2 ← a/更正_reviews.csv 2: 后交的文件里有同一个键的行',
        'reviews.csv 3 ← reviews_更正.csv 2: 后交的文件里有同一个键的行',
      ],
      asked: [],
    });
  }
);

test('another later file replaces the rows of the same natural key and says what they were; the rest is added', async () => {
  expect(
    await resolvedFrom({
      'subsidies-1.csv': csv([paid('P1', '93.81'), paid('P2', '50'), paid('P3', '7')]),
      'subsidies-2.csv': csv([
        paid('P1', '98.13', { 下达文号: '鲁财工指[2026]19号' }),
        paid('P2', '50'),
        paid('P3', '8', { 下达文号: '' }),
      ]),
    })
  ).toEqual({
    gone: [`subsidies-1.csv 2 ← subsidies-2.csv 2: ${natural}`, `subsidies-1.csv 3 ← subsidies-2.csv 3: ${same}`],
    asked: [
      'subsidies-2.csv 2 replaced_otherwise mark: 取代了 subsidies-1.csv 第 2 行，那里的下达金额原是“93.81”',
      'subsidies-2.csv 3 repeated_rows mark: 有 1 行与 subsidies-1.csv 里的处处相同，只算一次',
      'subsidies-2.csv 4 may_be_correction mark: 有 1 行的项目编号、预算年度在 subsidies-1.csv 里已经有过（第 4 行等），写的不同，两份都算了：是补充还是更正？',
    ],
  });
});

test.runIf(isFull)(
  'a subsidy without document and day gives way to the later row that has them, and to nothing else',
  async () => {
    const settled = '后交的文件里这一行已经补齐';
    expect(
      await resolvedFrom({
        'subsidies-1.csv': csv([pending('P1', '93.81'), pending('P2', '50'), paid('P3', '7')]),
        'subsidies-2.csv': csv([paid('P1', '93.81'), paid('P2', '50', { 下达日期: '' }), pending('P3', '7')]),
      })
    ).toEqual({
      gone: [`subsidies-1.csv 2 ← subsidies-2.csv 2: ${settled}`],
      asked: [
        'subsidies-2.csv 2 replaced_otherwise mark: 取代了 subsidies-1.csv 第 2 行，那里的拟奖补金额原是“93.81”、下达文号原是空的、下达日期原是空的、下达金额原是空的',
        'subsidies-2.csv 3 may_be_correction mark: 有 2 行的项目编号、预算年度在 subsidies-1.csv 里已经有过（第 3 行等），写的不同，两份都算了：是补充还是更正？',
      ],
    });
  }
);

test.runIf(isFull)('a clear row never replaces a listing or an accident', async () => {
  const check = (结果: string, 核查日期: string, from = ''): Line => ({
    统一社会信用代码: '91350100M000100Y43',
    核查事项: '严重失信',
    结果,
    发生或列入日期: from,
    核查日期,
  });
  const { gone, asked } = await resolvedFrom({
    'checks-1.csv': csv([check('列入', '2025-04-01', '2025-01-01')]),
    'checks-2.csv': csv([
      check('未列入', '2025-04-01', '2025-01-01'),
      check('未列入', '2025-04-01'),
      check('列入', '2025-07-01', '2025-01-01'),
    ]),
  });
  expect(gone).toEqual([]);
  expect(asked).toEqual([
    'checks-2.csv 2 may_be_correction mark: 有 2 行的统一社会信用代码、核查事项在 checks-1.csv 里已经有过（第 2 行等），写的不同，两份都算了：是补充还是更正？',
  ]);
});

test.runIf(isFull)('another spelling of the applicant under one id is told', async () => {
  const { asked } = await resolvedFrom({
    'applications-2.csv': csv([
      { ...good('P1'), 申报单位: '示例甲公司（更名）' },
      { ...good('P2'), 统一社会信用代码: '91110000101623741K' },
      good('P3'),
    ]),
  });
  expect(asked).toEqual([
    'applications-2.csv 2 changed_applicant mark: 取代了 applications.csv 第 2 行，那里的单位是 示例甲公司 91350100M000100Y43',
    'applications-2.csv 3 changed_applicant mark: 取代了 applications.csv 第 3 行，那里的单位是 示例甲公司 91350100M000100Y43',
  ]);
});

test.runIf(isFull)('another project under one id is told: another batch or task, a renewal, other words', async () => {
  const others: Line[] = [
    { 批次: '2024-1', 项目名称: '别的平台' },
    { 揭榜任务: '3', 项目名称: '别的平台' },
    { 批次: '2024-2', 揭榜任务: '2', 项目名称: '二期' },
    { 批次: '2024-1', 项目名称: '项目P4' },
    { 项目名称: '智能工厂建设' },
  ];
  const ids = others.map((_, at) => `P${at + 1}`);
  const { gone, asked } = await resolvedFrom({
    'applications.csv': csv(ids.map(good)),
    'applications-2.csv': csv(others.map((changed, at) => ({ ...good(ids[at]!), ...changed }))),
  });
  expect(gone).toEqual(
    ids.map((_, at) => `applications.csv ${at + 2} ← applications-2.csv ${at + 2}: 后交的文件里有同一个键的行`)
  );
  expect(asked).toEqual(
    others.map(
      ({ 批次 = '2025', 项目名称 }, at) =>
        `applications-2.csv ${at + 2} changed_project mark: 取代了 applications.csv 第 ${at + 2} 行，那里是 2025 批次的“项目${ids[at]}”，这里是 ${批次} 批次的“${项目名称}”`
    )
  );
});

test.runIf(isFull)('a project whose name is mended, or that gets another task alone, is the same', async () => {
  const { asked } = await resolvedFrom({
    'applications-2.csv': csv([
      { ...good('P1'), 项目名称: '项目 P1（一期）' },
      { ...good('P2'), 揭榜任务: '3' },
      { ...good('P3'), 揭榜任务: '3', 项目名称: '“项目P3”' },
    ]),
  });
  expect(asked).toEqual([]);
});

test.runIf(isFull)('a file whose name says that it is the later one is not asked whether it replaces', async () => {
  const { gone, asked } = await resolvedFrom({
    'subsidies_第1次.csv': csv([paid('P1', '93.81'), paid('P2', '50')]),
    'subsidies_第2次.csv': csv([paid('P1', '98.13'), paid('P2', '50')]),
  });
  expect(gone).toHaveLength(2);
  expect(asked).toEqual([]);
});

test.runIf(isFull)('what the last file of all leaves behind in the one before it is told', async () => {
  const { asked } = await resolvedFrom({
    '流程记录.csv': csv([step('P1', '提交', '2025-04-01'), step('P1', '终止', '2025-06-01')]),
    '流程记录_最终版.csv': csv([step('P1', '提交', '2025-04-01')]),
  });
  expect(asked).toEqual([
    '流程记录_最终版.csv 2 rows_left mark: 取代了 流程记录.csv 里的 1 行；那里还有 1 行（第 3 行）这里没有，照样算着',
  ]);
});

test('a correction that speaks of none of the projects that it replaces is told', async () => {
  const { gone, asked } = await resolvedFrom({
    '奖补资金表.csv': csv([paid('P1', '50')]),
    '奖补资金表_更正.csv': csv([paid('P2', '43.81')]),
  });
  expect(gone).toEqual([`奖补资金表.csv 2 ← 奖补资金表_更正.csv null: ${whole}`]);
  expect(asked).toEqual([
    '奖补资金表_更正.csv 2 correction_of_others mark: 文件名说是更正，取代了 奖补资金表.csv 的 1 行，里面却没有一行说的是那里的项目或单位',
  ]);
});
