import type { Check, Coverage } from '../checks.ts';
import type { Factor } from '../factors.ts';
import { cityCell, dayCell, moneyCell } from '../hand.ts';
import type { PriorSupport } from '../prior-support.ts';
import type { Column } from '../sheet.ts';

/** 单位核查表 */
export const CHECKS: readonly Column<Check>[] = [
  { header: '统一社会信用代码', cell: ({ code }) => code },
  { header: '核查事项', cell: ({ item }) => item },
  { header: '结果', cell: ({ result }) => result },
  { header: '发生或列入日期', cell: ({ from }, hand) => dayCell(hand, from) },
  { header: '移出日期', cell: ({ until }, hand) => dayCell(hand, until) },
  { header: '核查日期', cell: ({ checkedOn }, hand) => dayCell(hand, checkedOn) },
  { header: '来源', cell: ({ origin }) => origin },
];

/** 财政支持台账 */
export const PRIOR_SUPPORT: readonly Column<PriorSupport>[] = [
  { header: '统一社会信用代码', cell: ({ code }) => code },
  { header: '项目名称', cell: ({ name }) => name },
  { header: '资金级次', cell: ({ level }) => level },
  { header: '年度', cell: ({ year }) => String(year) },
  { header: '金额', cell: ({ amount }, hand) => moneyCell(hand, amount), amount: ({ amount }) => amount },
  { header: '文号', cell: ({ document }) => document },
];

/** 核查覆盖表 */
export const COVERAGE: readonly Column<Coverage>[] = [
  { header: '批次', cell: ({ batch }) => batch },
  { header: '核查事项', cell: ({ item }) => item },
  { header: '推荐市', cell: ({ city }) => city ?? '' },
  { header: '比对范围', cell: () => '全部申报单位' },
  { header: '比对日期', cell: ({ comparedOn }, hand) => dayCell(hand, comparedOn) },
  { header: '名单来源', cell: ({ origin }) => origin },
];

/** 因素表 */
export const FACTORS: readonly Column<Factor>[] = [
  { header: '年度', cell: ({ year }) => String(year) },
  { header: '市', cell: ({ city }, hand) => cityCell(hand, city) },
  { header: '因素', cell: ({ factor }) => factor },
  { header: '数值', cell: ({ amount }) => amount },
  { header: '单位', cell: ({ unit }) => unit },
  { header: '来源', cell: ({ year }) => `示例统计年鉴${year + 1}` },
  { header: '文号', cell: ({ year }) => `示例统〔${year + 1}〕1号` },
];
