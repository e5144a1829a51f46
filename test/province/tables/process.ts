import { cityCell, dayCell, timeCell } from '../hand.ts';
import type { City } from '../geography.ts';
import type { Event, Review } from '../project.ts';
import type { Column } from '../sheet.ts';

/** 流程记录 */
export const EVENTS: readonly Column<Event & { id: string }>[] = [
  { header: '项目编号', cell: ({ id }) => id },
  { header: '环节', cell: ({ stage }) => stage },
  { header: '时间', cell: ({ at }, hand) => timeCell(hand, at) },
  { header: '结果', cell: ({ result }) => result },
  { header: '经办层级', cell: ({ level }) => level },
  { header: '原因', cell: ({ reason }) => reason },
];

/** 推荐汇总表 */
export const RECOMMENDATIONS: readonly Column<{ batch: string; city: City; rank: number; id: string }>[] = [
  { header: '批次', cell: ({ batch }) => batch },
  { header: '推荐市', cell: ({ city }, hand) => cityCell(hand, city) },
  { header: '排序', cell: ({ rank }) => String(rank) },
  { header: '项目编号', cell: ({ id }) => id },
];

/** 各市推荐名额表 */
export const QUOTAS: readonly Column<{ batch: string; city: City; quota: number }>[] = [
  { header: '批次', cell: ({ batch }) => batch },
  { header: '市', cell: ({ city }, hand) => cityCell(hand, city) },
  { header: '推荐名额', cell: ({ quota }) => String(quota), count: ({ quota }) => quota },
];

/** 省级评审 */
export const REVIEWS: readonly Column<Review & { id: string }>[] = [
  { header: '项目编号', cell: ({ id }) => id },
  { header: '评审方式', cell: ({ mode }) => mode },
  { header: '得分', cell: ({ score }) => score.toFixed(1) },
  { header: '结论', cell: ({ result }) => result },
  { header: '评审日期', cell: ({ on }, hand) => dayCell(hand, on) },
];
