import { dayCell, moneyCell } from '../hand.ts';
import type { Acceptance, Money, Subsidy } from '../project.ts';
import type { Column } from '../sheet.ts';

const amount = <R>(header: string, of: (row: R) => Money | null): Column<R> => ({
  header,
  cell: (row, hand) => moneyCell(hand, of(row)),
  amount: of,
});

/** 验收结果表 */
export const ACCEPTANCES: readonly Column<Acceptance & { id: string; typedPublished?: string }>[] = [
  { header: '项目编号', cell: ({ id }) => id },
  { header: '申请日期', cell: ({ appliedOn }, hand) => dayCell(hand, appliedOn) },
  { header: '验收日期', cell: ({ concludedOn }, hand) => dayCell(hand, concludedOn) },
  { header: '验收结论', cell: ({ result }) => result },
  amount('申报实际投入', ({ declared }) => declared),
  amount('核定实际投入', ({ verified }) => verified),
  { header: '核减原因', cell: ({ reason }) => reason },
  { header: '验收得分', cell: ({ score }) => score?.toFixed(1) ?? '' },
  { header: '约定指标数', cell: ({ targetsAgreed }) => String(targetsAgreed) },
  { header: '完成指标数', cell: ({ targetsMet }) => (targetsMet === null ? '' : String(targetsMet)) },
  { header: '发布日期', cell: ({ publishedOn, typedPublished }, hand) => typedPublished ?? dayCell(hand, publishedOn) },
];

/** 奖补资金表 */
export const SUBSIDIES: readonly Column<Subsidy & { id: string }>[] = [
  { header: '项目编号', cell: ({ id }) => id },
  { header: '预算年度', cell: ({ year }) => String(year) },
  amount('拟奖补金额', ({ proposed }) => proposed),
  { header: '下达文号', cell: ({ document }) => document },
  { header: '下达日期', cell: ({ allocatedOn }, hand) => dayCell(hand, allocatedOn) },
  amount('下达金额', ({ allocated }) => allocated),
  { header: '拨付日期', cell: ({ paidOn }, hand) => dayCell(hand, paidOn) },
  amount('拨付金额', ({ paid }) => paid),
  amount('收回金额', ({ recovered }) => recovered),
];
