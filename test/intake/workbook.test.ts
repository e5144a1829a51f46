import { describe, expect, test } from 'vitest';
import { workbook } from '../province/workbook/package.ts';
import { land } from './landing.ts';
import { formula, sheet, type Cell } from './office-sheet.ts';

const day = (serial: number): Cell => ({ is: `<c r="@" s="1"><v>${serial}</v></c>` });

const headers = [
  '序号',
  '推荐市',
  '项目编号',
  '批次',
  '项目名称',
  '揭榜任务',
  '统一社会信用代码',
  '申报单位',
  '单位类型',
  '企业性质',
  '投资（万元）',
  null,
  '响应内容起始日期',
  '备注',
];
const second = [null, null, null, null, null, null, null, null, null, null, '总投资', '其中：实施期内', null, null];
const code = '91370100MA3CABCDEF';
const across = [
  'A1:N1',
  'A2:N2',
  ...'ABCDEFGHIJMN'
    .split('')
    .filter((c) => c !== 'K' && c !== 'L')
    .map((c) => `${c}3:${c}4`),
  'K3:L3',
];

describe('a workbook as offices make them', () => {
  const rows: Cell[][] = [
    ['2025年度“工赋百景”项目基本信息表'],
    ['单位：万元'],
    headers,
    second,
    [1, '济南市', 'SD-1', 2025, '云平台甲', 3, code, '甲公司', '服务商', '民营', 500, 300.5, day(45771), null],
    [
      2,
      null,
      'SD-2',
      2025,
      '云平台乙',
      4,
      { is: '<c r="@"><v>913701000123456789</v></c>' },
      '乙公司',
      '服务商',
      '民营',
      200,
      100,
      day(45772),
      null,
    ],
    [
      3,
      null,
      'SD-3',
      2025,
      '云平台丙',
      5,
      code,
      '丙公司',
      '服务商',
      '民营',
      formula('K5+K6', '700'),
      formula('K7/2', null),
      day(45773),
      { is: '<c r="@" t="e"><v>#REF!</v></c>' },
    ],
    ['济南市小计', null, null, null, null, null, null, null, null, null, 1400, 400.5],
    [
      4,
      '青岛市',
      'SD-4',
      2025,
      '云平台丁',
      6,
      code,
      '丁公司',
      '服务商',
      '民营',
      '１２０',
      60,
      '2025年4月24日',
      '数字写成文字',
    ],
    [],
    ['以上项目均已在市局网站公示'],
    ['填表人：张三'],
  ];
  const book = (options = {}) =>
    workbook({
      formats: ['yyyy"年"m"月"d"日"'],
      sheets: [sheet('Sheet1', rows, { merges: [...across, 'B5:B7', 'A11:N11'], hidden: [9], ...options })],
    });

  test('loads cell by cell, and what does not is a defect', async () => {
    const { files, read, defects } = await land({ '项目基本信息表.xlsx': book() });
    expect(files['项目基本信息表.xlsx']).toEqual({
      status: 'read',
      source: 'applications',
      encoding: null,
      header: 4,
      counts: [8, 4, 3, 1, 0],
    });
    expect(
      await read(`select 推荐市 as city, 项目编号 as id, 批次 as batch, 揭榜任务 as task, 统一社会信用代码 as code, 项目总投资 as total, 项目总投资_单位 as unit, 实施期内计划投资 as planned,
      响应内容起始日期 as start, 其他列 as others, source_sheet as sheet, source_row as row from sources.applications order by row`)
    ).toEqual([
      {
        city: '济南市',
        id: 'SD-1',
        batch: '2025',
        task: '3',
        code,
        total: '500',
        unit: '万元',
        planned: '300.5',
        start: '2025-04-24',
        others: '{"序号":"1"}',
        sheet: 'Sheet1',
        row: 5,
      },
      {
        city: '济南市',
        id: 'SD-2',
        batch: '2025',
        task: '4',
        code: null,
        total: '200',
        unit: '万元',
        planned: '100',
        start: '2025-04-25',
        others: '{"序号":"2"}',
        sheet: 'Sheet1',
        row: 6,
      },
      {
        city: '济南市',
        id: 'SD-3',
        batch: '2025',
        task: '5',
        code,
        total: '700',
        unit: '万元',
        planned: null,
        start: '2025-04-26',
        others: '{"序号":"3"}',
        sheet: 'Sheet1',
        row: 7,
      },
      {
        city: '青岛市',
        id: 'SD-4',
        batch: '2025',
        task: '6',
        code,
        total: '１２０',
        unit: '万元',
        planned: '60',
        start: '2025年4月24日',
        others: '{"序号":"4","备注":"数字写成文字"}',
        sheet: 'Sheet1',
        row: 9,
      },
    ]);
    expect(defects.map(({ check, row, column, effect, value }) => [check, row, column, effect, value])).toEqual([
      ['precision_lost', 6, '统一社会信用代码', 'row', '9.13701000123457E+17'],
      ['formula_without_value', 7, '其中：实施期内', 'cell', ''],
      ['error_value', 7, '备注', 'cell', '#REF!'],
      ['hidden_row', 9, null, 'mark', null],
    ]);
    expect(await read('select source_row as row, what from sources.set_aside order by row')).toEqual([
      { row: 8, what: 'total' },
      { row: 11, what: 'note' },
      { row: 12, what: 'note' },
    ]);
  });

  test('hidden sheets, hidden columns and parts that are not read are told of the file', async () => {
    const hiddenColumns = '<cols><col min="14" max="14" hidden="1" width="9"/></cols>';
    const parts = { 'xl/media/image1.png': 'x' };
    const sheets = [{ ...sheet('Sheet1', rows, { merges: across, hiddenColumns }), state: 'hidden' }];
    const { defects } = await land({ '项目基本信息表.xlsx': workbook({ formats: ['yyyy-mm-dd'], sheets, parts }) });
    expect(defects.filter(({ row }) => row === null).map(({ check, effect }) => [check, effect])).toEqual([
      ['hidden_sheet', 'mark'],
      ['hidden_columns', 'mark'],
      ['ignored_parts', 'mark'],
    ]);
  });
});

test('what a total or an else blank row holds broken is told, too', async () => {
  const { files, defects } = await land({
    '奖补资金.xlsx': workbook({
      sheets: [
        sheet(
          '奖补',
          [
            ['项目编号', '预算年度', '下达金额'],
            ['SD-1', 2025, 10],
            [null, null, formula('C2*2', null)],
            ['合计', null, formula('SUM(C2:C3)', null)],
            ['填表人：张三', null, { is: '<c r="@" t="e"><v>#REF!</v></c>' }],
          ],
          { hidden: [3, 4] }
        ),
      ],
    }),
  });
  expect(files['奖补资金.xlsx']?.counts).toEqual([4, 1, 2, 1, 0]);
  expect(defects.map(({ check, row, column, effect }) => [check, row, column, effect])).toEqual([
    ['formula_without_value', 3, '下达金额', 'cell'],
    ['hidden_row', 4, null, 'mark'],
    ['formula_without_value', 4, '下达金额', 'cell'],
    ['error_value', 5, '下达金额', 'cell'],
  ]);
});

test('a bare serial is unknown where the book counts days from 1904, and so is no amount', async () => {
  const head = ['项目编号', '预算年度', '下达金额（万元）', '下达日期'];
  const sheets = [sheet('Sheet1', [head, ['SD-1', 2025, 44256, 44256], ['SD-2', 2025, 10, '2025.3.2']])];
  const { read, defects } = await land({ '奖补资金.xlsx': workbook({ sheets, is1904: true }) });
  expect(
    await read('select "下达金额" as amount, "下达日期" as day from sources.subsidies order by source_row')
  ).toEqual([
    { amount: '44256', day: null },
    { amount: '10', day: '2025.3.2' },
  ]);
  expect(defects).toMatchObject([{ check: 'other_epoch', column: '下达日期', row: 2, effect: 'cell' }]);
  expect(defects[0]?.problem).toContain('2025-03-02 还是 2021-03-01');
});
