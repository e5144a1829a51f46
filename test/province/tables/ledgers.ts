import type { Check, Coverage } from '../checks.ts';
import { dayCell, moneyCell } from '../hand.ts';
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
