import { compareFractions, isNone, over, type Fraction } from '#spec/fraction';
import { allocate, type Allocation } from './quota.ts';
import type { City, QuotaRule } from './quota-rule.ts';
import { RefusedScenario } from './refused.ts';

/** What places come to by a rule, or null where it refuses them. */
export function allocateOrNone(rule: QuotaRule, cities: readonly City[]): Allocation | null {
  try {
    return allocate(rule, cities);
  } catch (error) {
    if (error instanceof RefusedScenario) return null;
    throw error;
  }
}

/** Who has more and who has less by the second of two allocations, in the order of the first. */
interface Moved {
  gains: string[];
  loses: string[];
}

const movedBetween = (before: Allocation, after: Allocation): Moved => {
  const cities = [...before.seats].filter(([city]) => after.seats.has(city));
  const ofThose = (is: (more: bigint) => boolean) =>
    cities.filter(([city, seats]) => is(after.seats.get(city)! - seats)).map(([city]) => city);
  return { gains: ofThose((more) => more > 0n), loses: ofThose((more) => more < 0n) };
};

/**
 * What each of the next places would do, one after the other, up to where the rule refuses: usually it goes to one
 * city; by largest remainders it may cost another one of its own (Alabama paradox).
 */
export function nextPlaces(rule: QuotaRule, cities: readonly City[], found: Allocation, count = 10): Moved[] {
  const steps: Moved[] = [];
  let has = found;
  for (let more = 1; more <= count; more++) {
    const next = allocateOrNone({ ...rule, total: rule.total + BigInt(more) }, cities);
    if (next === null) break;
    steps.push(movedBetween(has, next));
    has = next;
  }
  return steps;
}

/** What a rule does with the weights of an earlier batch and with those that it is tried on. */
export interface Growth {
  /** Whose weight grew faster lost a place while the other won one (population paradox). */
  pairs: { faster: string; slower: string }[];
  /** Without a weight in the earlier batch, with one now; and whose places moved then. */
  newcomers: string[];
  moved: string[];
}

export function growthBetween(before: Allocation, after: Allocation): Growth {
  const grew = new Map<string, Fraction>();
  for (const [city, weight] of before.weights) {
    const now = after.weights.get(city);
    if (now && !isNone(weight)) grew.set(city, over(now, weight));
  }
  const { gains, loses } = movedBetween(before, after);
  const pairs = loses.flatMap((faster) =>
    gains
      .filter((slower) => grew.has(faster) && grew.has(slower))
      .filter((slower) => compareFractions(grew.get(faster)!, grew.get(slower)!) > 0)
      .map((slower) => ({ faster, slower }))
  );
  const newcomers = [...before.apart.keys()].filter((city) => after.weights.has(city));
  const moved = newcomers.length === 0 ? [] : [...gains, ...loses].filter((city) => !newcomers.includes(city));
  return { pairs, newcomers, moved };
}
