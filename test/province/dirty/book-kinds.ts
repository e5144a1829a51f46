import type { CellKind } from './cell-kind.ts';

const AMOUNTS = [
  ['项目基本信息表', '项目总投资'],
  ['验收结果表', '核定实际投入'],
  ['奖补资金表', '下达金额'],
] as const;
const DAYS = [
  ['项目基本信息表', '响应内容起始日期'],
  ['验收结果表', '验收日期'],
  ['省级评审', '评审日期'],
] as const;
const DAY = 'yyyy-mm-dd';

const kinds: readonly CellKind[] = [
  {
    kind: '公式没有结果',
    check: 'formula_without_value',
    effect: 'cell',
    places: [...AMOUNTS, ...DAYS, ['推荐汇总表', '项目编号', 'row'], ['项目基本信息表', '推荐市', 'row']],
    values: [{ formula: 'B2+C2' }, { formula: "SUM('[2]表'!A1)" }],
  },
  {
    kind: '单元格是错误值',
    check: 'error_value',
    effect: 'cell',
    places: [...AMOUNTS, ...DAYS, ['流程记录', '时间', 'row'], ['财政支持台账', '统一社会信用代码', 'row']],
    values: [{ error: '#N/A' }, { error: '#REF!' }, { error: '#DIV/0!' }, { error: '#NAME?' }],
  },
  {
    kind: '长代码存成数',
    check: 'precision_lost',
    effect: 'row',
    places: [
      ['项目基本信息表', '统一社会信用代码'],
      ['单位核查表', '统一社会信用代码'],
      ['项目基本信息表', '项目编号'],
      ['财政支持台账', '统一社会信用代码'],
    ],
    values: [913701020000000000, { number: 913702110001234600, format: '0' }],
  },
  {
    kind: '日期序号 60',
    check: 'no_such_day',
    effect: 'cell',
    places: DAYS,
    values: [
      { number: 60, format: DAY },
      { number: 60.5, format: DAY },
    ],
  },
  {
    kind: '日期序号不是日期',
    check: 'no_such_day',
    effect: 'cell',
    places: DAYS,
    values: [
      { number: -5, format: DAY },
      { number: 3_000_000, format: DAY },
    ],
  },
  {
    kind: '数值的负金额',
    check: 'unreadable_money',
    effect: 'cell',
    places: AMOUNTS,
    values: [-120, { number: -35.5, format: '#,##0.00' }],
  },
  {
    kind: '日期列里是数 2025.1',
    check: 'unreadable_day',
    effect: 'cell',
    places: DAYS,
    values: [2025.1, 2025.4],
  },
  {
    kind: '格式里写着约和余',
    check: 'shown_otherwise',
    effect: 'mark',
    also: { check: 'unreadable_money', effect: 'cell' },
    places: AMOUNTS,
    values: [
      { number: 300, format: '"约"0' },
      { number: 120, format: '0"余"' },
    ],
  },
  {
    kind: '格式换了单位',
    check: null,
    places: AMOUNTS,
    values: [
      { number: 500_000, format: '0,"千元"' },
      { number: 3_000_000, format: '0,,"百万元"' },
    ],
  },
  {
    kind: '数字划掉了一部分',
    check: 'struck_text',
    effect: 'mark',
    places: AMOUNTS,
    values: [
      { runs: [{ text: '100', look: 'strike' }, { text: '200' }] },
      { runs: [{ text: '350' }, { text: '35', look: 'strike' }] },
    ],
  },
  {
    kind: '数字右上角有脚注',
    check: 'raised_text',
    effect: 'mark',
    places: AMOUNTS,
    values: [
      { runs: [{ text: '1200' }, { text: '1', look: 'raised' }] },
      { runs: [{ text: '80.5' }, { text: '2', look: 'raised' }] },
    ],
  },
  {
    kind: '日期的年份看不见',
    check: 'hidden_year',
    effect: 'mark',
    places: DAYS,
    values: [
      { number: 45_748, format: 'm"月"d"日"' },
      { number: 45_760, format: 'mm-dd' },
    ],
  },
  {
    kind: '显示的数与存的数不同',
    check: 'shown_rounded',
    effect: 'mark',
    places: AMOUNTS,
    values: [
      { number: 1234.56, format: '0' },
      { number: 99.44, format: '0.0' },
    ],
  },
  {
    kind: '格式藏起了数',
    check: 'hidden_value',
    effect: 'mark',
    places: AMOUNTS,
    values: [{ number: 300, format: ';;;' }],
  },
  {
    kind: '日期里藏着时刻',
    check: 'hidden_time',
    effect: 'mark',
    places: DAYS,
    values: [
      { number: 45_820.5, format: DAY },
      { number: 45_828.729_166_67, format: 'yyyy/m/d' },
    ],
  },
  {
    kind: '按格式的日期',
    check: null,
    places: DAYS,
    values: [
      { number: 45_748, format: DAY },
      { number: 45_749, format: 'yyyy"年"m"月"d"日"' },
      { number: 45_750, format: 'm/d/yy' },
      { number: 45_751, format: 'yyyy/m/d;@' },
    ],
  },
  {
    kind: '按格式的时间',
    check: null,
    places: [['流程记录', '时间']],
    values: [
      { number: 45_749.5, format: 'yyyy/m/d h:mm' },
      { number: 45_749.708_333_33, format: 'yyyy-mm-dd hh:mm:ss' },
    ],
  },
  {
    kind: '数值的金额',
    check: null,
    places: AMOUNTS,
    values: [300, 1234.56, { number: 1234.56, format: '#,##0.00' }, { number: 500, format: '0"万元"' }, 0.1 + 0.2],
  },
  {
    kind: '公式存有结果',
    check: null,
    places: AMOUNTS,
    values: [
      { formula: '100+200', value: 300 },
      { formula: 'SUM(A1:A2)', value: 450.5 },
    ],
  },
  {
    kind: '是否是逻辑值',
    check: null,
    places: [
      ['项目基本信息表', '是否子公司'],
      ['项目基本信息表', '省级公司推荐函'],
    ],
    values: [true, false, 1, 0],
  },
  { kind: '排序是数', check: null, places: [['推荐汇总表', '排序']], values: [3, { number: 4, format: '00' }] },
  {
    kind: '年度和批次是数',
    check: null,
    places: [
      ['奖补资金表', '预算年度'],
      ['项目基本信息表', '批次'],
    ],
    values: [2025],
  },
  { kind: '任务是数', check: null, places: [['项目基本信息表', '揭榜任务']], values: [3, 4] },
];

/** What only a cell of a workbook can hold. */
export const BOOK_KINDS: readonly CellKind[] = kinds.map((kind) => ({ ...kind, only: 'xlsx' }));
