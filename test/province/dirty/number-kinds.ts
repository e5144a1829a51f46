import type { CellKind } from './cell-kind.ts';

const INTEGERS = [
  ['验收结果表', '约定指标数'],
  ['验收结果表', '完成指标数'],
  ['推荐汇总表', '排序'],
  ['各市推荐名额表', '推荐名额', 'row'],
] as const;
const YEARS = [
  ['奖补资金表', '预算年度'],
  ['财政支持台账', '年度'],
] as const;
const SCORES = [
  ['省级评审', '得分'],
  ['验收结果表', '验收得分'],
] as const;
const unreadable = { check: 'unreadable_number', effect: 'cell' } as const;

/** Counts, years, ranks and scores that cannot be read. */
export const NUMBER_KINDS: readonly CellKind[] = [
  { kind: '整数带小数', ...unreadable, places: INTEGERS, values: ['3.5', '２．５', '12.01'] },
  { kind: '整数为负', ...unreadable, places: INTEGERS, values: ['-2', '－1'] },
  { kind: '整数是约数或区间', ...unreadable, places: INTEGERS, values: ['约10', '3-5', '10多'] },
  { kind: '整数是文字', ...unreadable, places: INTEGERS, values: ['五', '二〇二五', '若干', '甲'] },
  {
    kind: '年度读不出',
    check: 'unreadable_year',
    effect: 'cell',
    places: YEARS,
    values: ['25', '2024-2025', '1998', '本年度'],
  },
  { kind: '得分读不出', ...unreadable, places: SCORES, values: ['八十五', '约85', '85-90', '85/100', '优秀'] },
  { kind: '得分为负', ...unreadable, places: SCORES, values: ['-3', '－85.5'] },
  { kind: '得分是科学计数', ...unreadable, places: SCORES, values: ['8.5E+01'] },
];
