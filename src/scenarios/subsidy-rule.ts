import { isLess, minus as subtract, plus as add, times as product, wholeFraction, type Fraction } from '#spec/fraction';
import { RefusedScenario } from './refused.ts';

/** From so much of the base on: a rate, or (分档) an amount. */
export interface Step {
  from: bigint;
  rate?: Fraction;
  amount?: bigint;
}

/** How the amount follows from the base: one rate, 累进 (each part by its own) or 分档 (all by the step it is in). */
export type Schedule =
  | { kind: 'rate'; rate: Fraction }
  | { kind: 'tiers'; steps: readonly Step[] }
  | { kind: 'slabs'; steps: readonly Step[] };

export const bases = ['verified', 'planned', 'min'] as const;
export const units = { fen: 1n, yuan: 100n, hundred_yuan: 10_000n, wan: 1_000_000n } as const;
export const controls = ['proportional', 'level', 'rank', 'fill'] as const;
export const tails = ['stop', 'part', 'skip'] as const;
export const roundings = ['down', 'half_up', 'up'] as const;
export const leftovers = ['keep', 'largest_remainder', 'largest'] as const;
export type Control = (typeof controls)[number];

/** What one project is given by, in the order in which it works. Money is whole fen. */
export interface Terms {
  base: (typeof bases)[number];
  /** What stands in for a blank plan. */
  plannedBlank: 'unknown' | 'total';
  deduct: 'none' | 'from_base' | 'from_amount';
  otherUnknown: 'unknown' | 'none';
  /** The start, asked of the base. */
  atLeast: bigint | null;
  /** null only where the control finds the rate. */
  schedule: Schedule | null;
  cap: bigint | null;
  minimum: { amount: bigint; below: 'raise' | 'drop' } | null;
}

export interface SubsidyRule {
  only: readonly string[] | null;
  atMost: Readonly<Record<string, { count: number; by: string }>>;
  terms: Terms;
  /** Of a direction that has terms of its own, whole. */
  byDirection: Readonly<Record<string, Terms>>;
  budget: bigint | null;
  budgetByDirection: Readonly<Record<string, bigint>> | null;
  control: Control | null;
  controlRank: string;
  tail: (typeof tails)[number];
  unit: keyof typeof units;
  round: (typeof roundings)[number];
  leftover: (typeof leftovers)[number];
  lessPaid: boolean;
  unknown: 'apart' | 'refuse';
}

export const termsOf = (rule: SubsidyRule, direction: string): Terms => rule.byDirection[direction] ?? rule.terms;

/** What no project is needed for to see that a rule does not hold: a RefusedScenario. */
export function refuseUnsound(rule: SubsidyRule): void {
  for (const terms of [rule.terms, ...Object.values(rule.byDirection)]) refuseUnsoundTerms(rule, terms);
  if (rule.budget !== null && rule.budgetByDirection !== null) throw new RefusedScenario('one_budget');
  if (rule.leftover !== 'keep' && rule.round !== 'down') throw new RefusedScenario('leftover_needs_down');
}

function refuseUnsoundTerms({ control, unit, round }: SubsidyRule, { schedule, cap, minimum }: Terms): void {
  if (control === 'fill' && schedule) throw new RefusedScenario('fill_finds_the_rate');
  if (control !== 'fill' && !schedule) throw new RefusedScenario('one_schedule');
  if (schedule && schedule.kind !== 'rate') {
    const { steps } = schedule;
    if (steps.length === 0 || steps.some(({ from }, at) => at > 0 && from <= steps[at - 1]!.from))
      throw new RefusedScenario('tiers_not_in_order');
  }
  if (cap !== null && minimum && minimum.amount > cap) throw new RefusedScenario('minimum_above_cap');
  if (cap !== null && round !== 'down' && cap % units[unit] !== 0n)
    throw new RefusedScenario('cap_not_in_unit', [`${cap}`]);
}

/** What a base gives by a schedule, exactly. */
export function scheduled(schedule: Schedule, base: Fraction): Fraction {
  if (schedule.kind === 'rate') return product(base, schedule.rate);
  if (schedule.kind === 'slabs') {
    const step = schedule.steps.findLast(({ from }) => !isLess(base, wholeFraction(from)));
    if (!step) return wholeFraction(0n);
    return step.amount === undefined ? product(base, step.rate!) : wholeFraction(step.amount);
  }
  return schedule.steps.reduce((sum, { from, rate }, at) => {
    if (!isLess(wholeFraction(from), base)) return sum;
    const end = schedule.steps[at + 1]?.from;
    const top = end !== undefined && isLess(wholeFraction(end), base) ? wholeFraction(end) : base;
    return add(sum, product(subtract(top, wholeFraction(from)), rate!));
  }, wholeFraction(0n));
}
