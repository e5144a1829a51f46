import type { Batch } from './batches.ts';
import type { OnPlanted } from './dirty/planted.ts';
import { MISADDED, tell } from './faults.ts';
import { handOf } from './hands.ts';
import type { Acceptance } from './project.ts';
import { openSheet, type Column, type Layout, type Sheet } from './sheet.ts';
import { CHECKS, COVERAGE, FACTORS, PRIOR_SUPPORT } from './tables/ledgers.ts';
import { ACCEPTANCES, SUBSIDIES } from './tables/money.ts';
import { EVENTS, QUOTAS, RECOMMENDATIONS, REVIEWS } from './tables/process.ts';

export type Opened = (name: string) => void;

/**
 * The files that the division keeps for a batch. Amounts, quotas
 * and rates in them are invented, and their titles say so.
 */
export function openBooks(
  folder: string,
  batch: Batch,
  { onFile, onPlanted }: { onFile: Opened; onPlanted: OnPlanted }
) {
  const { id } = batch;
  const open = <R>(
    source: string,
    name: string,
    title: string,
    columns: readonly Column<R>[],
    more: { misadded?: Layout<R>['misadded'] } = {}
  ): Sheet<R> =>
    openSheet(
      folder,
      {
        path: `${batch.title}/${name}_${id}_示例数据`,
        title: `${batch.title}${title}`,
        columns,
        hand: handOf(source, id),
        ...more,
      },
      onFile
    );
  return {
    quotas: open('quotas', '各市推荐名额表', '各市推荐名额表：示例名额，不是真实名额', QUOTAS),
    events: open('events', '流程记录', '申报管理系统流程记录', EVENTS),
    recommendations: open('recommendations', '推荐汇总表', '各市推荐汇总表', RECOMMENDATIONS),
    reviews: open('reviews', '省级评审', '省级评审情况', REVIEWS),
    acceptances: open<Acceptance & { id: string; typedPublished?: string }>(
      'acceptances',
      '验收结果表',
      '验收结果表',
      ACCEPTANCES
    ),
    subsidies: open(
      'subsidies',
      '奖补资金表',
      '奖补资金表：奖补比例为虚构',
      SUBSIDIES,
      batch.hasAnnexTasks
        ? { misadded: { ...MISADDED, onPlace: (place) => tell(onPlanted, MISADDED.fault, place) } }
        : {}
    ),
  };
}
export type Books = ReturnType<typeof openBooks>;

/** The files that are about organisations, whatever their batch. */
export function openLedgers(folder: string, onFile: Opened) {
  return {
    checks: openSheet(
      folder,
      { path: '核查与台账/单位核查表_示例数据', title: '申报单位核查情况', columns: CHECKS, hand: handOf('checks') },
      onFile
    ),
    coverage: openSheet(
      folder,
      {
        path: '核查与台账/核查覆盖表_示例数据',
        title: '名单比对情况',
        columns: COVERAGE,
        hand: handOf('check_coverage'),
      },
      onFile
    ),
    priorSupport: openSheet(
      folder,
      {
        path: '核查与台账/财政支持台账_示例数据',
        title: '历年财政支持台账',
        columns: PRIOR_SUPPORT,
        hand: handOf('prior_support'),
      },
      onFile
    ),
    factors: openSheet(
      folder,
      {
        path: '核查与台账/因素表_示例数据',
        title: '名额分配因素：虚构的数，不是统计数据',
        columns: FACTORS,
        hand: handOf('factors'),
      },
      onFile
    ),
  };
}
export type Ledgers = ReturnType<typeof openLedgers>;

export function closeAll(sheets: Readonly<Record<string, { close(): void }>>): void {
  for (const sheet of Object.values(sheets)) sheet.close();
}
