import { day } from './calendar.ts';
import { BODIES, creditCode } from './credit-code.ts';
import type { Acceptance, Money } from './project.ts';
import type { Cohort } from './province.ts';

/**
 * Mistakes as clerks make them, few, so that there is something to put right. Two more are typed cells of stories: a county
 * that is not there, and 约500 for an amount. They happen after a city's projects of 2025, if it has that many.
 */
interface After {
  city: string;
  projects: number;
}

export function hasFault({ city, projects }: After, cohort: Cohort): boolean {
  return cohort.batch.hasAnnexTasks && cohort.city.code === city && cohort.size >= projects;
}

/** An acceptance of a project that nobody handed in. */
export const UNKNOWN: After & { row: Acceptance & { id: string } } = {
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
export const UNQUOTED: After & { line: string } = {
  city: '371300',
  projects: 10,
  line: `${creditCode({ kind: '91', division: '371302', number: BODIES - 1 })},设备联网改造项目（示例）,市级,2022,1,200.00,示例财补〔2022〕17号`,
};

/** June has thirty days: when this project's acceptance is said to have been published. */
export const NO_SUCH_DAY = { id: 'SL2025-3702-0013', typed: { typedPublished: '2026-06-31' } };

/** The total of the subsidies of 2025 is off by 0.10. */
export const MISADDED: { header: string; by: Money } = { header: '下达金额', by: 10 };

/** The summary of 济宁 leaves out a rank, that of 烟台 gives one twice. */
export function listRank({ batch, city }: Cohort, rank: number): number {
  if (batch.hasAnnexTasks && city.code === '370800' && rank > 4) return rank + 1;
  if (batch.hasAnnexTasks && city.code === '370600' && rank > 5) return rank - 1;
  return rank;
}
