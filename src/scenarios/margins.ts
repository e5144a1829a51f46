import { fraction, plus } from '#spec/fraction';
import type { Project } from './entitled.ts';
import { RefusedScenario } from './refused.ts';
import { subsidize } from './subsidy.ts';
import type { SubsidyRule, Terms } from './subsidy-rule.ts';

/** What one step of a key costs: the total by it and without, both after the budget and rounding, in fen. */
export interface Margin {
  of: 'rate' | 'cap';
  /** One point of a hundred; 10 万元. */
  step: string;
  total: bigint;
  difference: bigint;
}

const point = fraction(1n, 100n);
const tenWan = 100_000n * 100n;

/** What one point more of the rate and 10 万元 more of the cap would cost, of a rule that has them. */
export function marginsOf(rule: SubsidyRule, projects: readonly Project[], total: bigint): Margin[] {
  const all = [rule.terms, ...Object.values(rule.byDirection)];
  const steps: [Margin['of'], string, ((terms: Terms) => Terms) | null][] = [
    ['rate', '1%', all.every(({ schedule }) => schedule?.kind === 'rate') ? withRate : null],
    [
      'cap',
      '10万元',
      all.every(({ cap }) => cap !== null) ? (terms) => ({ ...terms, cap: terms.cap! + tenWan }) : null,
    ],
  ];
  return steps.flatMap(([of, step, work]): Margin[] => {
    const found =
      work && totalBy({ ...rule, terms: work(rule.terms), byDirection: mapped(rule.byDirection, work) }, projects);
    return found === null ? [] : [{ of, step, total: found, difference: found - total }];
  });
}

const withRate = (terms: Terms): Terms =>
  terms.schedule?.kind === 'rate'
    ? { ...terms, schedule: { kind: 'rate', rate: plus(terms.schedule.rate, point) } }
    : terms;

const mapped = (terms: SubsidyRule['byDirection'], work: (terms: Terms) => Terms): SubsidyRule['byDirection'] =>
  Object.fromEntries(Object.entries(terms).map(([direction, own]) => [direction, work(own)]));

function totalBy(rule: SubsidyRule, projects: readonly Project[]): bigint | null {
  try {
    return subsidize(rule, projects).total;
  } catch (error) {
    if (error instanceof RefusedScenario) return null;
    throw error;
  }
}
