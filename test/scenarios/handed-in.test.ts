import { readFile } from 'node:fs/promises';
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

const firms = '规模以上工业企业数';
const output = '规模以上工业增加值';
const row = (年度: string, 市: string, 因素: string, 数值: string, 单位: string, 来源 = '示例年鉴'): Line => ({
  年度,
  市,
  因素,
  数值,
  单位,
  来源,
  文号: '',
});
const sound = (city: string, year = '2024') => [
  row(year, city, firms, '100', '户'),
  row(year, city, output, '1,234.5', '亿元'),
];

/** What went wrong in tables of factors elsewhere, one city each. */
const handedIn = {
  '因素表.csv': csv([
    ...sound('济南市'),
    // Of the year of use, and not of the year of the data.
    ...sound('青岛市', '2025'),
    // One of sixteen in another unit: ten thousand times as large.
    row('2024', '淄博市', firms, '100', '家'),
    row('2023', '枣庄市', output, '900', '亿元'),
    row('2024', '枣庄市', firms, '90', '户'),
    row('2024', '枣庄市', output, '9000000', '亿元'),
    row('2024', '淄博市', output, '8000000', '万元'),
    // Left open, said to be nothing, and really nothing.
    row('2024', '东营市', firms, '', '户'),
    row('2024', '烟台市', firms, '/', '户'),
    row('2024', '潍坊市', firms, '0', '户'),
    row('2024', '潍坊市', output, '0', '亿元'),
    // Twice in one file, with two values: nobody knows which.
    row('2024', '济宁市', firms, '70', '户'),
    row('2024', '济宁市', firms, '71', '户'),
    // What is no number, or more of one than can be kept.
    row('2024', '泰安市', firms, '约80', '户'),
    row('2024', '泰安市', output, '1234.56789012345', '亿元'),
    row('2024', '威海市', firms, '85%', '户'),
    row('2024', '日照市', firms, '60', ''),
    row('2024', '全省', firms, '9999', '户'),
  ]),
  // Statistics are revised: the later file counts, and the first is told to be superseded.
  '因素表（年鉴修订）.csv': csv([row('2024', '济南市', firms, '98', '户', '示例年鉴，按普查修订')]),
};

let build: Build;
beforeAll(async () => {
  build = await buildFrom({
    ...handedIn,
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

const defects = async () =>
  (await rowsOf(build, `from loads.defects where file like '因素表%' order by file, "row", "check"`)).map(
    ({ row, check, effect, problem }) => `${row} ${check} ${effect}: ${problem}`
  );

test('what is wrong with a row is told in its place, and the row or the cell is unknown', async () => {
  expect(await defects()).toEqual([
    '6 factor_units mark: 淄博市 2024 年的“规模以上工业企业数”单位是“家”，这个因素写了单位的 9 行里有 8 行是“户”',
    '9 factor_size mark: 枣庄市“规模以上工业增加值”2023 年是 900，2024 年是 9000000，差了 8 倍以上',
    '10 factor_units mark: 淄博市 2024 年的“规模以上工业增加值”单位是“万元”，这个因素写了单位的 7 行里有 6 行是“亿元”',
    '15 duplicate_key row: 年度、市、因素“2024 济宁市 规模以上工业企业数”在这个文件里重复，另见第 16 行',
    '16 duplicate_key row: 年度、市、因素“2024 济宁市 规模以上工业企业数”在这个文件里重复，另见第 15 行',
    '17 unreadable_number cell: “约80”不是一个确定的数',
    '18 too_many_decimals cell: “1234.56789012345”的小数超过 10 位',
    '19 unreadable_number cell: “85%”不是一个确定的数',
    '20 factor_units mark: 日照市 2024 年的“规模以上工业企业数”没有写单位，这个因素写了单位的 9 行里有 8 行是“户”',
    '21 odd_number mark: “9999”像是占着格子的数，不像真的数值',
    '21 unknown_city row: “全省”不是山东省的设区市',
  ]);
});

test('a row that statistics were revised by takes the place of the earlier one, and is told to have', async () => {
  expect(
    await rowsOf(build, `select source_row, by_file, reason from resolved.superseded where source = 'factors'`)
  ).toEqual([{ source_row: 2, by_file: '因素表（年鉴修订）.csv', reason: '后交的文件里有同一个键的行' }]);
});

test('the mart has what is known, to the last digit, and no row for what nobody handed in', async () => {
  const rows = await rowsOf(
    build,
    `select city, factor, coalesce(parsers.plain(amount), '未知') as amount, coalesce(unit, '') as unit
     from marts.factors where year = 2024 order by all`
  );
  expect(rows.map((each) => Object.values(each).join(' ').trim())).toEqual([
    '东营市 规模以上工业企业数 未知 户',
    '威海市 规模以上工业企业数 未知 户',
    '日照市 规模以上工业企业数 60',
    '枣庄市 规模以上工业企业数 90 户',
    '枣庄市 规模以上工业增加值 9000000 亿元',
    '泰安市 规模以上工业企业数 未知 户',
    '泰安市 规模以上工业增加值 未知 亿元',
    '济南市 规模以上工业企业数 98 户',
    '济南市 规模以上工业增加值 1234.5 亿元',
    '淄博市 规模以上工业企业数 100 家',
    '淄博市 规模以上工业增加值 8000000 万元',
    '潍坊市 规模以上工业企业数 0 户',
    '潍坊市 规模以上工业增加值 0 亿元',
    '烟台市 规模以上工业企业数 未知 户',
  ]);
});

test('因素法 takes the year before in its own unit; whatever else is unknown and said, never 0', async () => {
  const body = (await readFile('pipelines/scenarios/quota/by_factors.sql', 'utf8')).replace(/^--.*\n/gm, '');
  const rows = await rowsOf(
    build,
    `with province_cube as (select * replace ('2025' as batch) from marts.cube), factors as (from marts.factors)
     select city, parsers.plain(规模以上工业企业数) as firms, parsers.plain(规模以上工业增加值) as output, told
     from (${body}) order by city`
  );
  const none = '没有 2024 年的规模以上工业企业数；没有 2024 年的规模以上工业增加值';
  const noOutput = '没有 2024 年的规模以上工业增加值';
  const blank = '2024 年的规模以上工业企业数没有填数';
  expect(rows.map(({ city, firms, output, told }) => [city, firms, output, told])).toEqual([
    ['东营市', null, null, `${blank}；${noOutput}`],
    ['临沂市', null, null, none],
    ['威海市', null, null, `${blank}；${noOutput}`],
    ['德州市', null, null, none],
    ['日照市', null, null, `2024 年的规模以上工业企业数没有写单位，规则按“户”算，当作未知；${noOutput}`],
    [
      '枣庄市',
      '90',
      '9000000',
      '2024 年的规模以上工业增加值照所写的算，待核：枣庄市“规模以上工业增加值”2023 年是 900，2024 年是 9000000，差了 8 倍以上',
    ],
    ['泰安市', null, null, `${blank}；2024 年的规模以上工业增加值没有填数`],
    ['济南市', '98', '1234.5', null],
    ['济宁市', null, null, none],
    [
      '淄博市',
      '100',
      null,
      '2024 年的规模以上工业企业数照所写的算，待核：淄博市 2024 年的“规模以上工业企业数”单位是“家”，这个因素写了单位的 9 行里有 8 行是“户”' +
        '；2024 年的规模以上工业增加值单位是“万元”，规则按“亿元”算，不换算，当作未知',
    ],
    ['滨州市', null, null, none],
    ['潍坊市', '0', '0', null],
    ['烟台市', null, null, `${blank}；${noOutput}`],
    ['聊城市', null, null, none],
    ['菏泽市', null, null, none],
    ['青岛市', null, null, none],
  ]);
});

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
