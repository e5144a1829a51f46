import { day } from './calendar.ts';
import { BODIES, creditCode } from './credit-code.ts';
import type { Acceptance, Money } from './project.ts';
import type { OnPlanted, Planted } from './dirty/planted.ts';
import type { Cohort } from './province.ts';
import type { Place } from './sheet.ts';

/**
 * Mistakes as clerks make them, few, so that there is something to put right. Two more are typed cells of stories: a
 * county that is not there, and 约500 for an amount. They happen after a city's projects of 2025, if it has that many.
 */
export interface Fault extends Omit<Planted, 'file' | 'sheet' | 'row'> {
  expected: NonNullable<Planted['expected']>;
}

export const tell = (onPlanted: OnPlanted, fault: Fault, { file, row }: Place): void =>
  onPlanted({ ...fault, file, sheet: '', row });

/** What comes of a cell that somebody typed otherwise, by its header. */
export const TYPED: Readonly<Record<string, Omit<Fault, 'value'>>> = {
  '县（市、区）': { kind: '没有这个县', column: '县（市、区）', expected: { check: 'unknown_county', effect: 'row' } },
  实施期内计划投资: {
    kind: '金额是约数',
    column: '实施期内计划投资',
    expected: { check: 'unreadable_money', effect: 'cell' },
  },
};

interface After {
  city: string;
  projects: number;
}

export function hasFault({ city, projects }: After, cohort: Cohort): boolean {
  return cohort.batch.hasAnnexTasks && cohort.city.code === city && cohort.size >= projects;
}

/** An acceptance of a project that nobody handed in. */
export const UNKNOWN: After & { row: Acceptance & { id: string }; fault: Fault } = {
  fault: {
    kind: '没有这个项目',
    column: '项目编号',
    value: 'SL2025-3709-9999',
    expected: { check: 'unknown_project', effect: 'row' },
  },
  city: '370900',
  projects: 10,
  row: {
    id: 'SL2025-3709-9999',
    appliedOn: day('2026-04-08'),
    concludedOn: day('2026-05-12'),
    result: '通过',
    declared: 86_500,
    verified: 80_120,
    reason: '付款凭证不全',
    score: 82.5,
    targetsAgreed: 8,
    targetsMet: 8,
    publishedOn: day('2026-05-15'),
  },
};

/** An amount whose comma nobody quoted: one cell too many. */
export const UNQUOTED: After & { line: string; fault: Fault } = {
  fault: {
    kind: '千分位逗号没有加引号',
    column: null,
    value: '1,200.00',
    expected: { check: 'ragged_row', effect: 'row' },
  },
  city: '371300',
  projects: 10,
  line: `${creditCode({ kind: '91', division: '371302', number: BODIES - 1 })},设备联网改造项目（示例）,市级,2022,1,200.00,示例财补〔2022〕17号`,
};

/** June has thirty days: when this project's acceptance is said to have been published. */
export const NO_SUCH_DAY = {
  id: 'SL2025-3702-0013',
  typed: { typedPublished: '2026-06-31' },
  fault: {
    kind: '不存在的日期',
    column: '发布日期',
    value: '2026-06-31',
    expected: { check: 'unreadable_day', effect: 'cell' },
  },
} as const;

/** The total of the subsidies of 2025 is off by 0.10. */
export const MISADDED: { header: string; by: Money; fault: Fault } = {
  header: '下达金额',
  by: 10,
  fault: {
    kind: '合计不平',
    column: '下达金额',
    value: '',
    expected: { check: 'total_does_not_foot', effect: 'mark' },
  },
};

/** The summary of 济宁 leaves out a rank, that of 烟台 gives one twice. */
export function listRank({ batch, city }: Cohort, rank: number): number {
  if (batch.hasAnnexTasks && city.code === '370800' && rank > 4) return rank + 1;
  if (batch.hasAnnexTasks && city.code === '370600' && rank > 5) return rank - 1;
  return rank;
}
