import type { CellKind } from './cell-kind.ts';

const AMOUNTS = [
  ['项目基本信息表', '项目总投资'],
  ['项目基本信息表', '实施期内计划投资'],
  ['验收结果表', '核定实际投入'],
  ['奖补资金表', '下达金额'],
  ['财政支持台账', '金额'],
] as const;

const unreadable = { check: 'unreadable_money', effect: 'cell', places: AMOUNTS } as const;

/** Amounts that cannot be read, or that are not to be believed. */
export const MONEY_KINDS: readonly CellKind[] = [
  { kind: '金额是约数', ...unreadable, values: ['约300', '近500万元', '300左右', '＞800', '200余万元', '不足100'] },
  { kind: '金额是区间', ...unreadable, values: ['300-500', '300~500万元', '３００—５００', '300至500'] },
  { kind: '金额为负', ...unreadable, values: ['-120', '－35.5', '(120.00)', '负80'] },
  { kind: '金额是文字', ...unreadable, values: ['详见附件', '待定', '三百万元左右', '#VALUE!'] },
  { kind: '金额是科学计数', ...unreadable, values: ['1.2E+05', '3E+3'] },
  { kind: '金额不足一分', ...unreadable, values: ['100.0000001', '0.00000049'] },
  { kind: '金额的千分位不对', ...unreadable, values: ['12,34', '1,2345.6', '1，23'] },
  { kind: '金额写了两个数', ...unreadable, values: ['300+200', '300（含自筹100）', '300 200'] },
  { kind: '金额单位是外币', ...unreadable, values: ['100万美元', '$300', 'USD 50'] },
  {
    kind: '金额旁有脚注',
    check: 'footnote',
    effect: 'mark',
    places: AMOUNTS,
    values: ['300①', '450.5②', '24*', '１２０③'],
  },
  {
    kind: '万元数大得可疑',
    check: 'large_money',
    effect: 'mark',
    places: AMOUNTS,
    values: ['1000000', '12,500,000', '１８０００００', '2500000.00'],
  },
];
