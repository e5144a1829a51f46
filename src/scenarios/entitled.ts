import { isLess, isNone, minus, most, least, none, wholeFraction, type Fraction } from '#spec/fraction';
import { RefusedScenario } from './refused.ts';
import { scheduled, termsOf, type SubsidyRule, type Terms } from './subsidy-rule.ts';

/** What is known of a project, in fen; null is unknown (of `recovered`: none on record). */
export interface Project {
  id: string;
  /** 通过; null without a conclusion. */
  isAccepted: boolean | null;
  direction: string;
  money: Readonly<Record<MoneyColumn, bigint | null>>;
  score: Fraction | null;
}

export const moneyColumns = ['planned', 'verified', 'total', 'other', 'allocated', 'recovered'] as const;
export type MoneyColumn = (typeof moneyColumns)[number];

export const flags = [
  'beyond_at_most',
  'base_unknown',
  'other_unknown',
  'other_taken_as_none',
  'total_for_plan',
  'below_start',
  'capped',
  'all_deducted',
  'raised',
  'dropped',
] as const;
export type Flag = (typeof flags)[number];

export interface Entitlement {
  project: Project;
  /** Before the budget; null where it is unknown. Where the control finds the rate: the base. */
  amount: Fraction | null;
  flags: Flag[];
}

/** What each project would be given if there were no budget, and who is left out by ranks. Projects come by id. */
export function entitle(rule: SubsidyRule, projects: readonly Project[]): Entitled {
  const { beyond, ties } = beyondAtMost(rule, projects);
  const all = projects.map((project): Entitlement => {
    if (beyond.has(project.id)) return { project, amount: none, flags: ['beyond_at_most'] };
    const found: Flag[] = [];
    const amount = amountOf(termsOf(rule, project.direction), project, found);
    return { project, amount, flags: found };
  });
  return { all, atMostTies: ties };
}

export interface Entitled {
  all: Entitlement[];
  /** Those of equal score where the line of a direction's number runs between them. */
  atMostTies: string[];
}

function beyondAtMost({ atMost }: SubsidyRule, projects: readonly Project[]) {
  const beyond = new Set<string>();
  const ties: string[] = [];
  for (const [direction, { count, by }] of Object.entries(atMost)) {
    const ranked = inRank(
      projects.filter((project) => project.direction === direction),
      by
    );
    for (const { id } of ranked.slice(count)) beyond.add(id);
    const [last, next] = [ranked[count - 1], ranked[count]];
    if (last && next && sameRank(last, next, by))
      ties.push(...ranked.filter((project) => sameRank(project, last, by)).map(({ id }) => id));
  }
  return { beyond, ties };
}

/** Best first, unknown last, equal ones by id. */
export function inRank(projects: readonly Project[], by: string): Project[] {
  return [...projects].sort((a, b) => {
    const [one, other] = [rankedBy(a, by), rankedBy(b, by)];
    if (one !== null && other !== null) return isLess(other, one) ? -1 : isLess(one, other) ? 1 : idOrder(a, b);
    return one === other ? idOrder(a, b) : one === null ? 1 : -1;
  });
}

export function sameRank(a: Project, b: Project, by: string): boolean {
  const [one, other] = [rankedBy(a, by), rankedBy(b, by)];
  return one === null || other === null ? one === other : !isLess(one, other) && !isLess(other, one);
}

export const rankings = ['score', ...moneyColumns] as const;

function rankedBy(project: Project, by: string): Fraction | null {
  if (by === 'score') return project.score;
  const money = project.money[by as MoneyColumn] ?? null;
  return money === null ? null : wholeFraction(money);
}

const idOrder = (a: Project, b: Project) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The base, less other support, the start, the schedule, the cap, less other support, the minimum: in this order. */
function amountOf(terms: Terms, project: Project, found: Flag[]): Fraction | null {
  const base = baseOf(terms, project, found);
  if (base === null) {
    found.push('base_unknown');
    return null;
  }
  const other = terms.deduct === 'none' ? none : otherOf(terms, project, found);
  if (other === null) {
    found.push('other_unknown');
    return null;
  }
  const left = terms.deduct === 'from_base' ? most(none, minus(wholeFraction(base), other)) : wholeFraction(base);
  if (terms.atLeast !== null && isLess(left, wholeFraction(terms.atLeast))) {
    found.push('below_start');
    return none;
  }
  if (!terms.schedule) return left;
  const full = scheduled(terms.schedule, left);
  const cap = terms.cap === null ? null : wholeFraction(terms.cap);
  if (cap && isLess(cap, full)) found.push('capped');
  const capped = cap ? least(full, cap) : full;
  const amount = terms.deduct === 'from_amount' ? most(none, minus(capped, other)) : capped;
  if (isNone(amount)) {
    if (!isNone(capped)) found.push('all_deducted');
    return none;
  }
  const { minimum } = terms;
  if (!minimum || !isLess(amount, wholeFraction(minimum.amount))) return amount;
  found.push(minimum.below === 'raise' ? 'raised' : 'dropped');
  return minimum.below === 'raise' ? wholeFraction(minimum.amount) : none;
}

function baseOf({ base, plannedBlank }: Terms, { money }: Project, found: Flag[]): bigint | null {
  if (base === 'verified') return money.verified;
  const planned = money.planned ?? (plannedBlank === 'total' ? money.total : null);
  if (planned !== null && money.planned === null) found.push('total_for_plan');
  if (base === 'planned' || planned === null) return planned;
  return money.verified === null ? null : money.verified < planned ? money.verified : planned;
}

function otherOf({ otherUnknown }: Terms, { money }: Project, found: Flag[]): Fraction | null {
  if (money.other !== null) return wholeFraction(money.other);
  if (otherUnknown === 'unknown') return null;
  found.push('other_taken_as_none');
  return none;
}

/** A negative amount is a defect of the intake and enters no scenario. */
export function refuseNegative(projects: readonly Project[]): void {
  for (const { id, money } of projects)
    for (const column of moneyColumns)
      if ((money[column] ?? 0n) < 0n) throw new RefusedScenario('negative_money', [id, column]);
}
