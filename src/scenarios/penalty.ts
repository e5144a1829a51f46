import { isNone } from '#spec/fraction';
import { apportion, sumOf, type Claimant } from './apportion.ts';
import type { Bounds } from './bounds.ts';
import { namesOf, type City, type Penalty, type QuotaRule } from './quota-rule.ts';
import { RefusedScenario } from './refused.ts';

interface Before {
  taking: readonly City[];
  seats: Map<string, bigint>;
  claimants: readonly Claimant[];
  bounds: ReadonlyMap<string, Bounds>;
}

/** Takes places for failed acceptances and gives them anew, or keeps them. Changes `seats`. */
export function penalize(rule: QuotaRule, penalty: Penalty, { taking, seats, claimants, bounds }: Before) {
  const unknown = taking.filter(({ failed }) => failed === null);
  if (unknown.length > 0) throw new RefusedScenario('unknown_failed', namesOf(unknown));
  const taken = new Map<string, bigint>();
  for (const { city, failed } of taking) {
    const [has, { floor }] = [seats.get(city)!, bounds.get(city)!];
    const lost = [penalty.perFailed * failed!, penalty.atMost, has - floor]
      .filter((bound) => bound !== null)
      .reduce((a, b) => (b < a ? b : a));
    if (lost > 0n) taken.set(city, lost);
  }
  for (const [city, lost] of taken) seats.set(city, seats.get(city)! - lost);
  const pool = sumOf(taken.values());
  const sound = new Set(taking.filter(({ failed }) => failed === 0n).map(({ city }) => city));
  const others = claimants
    .filter(({ name, weight }) => penalty.goesTo === 'others' && sound.has(name) && !isNone(weight))
    .map((claimant): Claimant => {
      const { ceiling } = bounds.get(claimant.name)!;
      return { ...claimant, floor: 0n, ceiling: ceiling === null ? null : ceiling - seats.get(claimant.name)! };
    });
  const rooms = others.map(({ ceiling }) => ceiling);
  const room = rooms.every((ceiling) => ceiling !== null) ? sumOf(rooms) : pool;
  const handed = room < pool ? room : pool;
  const again = apportion(handed, others, rule.method);
  for (const [city, more] of again.seats) seats.set(city, seats.get(city)! + more);
  return { taken, kept: pool - handed, tie: again.tie };
}
