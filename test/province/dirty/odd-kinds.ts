import type { CellKind, Typed } from './cell-kind.ts';
import { wide } from '../hand.ts';

/** The same value in another spelling. */
const spelt =
  (column: string, spell: (text: string) => string): Typed =>
  (record) =>
    spell(record[column] ?? '');

const good = { check: null } as const;
const city = (spell: (text: string) => string) =>
  ({ ...good, places: [['项目基本信息表', '推荐市']], values: [spelt('推荐市', spell)] }) as const;
const money = (...values: readonly string[]) =>
  ({
    ...good,
    places: [
      ['项目基本信息表', '项目总投资'],
      ['验收结果表', '申报实际投入'],
      ['奖补资金表', '拨付金额'],
      ['财政支持台账', '金额'],
    ],
    values,
  }) as const;
const START = '响应内容起始日期';
const start = (spell: (year: string, month: string, date: string) => string) =>
  ({
    ...good,
    places: [['项目基本信息表', START]],
    values: [spelt(START, (text) => spell(...(text.split('-') as [string, string, string])))],
  }) as const;
const id = (spell: (text: string) => string) =>
  ({
    ...good,
    places: [
      ['项目基本信息表', '项目编号'],
      ['流程记录', '项目编号'],
      ['验收结果表', '项目编号'],
    ],
    values: [({ 项目编号 = '' }) => spell(项目编号)],
  }) as const satisfies Partial<CellKind>;
const code = (spell: (text: string) => string) =>
  ({
    ...good,
    places: [
      ['项目基本信息表', '统一社会信用代码'],
      ['单位核查表', '统一社会信用代码'],
    ],
    values: [spelt('统一社会信用代码', spell)],
  }) as const;
const number = (text: string): string => String(Number(text));

/** Cells that look odd and are right: the receipt must not say a word. */
export const ODD_KINDS: readonly CellKind[] = [
  { kind: '市名字间有空格', ...city((text) => [...text].join(' ')) },
  { kind: '市名用简称', ...city((text) => text.slice(0, -1)) },
  { kind: '市名写成工信局', ...city((text) => `${text}工信局`) },
  { kind: '市名写成工业和信息化局', ...city((text) => `${text}工业和信息化局`) },
  { kind: '市名前有山东省', ...city((text) => `山东省${text}`) },
  { kind: '金额用全角数字', ...money('１２３４．５', '８００') },
  { kind: '金额自带单位', ...money('500万', '0.05亿元', '3000000元', '500 万元', '￥500') },
  { kind: '金额有千分位', ...money('1,234.56', '12,345', '1，234') },
  { kind: '金额前后有空格', ...money(' 300 ', '　450.5') },
  {
    kind: '没有金额的写法',
    ...good,
    places: [
      ['项目基本信息表', '实施期内计划投资'],
      ['奖补资金表', '收回金额'],
    ],
    values: ['—', '/', '无', '-', '　'],
  },
  { kind: '日期用斜线', ...start((y, m, d) => `${y}/${Number(m)}/${Number(d)}`) },
  { kind: '日期用点', ...start((y, m, d) => `${y}.${Number(m)}.${Number(d)}`) },
  { kind: '日期八位数', ...start((y, m, d) => y + m + d) },
  { kind: '日期用年月日', ...start((y, m, d) => `${y}年${number(m)}月${number(d)}日`) },
  { kind: '日期用全角', ...start((y, m, d) => wide(`${y}-${m}-${d}`)) },
  { kind: '日期带零点', ...start((y, m, d) => `${y}-${m}-${d} 00:00:00`) },
  { kind: '日期是序号', ...start((y, m, d) => String(Date.parse(`${y}-${m}-${d}T00:00:00Z`) / 86_400_000 + 25_569)) },
  {
    kind: '时间的写法',
    ...good,
    places: [['流程记录', '时间']],
    values: [
      '2025-04-02 17时00分',
      '2025年4月2日 17:00',
      '2025/4/2 9:05',
      '2025.4.2 17:00:00',
      '20250402 17:00',
      '2025-04-02T17:00:00',
      '２０２５－０４－０２　１７：００',
    ],
  },
  { kind: '编号前后有空格', ...id((text) => ` ${text}　`) },
  { kind: '编号用全角', ...id((text) => wide(text)) },
  { kind: '编号前有撇号', ...id((text) => `'${text}`) },
  {
    kind: '代码和编号写成公式',
    ...good,
    only: 'csv',
    places: [
      ['单位核查表', '统一社会信用代码'],
      ['项目基本信息表', '统一社会信用代码'],
    ],
    values: [({ 统一社会信用代码: own = '' }) => `="${own}"`],
  },
  { kind: '代码用小写', ...code((text) => text.toLowerCase()) },
  { kind: '代码中间有空格', ...code((text) => `${text.slice(0, 8)} ${text.slice(8)}`) },
  { kind: '代码用全角', ...code((text) => wide(text)) },
  {
    kind: '几个代码的分隔',
    ...good,
    places: [['项目基本信息表', '联合单位信用代码']],
    values: [';', '；', '、', '，', '\n'].map(
      (mark): Typed =>
        ({ 统一社会信用代码: own = '' }) =>
          `${own}${mark}${own}`
    ),
  },
  {
    kind: '是否的写法',
    ...good,
    places: [
      ['项目基本信息表', '是否子公司'],
      ['项目基本信息表', '省级公司推荐函'],
    ],
    values: ['√', '×', 'Y', 'N', '1', '0', '有', '无', 'ｙ', ''],
  },
  {
    kind: '批次的写法',
    ...good,
    places: [
      ['项目基本信息表', '批次'],
      ['推荐汇总表', '批次'],
    ],
    values: ['2025年', '2025年度', '２０２５', ' 2025 '],
  },
  {
    kind: '任务写序号或名称',
    ...good,
    places: [['项目基本信息表', '揭榜任务']],
    values: ['3', '任务三', '任务5', '３', '③'],
  },
  {
    kind: '整数的写法',
    ...good,
    places: [
      ['验收结果表', '约定指标数'],
      ['推荐汇总表', '排序'],
    ],
    values: ['12.0', '第3名', '3项', '１２', '12个', '3'],
  },
  {
    kind: '年度的写法',
    ...good,
    places: [
      ['奖补资金表', '预算年度'],
      ['财政支持台账', '年度'],
    ],
    values: ['2024年', '2024 年度', '２０２４', '2024.0', '2024'],
  },
  {
    kind: '得分的写法',
    ...good,
    places: [
      ['省级评审', '得分'],
      ['验收结果表', '验收得分'],
    ],
    values: ['85.50', '８５', '85分', '100'],
  },
  {
    kind: '名称里有引号、逗号和换行',
    ...good,
    places: [['项目基本信息表', '项目名称']],
    values: [
      '“智改数转”一期, 二期（示例）',
      '数字化"灯塔"车间（示例）',
      '数字化车间\n二期（示例）',
      '合计（示例）',
      '备注（示例）',
      '=1+1（示例）',
    ],
  },
  {
    kind: '长的文字',
    ...good,
    places: [
      ['验收结果表', '核减原因'],
      ['流程记录', '原因'],
    ],
    values: [
      '示例：付款凭证不全，部分发票在实施期以外，已按通知要求逐项剔除。'.repeat(40),
      'A/B 两期 100% 完成 ≥ 90（示例）',
      '0',
    ],
  },
];
