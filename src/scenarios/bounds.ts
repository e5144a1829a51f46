import { isNone, roundedDown, roundedUp, times, total, wholeFraction } from '#spec/fraction';
import { sumOf, type Claimant } from './apportion.ts';
import { namesOf, type Bound, type City, type QuotaRule } from './quota-rule.ts';
import { RefusedScenario } from './refused.ts';

export interface Bounds {
  floor: bigint;
  ceiling: bigint | null;
}

/** Of several the stricter; a city of its own goes before. Without a last quota, what follows from it does not bind. */
export function boundsOf({ floor, ceiling }: QuotaRule, { city, previous }: City): Bounds {
  const ofPrevious = (bound: Bound | null) =>
    bound?.ofPrevious && previous !== null ? times(bound.ofPrevious, wholeFraction(previous)) : null;
  const [part, most] = [ofPrevious(floor), ofPrevious(ceiling)];
  const floors = [floor?.at ?? 0n, ...(part ? [roundedUp(part)] : [])];
  const ceilings = [...(ceiling?.at === undefined ? [] : [ceiling.at]), ...(most ? [roundedDown(most)] : [])];
  return {
    floor: floor?.byCity?.[city] ?? floors.reduce((a, b) => (b > a ? b : a)),
    ceiling: ceiling?.byCity?.[city] ?? (ceilings.length > 0 ? ceilings.reduce((a, b) => (b < a ? b : a)) : null),
  };
}

/** Bounds that no giving can keep. */
export function refuseImpossible(places: bigint, claimants: readonly Claimant[], cities: readonly City[]): void {
  const crossed = claimants.filter(({ floor, ceiling }) => ceiling !== null && floor > ceiling);
  if (crossed.length > 0) {
    const names = new Set(crossed.map(({ name }) => name));
    throw new RefusedScenario(
      'floor_above_ceiling',
      namesOf(cities).filter((city) => names.has(city))
    );
  }
  const floors = sumOf(claimants.map(({ floor }) => floor));
  if (floors > places) throw new RefusedScenario('floors_exceed_total');
  if (floors < places && isNone(total(claimants.map(({ weight }) => weight)))) throw new RefusedScenario('no_weight');
  const most = claimants.map(({ weight, floor, ceiling }) => (isNone(weight) ? floor : ceiling));
  if (most.every((ceiling) => ceiling !== null) && sumOf(most) < places)
    throw new RefusedScenario('ceilings_below_total');
}
