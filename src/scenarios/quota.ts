import { compareFractions, isLess, none, plus, roundedDown, roundedUp, times, wholeFraction } from '#spec/fraction';
import type { Fraction } from '#spec/fraction';
import { apportion, sumOf, type Apportionment, type Claimant, type Tie } from './apportion.ts';
import { boundsOf, refuseImpossible } from './bounds.ts';
import { penalize } from './penalty.ts';
import { namesOf, type City, type QuotaRule, type TieBreak } from './quota-rule.ts';
import { RefusedScenario } from './refused.ts';
import { coefficientsOf, weigh } from './weights.ts';

export interface Allocation {
  seats: Map<string, bigint>;
  /** Kept by the province, with what penalties left there. */
  reserve: bigint;
  weights: Map<string, Fraction>;
  coefficients: Map<string, Fraction>;
  /** With the base. */
  shares: Map<string, Fraction>;
  ties: (Tie & { at: 'allocation' | 'penalty' })[];
  /** Cities whose weight is unknown, and what they have. */
  apart: Map<string, bigint>;
  taken: Map<string, bigint>;
  penaltyKept: bigint;
  /** Whose coefficient is unknown and was said by the rule. */
  coefficientUnknown: string[];
  /** Whose places before penalties are neither their share rounded down nor up. */
  outsideQuota: string[];
  /** How the last places were given. */
  apportionment: Apportionment;
}

/** Gives the places of the province by a rule, or a RefusedScenario. The order of the cities says nothing. */
export function allocate(rule: QuotaRule, given: readonly City[]): Allocation {
  const cities = [...given].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const bounds = new Map(cities.map((city) => [city.city, boundsOf(rule, city)]));
  const { weights: plain, apart } = weigh(rule, cities, bounds);
  const taking = cities.filter(({ city }) => !apart.has(city));
  const { coefficients, unknown: coefficientUnknown } = coefficientsOf(rule, taking);
  const weights = new Map([...plain].map(([city, weight]) => [city, times(weight, coefficients.get(city)!)]));
  const negative = taking.filter(({ city }) => isLess(weights.get(city)!, none));
  if (negative.length > 0) throw new RefusedScenario('negative_weight', namesOf(negative));

  const places = rule.total - rule.reserve - sumOf(apart.values()) - rule.base * BigInt(taking.length);
  if (places < 0n) throw new RefusedScenario('total_too_small');
  const claimants = inTieOrder(rule, taking, weights).map(({ city }): Claimant => {
    const { floor, ceiling } = bounds.get(city)!;
    return {
      name: city,
      weight: weights.get(city)!,
      floor: floor > rule.base ? floor - rule.base : 0n,
      ceiling: ceiling === null ? null : ceiling - rule.base,
    };
  });
  refuseImpossible(places, claimants, taking);

  const apportionment = apportion(places, claimants, rule.method);
  const base = wholeFraction(rule.base);
  const shares = new Map([...apportionment.shares].map(([city, share]) => [city, plus(share, base)]));
  const seats = new Map([...apportionment.seats].map(([city, count]) => [city, count + rule.base]));
  const outsideQuota = namesOf(taking).filter((city) => {
    const [share, has] = [shares.get(city)!, seats.get(city)!];
    return has !== roundedDown(share) && has !== roundedUp(share);
  });
  const ties: Allocation['ties'] = apportionment.tie ? [{ ...apportionment.tie, at: 'allocation' }] : [];
  const penalties = rule.penalty && penalize(rule, rule.penalty, { taking, seats, claimants, bounds });
  if (penalties?.tie) ties.push({ ...penalties.tie, at: 'penalty' });
  if (rule.ties === 'refuse' && ties[0]) throw new RefusedScenario('tie', ties[0].among);

  for (const [city, count] of apart) seats.set(city, count);
  const penaltyKept = penalties?.kept ?? 0n;
  return {
    seats,
    reserve: rule.reserve + penaltyKept,
    weights,
    coefficients,
    shares,
    ties,
    apart,
    taken: penalties?.taken ?? new Map(),
    penaltyKept,
    coefficientUnknown,
    outsideQuota,
    apportionment,
  };
}

function inTieOrder({ tieBreak }: QuotaRule, cities: readonly City[], weights: ReadonlyMap<string, Fraction>): City[] {
  const by: Record<TieBreak, (a: City, b: City) => number> = {
    weight: (a, b) => compareFractions(weights.get(b.city)!, weights.get(a.city)!),
    previous: (a, b) => Number((b.previous ?? -1n) - (a.previous ?? -1n)),
    code: (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  };
  return [...cities].sort((a, b) => {
    for (const name of [...tieBreak, 'code' as const]) {
      const order = by[name](a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}
