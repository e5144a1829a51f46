import { expect, test } from 'vitest';
import { formula, sheet } from '../intake/office-sheet.ts';
import { workbook } from '../province/workbook/package.ts';
import { betweenRows, checksSeen, code, defectsOf, good } from './checks.ts';
import { csv } from './hand-in.ts';
import { isFull } from '../tier.ts';

test('a key twice in one file refuses both rows, and each names the other; in two files it does not', async () => {
  const twice = (row: number, other: string, key = '项目编号', value = 'P1', file = 'applications') =>
    `${file}.csv ${row} ${key} ${value} | duplicate_key row | ${key}“${value}”在这个文件里重复，另见${other} | 只留正确的一行，删去其余的，再导入`;
  expect(
    await defectsOf({
      'applications.csv': csv([good('P1'), good('P2'), good(' P１'), good('P3')]),
      'applications-2.csv': csv([good('P2'), good('P3')]),
      'quotas.csv': csv([
        { 批次: '2025', 市: '济南', 推荐名额: '3' },
        { 批次: '2025年', 市: '济南市', 推荐名额: '4' },
        { 批次: '2024-1', 市: '济南', 推荐名额: '4' },
      ]),
      'reviews.csv': csv(Array.from({ length: 8 }, () => ({ 项目编号: 'P1', 结论: '揭榜' }))),
    })
  ).toEqual([
    twice(2, '第 4 行'),
    twice(4, '第 2 行'),
    twice(2, '第 3 行', '批次、市', '2025 济南市', 'quotas'),
    twice(3, '第 2 行', '批次、市', '2025 济南市', 'quotas'),
    twice(2, '第 3 行、第 4 行、第 5 行、第 6 行、第 7 行等 7 行', '项目编号', 'P1', 'reviews'),
    ...[3, 4, 5, 6, 7].map(
      (row) => expect.stringContaining(`reviews.csv ${row} 项目编号 P1 | duplicate_key row`) as string
    ),
    twice(8, '第 2 行、第 3 行、第 4 行、第 5 行、第 6 行等 7 行', '项目编号', 'P1', 'reviews'),
    twice(9, '第 2 行、第 3 行、第 4 行、第 5 行、第 6 行等 7 行', '项目编号', 'P1', 'reviews'),
  ]);
});

test.runIf(isFull)(
  'rows of money that are the same in every cell are kept and marked, rows of events are not',
  async () => {
    const paid = { 项目编号: 'P1', 预算年度: '2026', '下达金额(万元)': '100', 下达日期: '2026-05-01' };
    expect(
      await defectsOf({
        'subsidies.csv': csv([
          paid,
          { ...paid, '下达金额(万元)': '100.00', 下达日期: '2026年5月1日' },
          { ...paid, '下达金额(万元)': '101' },
          { ...paid, '下达金额(万元)': '约1' },
          { ...paid, '下达金额(万元)': '约2' },
        ]),
        'events.csv': csv([
          { 项目编号: 'P1', 环节: '退回', 时间: '2025-04-01' },
          { 项目编号: 'P1', 环节: '退回', 时间: '2025-04-01' },
        ]),
      }).then((lines) => lines.filter((line) => !line.includes('unreadable_money')))
    ).toEqual(
      [
        [2, 3],
        [3, 2],
      ].map(
        ([row, other]) =>
          `subsidies.csv ${row} null null | identical_row mark | 与第 ${other} 行处处相同，金额会重复相加 | 确是几笔就不用改；抄重了就只留一行`
      )
    );
  }
);

test('a total that is neither the sum of all rows nor of those since the last total is a defect; one that foots is not', async () => {
  const quota = (市: string, 推荐名额: string) => ({ 批次: '2025', 市, 推荐名额 });
  const money = (项目编号: string, amount: string, allocated = '') => ({
    项目编号,
    预算年度: '2026',
    '拟奖补金额(万元)': amount,
    '下达金额(万元)': allocated,
  });
  const fix = '核对合计与各行，看是否漏行、改过数或单位不一';
  expect(
    await defectsOf({
      'quotas.csv': csv([quota('济南', '3'), quota('青岛', '4'), quota('合计', '8')]),
      'quotas-2.csv': csv([
        quota('济南', '3'),
        quota('青岛', '4'),
        quota('小计', '7'),
        quota('烟台', '5'),
        quota('小计', '5'),
        quota('总计', '12'),
      ]),
      'quotas-3.csv': csv([quota('济南', '3'), quota('小计', '3'), quota('青岛', '4'), quota('合　计', '')]),
      'subsidies.csv': csv([
        money('P1', '100', '0.5'),
        money('P2', '0.5亿元', '约1'),
        money('合计', '5,100.00', '1.5'),
      ]),
      'subsidies-2.csv': csv([
        money('P1', '0.111111'),
        money('P2', '0.111111'),
        money('合计', '0.22'),
        money('P3', '1'),
        money('总计', '约2'),
      ]),
      // Without a result, merged over two rows, in powers of ten: four cells that are no part of the sum.
      'subsidies-3.xlsx': workbook({
        sheets: [
          sheet(
            '表',
            [
              ['项目编号', '预算年度', '下达金额(万元)'],
              ['P1', 2026, 100],
              ['P2', 2026, formula('A1+1', null)],
              ['P3', 2026, 60],
              ['P4', 2026, null],
              ['P5', 2026, '8.88E3'],
              ['P6', 2026, null],
              ['合计', null, 500],
            ],
            { merges: ['C4:C5'] }
          ),
        ],
      }),
    }).then((lines) => lines.filter((line) => line.includes('foot')))
  ).toEqual([
    `quotas.csv 4 推荐名额 8 | total_does_not_foot mark | 合计写的是“8”，各行相加是 7 | ${fix}`,
    `subsidies-2.csv 6 拟奖补金额(万元) 约2 | total_does_not_foot mark | 合计“约2”读不出，无法核对 | ${fix}`,
    `subsidies-3.xlsx 8 下达金额(万元) 500 | total_does_not_foot mark | 合计写的是“500”，各行相加是 100 万元（有 4 格读不出，没有计入） | ${fix}`,
    `subsidies.csv 4 下达金额(万元) 1.5 | total_does_not_foot mark | 合计写的是“1.5”，各行相加是 0.5 万元（有 1 格读不出，没有计入） | ${fix}`,
  ]);
});

test.runIf(isFull)(
  'one id of two applicants or cities refuses both, and each names the other; a running number is told',
  async () => {
    const jinan = { 推荐市: '济南市', 申报单位: '甲公司', 统一社会信用代码: '91350100M000100Y43' };
    const qingdao = {
      推荐市: '青岛市',
      '县（市、区）': '黄岛区',
      申报单位: '乙公司',
      统一社会信用代码: '91110000101623741K',
    };
    const told = await defectsOf({
      'applications-1.csv': csv([good('1', jinan), good('2', jinan), good('7', jinan)]),
      'applications-2.csv': csv([good('1', qingdao), good('2', { ...qingdao, 推荐市: '济南市', '县（市、区）': '' })]),
      'applications-3.csv': csv([good('7', { ...jinan, 申报单位: '甲公司（更名）' })]),
    });
    expect(told.map((line) => line.split(' | ').slice(0, 3).join(' | '))).toEqual([
      'applications-1.csv 2 项目编号 1 | other_applicant row | 项目编号“1”在两个文件里是两家：这里是 济南市 甲公司，另有 青岛市 乙公司（applications-2.csv 第 2 行），分不清是哪一个，都没有收',
      'applications-1.csv 3 项目编号 2 | other_applicant row | 项目编号“2”在两个文件里是两家：这里是 济南市 甲公司，另有 济南市 乙公司（applications-2.csv 第 3 行），分不清是哪一个，都没有收',
      'applications-2.csv 2 项目编号 1 | other_applicant row | 项目编号“1”在两个文件里是两家：这里是 青岛市 乙公司，另有 济南市 甲公司（applications-1.csv 第 2 行），分不清是哪一个，都没有收',
      'applications-2.csv 2 项目编号 1 | running_number mark | 项目编号从 1 到 2，像是流水号，不是申报系统给出的编号；别的表也这样编号，就会张冠李戴',
      'applications-2.csv 3 项目编号 2 | other_applicant row | 项目编号“2”在两个文件里是两家：这里是 济南市 乙公司，另有 济南市 甲公司（applications-1.csv 第 3 行），分不清是哪一个，都没有收',
    ]);
  }
);

test('a file that says it is a later one may move a project or replace its applicant, not both, and no running number', async () => {
  const moved = { 推荐市: '青岛市', '县（市、区）': '黄岛区' };
  const other = { 申报单位: '乙公司', 统一社会信用代码: '91110000101623741K' };
  const told = await defectsOf({
    'applications.csv': csv(['SL-7', 'SL-8', 'SL-9', '7'].map((id) => good(id))),
    'applications_第2次报送.csv': csv([
      good('SL-7', moved),
      good('SL-8', other),
      good('SL-9', { ...moved, ...other }),
      good('7', other),
    ]),
  });
  expect(told.filter((line) => line.includes('other_applicant')).map((line) => line.split(' | ')[0])).toEqual([
    'applications.csv 4 项目编号 SL-9',
    'applications.csv 5 项目编号 7',
    'applications_第2次报送.csv 4 项目编号 SL-9',
    'applications_第2次报送.csv 5 项目编号 7',
  ]);
});

test('ids that differ in dash, case or .0 are one id, and that is told where both are written', async () => {
  const told = await defectsOf({
    'applications.csv': csv([good('SL2025-1'), good('sl2025-2'), good('2025001')]),
    'events.csv': csv(
      ['SL2025–1', 'sl2025-2', 'ＳＬ2025－1', '2025001.0', 'Sl2025-1'].map((id) => ({
        项目编号: id,
        环节: '提交',
        时间: '2025-04-01',
      }))
    ),
  });
  expect(told.map((line) => line.split(' | ').slice(0, 3).join(' | '))).toEqual([
    'events.csv 2 项目编号 SL2025–1 | id_spelling mark | “SL2025–1”与 applications.csv 第 2 行的“SL2025-1”只差连接号、大小写或 .0，当作同一个编号',
    'events.csv 5 项目编号 2025001.0 | id_spelling mark | “2025001.0”与 applications.csv 第 4 行的“2025001”只差连接号、大小写或 .0，当作同一个编号',
    'events.csv 6 项目编号 Sl2025-1 | id_spelling mark | “Sl2025-1”与 applications.csv 第 2 行的“SL2025-1”只差连接号、大小写或 .0，当作同一个编号',
  ]);
});

test('two rows of one natural key in one file both stand and are marked where they differ, without document and day, too', async () => {
  const paid = { 项目编号: 'P1', 预算年度: '2026', 下达文号: '甲〔2026〕1号', 下达日期: '2026-05-01' };
  const told = await defectsOf({
    'subsidies.csv': csv([
      { ...paid, '下达金额(万元)': '93.81' },
      { ...paid, 下达文号: '甲[2026]1号', '下达金额(万元)': '98.13' },
      { ...paid, 下达文号: '', '下达金额(万元)': '1' },
      { ...paid, 下达文号: '', '下达金额(万元)': '2' },
      ...['1', '2'].map((amount) => ({ 项目编号: 'P2', 预算年度: '2026', 下达文号: '', '下达金额(万元)': amount })),
    ]),
    'events.csv': csv([
      { 项目编号: 'P1', 环节: '退回', 时间: '2025-04-01 09:00', 原因: '缺页' },
      { 项目编号: 'P1', 环节: '退回', 时间: '2025-04-01 09:00', 原因: '缺章' },
    ]),
  });
  const same = '相同，别的格子不同，都照收了 | 确是两笔、两件就不用改；改过的只留正确的一行';
  expect(told).toEqual([
    `events.csv 2 null null | same_key mark | 与第 3 行的项目编号、环节、时间${same}`,
    `events.csv 3 null null | same_key mark | 与第 2 行的项目编号、环节、时间${same}`,
    `subsidies.csv 2 null null | same_key mark | 与第 3 行的项目编号、预算年度、下达文号、下达日期${same}`,
    `subsidies.csv 3 null null | same_key mark | 与第 2 行的项目编号、预算年度、下达文号、下达日期${same}`,
    ...[6, 7].map((row) => expect.stringContaining(`subsidies.csv ${row} null null | same_key mark`) as string),
  ]);
});

test.runIf(isFull)('two ids that look the same are told, ids that differ are not', async () => {
  const told = await defectsOf({
    'applications_1.csv': csv(['SL2025-3701-0001', 'X01', '2025001', 'SL1-11', 'A1'].map((id) => good(id))),
    'applications_2.csv': csv(['SL2025-3701-OOO1', 'Х01', '02025001', 'SL11-1', 'A10'].map((id) => good(id))),
  });
  expect(told.map((line) => line.split(' | ').slice(0, 2).join(' '))).toEqual([
    'applications_1.csv 2 项目编号 SL2025-3701-0001 like_id mark',
    'applications_1.csv 3 项目编号 X01 like_id mark',
    'applications_1.csv 4 项目编号 2025001 like_id mark',
    'applications_2.csv 2 项目编号 SL2025-3701-OOO1 like_id mark',
    'applications_2.csv 3 项目编号 Х01 like_id mark',
    'applications_2.csv 4 项目编号 02025001 like_id mark',
  ]);
});

test.runIf(isFull)('an id written in another way is told', async () => {
  const pairs = [
    ['SL2025-3701-001', 'SL2025-3701001'],
    ['SL2025-001', 'SL2025001'],
    ['SL-2026001', 'SL2026001'],
    ['2,025,001', '2025001'],
    ['魯2025-1', '鲁2025-1'],
    ['Ⅹ25-1', 'X25-1'],
    ['濰坊-001', '潍坊001'],
  ];
  const told = await defectsOf({ 'applications.csv': csv([...pairs.flat(), 'ZZ9-9'].map((id) => good(id))) });
  expect(told.map((line) => line.split(' | ').slice(0, 2).join(' '))).toEqual(
    pairs.flat().map((id, at) => `applications.csv ${at + 2} 项目编号 ${id} like_id mark`)
  );
});

test.runIf(isFull)('ids that are not told apart by a mark alone are others', async () => {
  const ids = [
    'SL1-11',
    'SL11-1',
    'SL111',
    'A1-1234',
    'A11-234',
    'P1-1-1',
    'P1-11',
    '鲁1',
    '皖1',
    'X1',
    'X10',
    'X1-0-1',
  ];
  expect(await defectsOf({ 'applications.csv': csv(ids.map((id) => good(id))) })).toEqual([]);
});

test.runIf(isFull)(
  'one code of two applicants in a file or a batch is told; another spelling, another batch and a file that replaces are not',
  async () => {
    const named = (batch: string, ...names: string[]) =>
      csv(names.map((name, i) => good(`N${names.length}${i}`, { 申报单位: name, 批次: batch })));
    const told = await defectsOf({
      'applications-1.csv': named('2025', '济南云谷科技有限公司', '青岛海工集团', '济南云谷科技股份有限公司'),
      'applications-2.csv': named('2024-1', '青岛海工集团', '甲公司', '乙公司', '青岛海工集团有限公司'),
      'applications-3.csv': named(
        '2024-2',
        '山东省云谷科技有限公司',
        '山东云谷科技有限公司（原云谷软件）',
        '山东云谷科技公司',
        '山东雲谷科技公司',
        '山东云谷科技(有限)公司'
      ),
    });
    expect(told.map((line) => line.split(' | ').slice(0, 3).join(' | '))).toEqual([
      `applications-1.csv 2 申报单位 济南云谷科技有限公司 | two_names mark | 代码 ${code} 在这里是“济南云谷科技有限公司”，在第 3 行是“青岛海工集团”`,
      `applications-1.csv 3 申报单位 青岛海工集团 | two_names mark | 代码 ${code} 在这里是“青岛海工集团”，在第 2 行是“济南云谷科技有限公司”`,
      `applications-1.csv 4 申报单位 济南云谷科技股份有限公司 | two_names mark | 代码 ${code} 在这里是“济南云谷科技股份有限公司”，在第 3 行是“青岛海工集团”`,
      `applications-2.csv 2 申报单位 青岛海工集团 | two_names mark | 代码 ${code} 在这里是“青岛海工集团”，在第 3 行是“甲公司”`,
      `applications-2.csv 3 申报单位 甲公司 | two_names mark | 代码 ${code} 在这里是“甲公司”，在第 2 行是“青岛海工集团”`,
      `applications-2.csv 4 申报单位 乙公司 | two_names mark | 代码 ${code} 在这里是“乙公司”，在第 2 行是“青岛海工集团”`,
      `applications-2.csv 5 申报单位 青岛海工集团有限公司 | two_names mark | 代码 ${code} 在这里是“青岛海工集团有限公司”，在第 3 行是“甲公司”`,
    ]);
    const one = (id: string, name: string) => csv([good(id, { 申报单位: name })]);
    expect(
      (
        await defectsOf({ '济南/applications.csv': one('J1', '甲公司'), '青岛/applications.csv': one('Q1', '乙公司') })
      ).map((line) => line.split(' | ').slice(0, 3).join(' | '))
    ).toEqual([
      `济南/applications.csv 2 申报单位 甲公司 | two_names mark | 代码 ${code} 在这里是“甲公司”，在 青岛/applications.csv 第 2 行是“乙公司”`,
      `青岛/applications.csv 2 申报单位 乙公司 | two_names mark | 代码 ${code} 在这里是“乙公司”，在 济南/applications.csv 第 2 行是“甲公司”`,
    ]);
    const again = await defectsOf({
      'applications-1.csv': one('J1', '甲公司'),
      'applications-2.csv': one('J1', '乙公司'),
    });
    expect(again.filter((line) => line.includes('two_names'))).toEqual([]);
  }
);

test.runIf(isFull)('every check of one row beside another is tried', () => {
  expect([...checksSeen]).toEqual(expect.arrayContaining([...betweenRows]));
});
