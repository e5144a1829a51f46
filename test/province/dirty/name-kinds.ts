import { checkDigit } from '../credit-code.ts';
import type { CellKind, Typed } from './cell-kind.ts';
import type { SourceName } from './records.ts';

const CODES = [
  ['项目基本信息表', '统一社会信用代码'],
  ['单位核查表', '统一社会信用代码'],
  ['财政支持台账', '统一社会信用代码'],
] as const;
const code = ({ 统一社会信用代码: own = '' }: Readonly<Record<string, string>>): string => own;
const otherDigit: Typed = (record) => code(record).slice(0, 17) + (code(record).endsWith('0') ? '1' : '0');
const shortened: Typed = (record) => code(record).slice(0, 17);
const lengthened: Typed = (record) => `${code(record)}0`;
const PARTNERS = [['项目基本信息表', '联合单位信用代码']] as const;
const anyPartner =
  (tail: string): Typed =>
  (record) =>
    code(record).slice(0, 16) + 'X' + checkDigit(`${code(record).slice(0, 16)}X`) + tail;

const ESSENTIAL: readonly (readonly [SourceName, string])[] = [
  ['项目基本信息表', '项目编号'],
  ['项目基本信息表', '批次'],
  ['项目基本信息表', '项目名称'],
  ['项目基本信息表', '揭榜任务'],
  ['项目基本信息表', '统一社会信用代码'],
  ['项目基本信息表', '申报单位'],
  ['项目基本信息表', '推荐市'],
  ['流程记录', '项目编号'],
  ['流程记录', '环节'],
  ['流程记录', '时间'],
  ['推荐汇总表', '推荐市'],
  ['推荐汇总表', '项目编号'],
  ['各市推荐名额表', '推荐名额'],
  ['省级评审', '结论'],
  ['验收结果表', '验收结论'],
  ['奖补资金表', '项目编号'],
  ['单位核查表', '结果'],
  ['财政支持台账', '资金级次'],
];

/** Codes, ids and names that cannot be read or are not known. */
export const NAME_KINDS: readonly CellKind[] = [
  {
    kind: '代码成了科学计数',
    check: 'unreadable_code',
    effect: 'row',
    places: CODES,
    values: ['9.13E+17', '9.13701E+17', '９．１３Ｅ＋１７'],
  },
  {
    kind: '代码不是代码',
    check: 'unreadable_code',
    effect: 'row',
    places: CODES,
    values: ['见营业执照', '正在办理', '91370100-MA3C4D5E'],
  },
  { kind: '代码校验位不符', check: 'odd_code', effect: 'mark', places: CODES, values: [otherDigit] },
  { kind: '代码位数不对', check: 'odd_code', effect: 'mark', places: CODES, values: [shortened, lengthened] },
  {
    kind: '代码里有不该有的字母',
    check: 'odd_code',
    effect: 'mark',
    places: CODES,
    values: [
      (record) => `${code(record).slice(0, 8)}O${code(record).slice(9)}`,
      (record) => `${code(record).slice(0, 9)}I${code(record).slice(10)}`,
    ],
  },
  {
    kind: '联合单位代码读不出',
    check: 'unreadable_code',
    effect: 'cell',
    places: PARTNERS,
    values: ['9.13E+17', '示例联合单位有限公司'],
  },
  {
    kind: '联合单位代码有一个读不出',
    check: 'unreadable_code',
    effect: 'mark',
    places: PARTNERS,
    values: [anyPartner('；示例联合单位有限公司'), anyPartner('、9.13E+17')],
  },
  {
    kind: '名称里是占位的话',
    check: 'placeholder',
    effect: 'row',
    places: [
      ['项目基本信息表', '项目名称'],
      ['项目基本信息表', '申报单位'],
      ['财政支持台账', '项目名称'],
    ],
    values: ['#N/A', '同上', '待定', '########'],
  },
  {
    kind: '可不填的文字里是占位的话',
    check: 'placeholder',
    effect: 'cell',
    places: [
      ['验收结果表', '核减原因'],
      ['流程记录', '原因'],
      ['项目基本信息表', '所属集团'],
    ],
    values: ['#N/A', '同上'],
  },
  {
    kind: '编号换了写法',
    check: 'id_spelling',
    effect: 'mark',
    places: [
      ['流程记录', '项目编号'],
      ['验收结果表', '项目编号'],
      ['省级评审', '项目编号'],
    ],
    values: [({ 项目编号 = '' }) => 项目编号.toLowerCase(), ({ 项目编号 = '' }) => 项目编号.replaceAll('-', '–')],
  },
  {
    kind: '编号是示例里的占位',
    check: 'example_id',
    effect: 'row',
    places: [
      ['项目基本信息表', '项目编号'],
      ['验收结果表', '项目编号'],
    ],
    values: ['XXXXXX', '××××'],
  },
  {
    kind: '编号成了科学计数',
    check: 'unreadable_id',
    effect: 'row',
    places: [
      ['项目基本信息表', '项目编号'],
      ['验收结果表', '项目编号'],
      ['推荐汇总表', '项目编号'],
    ],
    values: ['2.025E+11', '2.0E+12'],
  },
  ...ESSENTIAL.map(([source, column], i): CellKind => ({
    kind: '必填的格子空着',
    check: 'missing_value',
    effect: 'row',
    places: [[source, column]],
    values: [i % 2 === 0 ? '' : (['—', '/', '无', 'N/A', '　'][i % 5] as string)],
  })),
  {
    kind: '没有这个批次',
    check: 'unknown_batch',
    effect: 'row',
    places: [
      ['项目基本信息表', '批次'],
      ['推荐汇总表', '批次'],
      ['各市推荐名额表', '批次'],
    ],
    values: ['2026', '2025-3', '第三批', '2024年1月', 'Jan-24', '45292'],
  },
  {
    kind: '没有这个市',
    check: 'unknown_city',
    effect: 'row',
    places: [
      ['项目基本信息表', '推荐市'],
      ['推荐汇总表', '推荐市'],
      ['各市推荐名额表', '市'],
    ],
    values: ['青岛岛', '北京市', '莱芜市', '山东省', '历下区'],
  },
  {
    kind: '没有这个县',
    check: 'unknown_county',
    effect: 'row',
    places: [['项目基本信息表', '县（市、区）']],
    values: ['示例新区', '示例镇', '高新'],
  },
  {
    kind: '县不在这个市',
    check: 'unknown_county',
    effect: 'row',
    places: [['项目基本信息表', '县（市、区）']],
    values: [
      ({ 推荐市 }) => (推荐市 === '济南市' ? '芝罘区' : '历下区'),
      ({ 推荐市 }) => (推荐市 === '威海市' ? '历城区' : '荣成市'),
    ],
  },
  {
    kind: '没有这项任务',
    check: 'unknown_task',
    effect: 'row',
    places: [['项目基本信息表', '揭榜任务']],
    values: ['10', '第十项', '元宇宙工厂', '0'],
  },
  {
    kind: '不在可选值之内',
    check: 'unknown_choice',
    effect: 'row',
    places: [
      ['项目基本信息表', '企业性质', 'cell'],
      ['流程记录', '环节'],
      ['省级评审', '结论'],
      ['验收结果表', '验收结论'],
      ['单位核查表', '核查事项'],
      ['财政支持台账', '资金级次'],
    ],
    values: ['混合所有', '走流程', '再议', '基本完成', '其他情况', '多级'],
  },
  {
    kind: '是否读不出',
    check: 'unreadable_yes_no',
    effect: 'cell',
    places: [
      ['项目基本信息表', '是否子公司'],
      ['项目基本信息表', '省级公司推荐函'],
    ],
    values: ['可能', '待核实', '是/否', '后补'],
  },
];

/** Of a project that nobody hands in. */
export const nobodys = (nth: number): string => `SL2025-3799-${String(nth).padStart(4, '0')}`;
