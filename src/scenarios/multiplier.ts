import { compareFractions, isLess, isNone, least, minus, most, none, over, plus, times, total } from '#spec/fraction';
import type { Fraction } from '#spec/fraction';

/** Who shares: by so much of a weight, not below a floor and not above a ceiling (null is none). */
export interface Sharer {
  weight: Fraction;
  floor: Fraction;
  ceiling: Fraction | null;
}

/**
 * The one m with Σ mid(floor, m × weight, ceiling) = `sum`, exactly: what is shared is a broken line that rises with m.
 * Floors must not be above the sum and ceilings not below it; who has no weight has its floor. Where every share stands
 * at a bound, more than one does.
 */
export function multiplierOf(sum: Fraction, sharers: readonly Sharer[]): Fraction {
  const moving = sharers.filter(({ weight }) => !isNone(weight));
  const events = moving
    .flatMap(({ weight, floor, ceiling }) => [
      { at: over(floor, weight), slope: weight, fixed: minus(none, floor) },
      ...(ceiling === null ? [] : [{ at: over(ceiling, weight), slope: minus(none, weight), fixed: ceiling }]),
    ])
    .sort((a, b) => compareFractions(a.at, b.at));
  let fixed = total(sharers.map(({ floor }) => floor));
  let slope = none;
  let last = none;
  for (const { at, slope: turn, fixed: more } of events) {
    if (!isLess(plus(fixed, times(slope, at)), sum)) break;
    slope = plus(slope, turn);
    fixed = plus(fixed, more);
    last = at;
  }
  return isNone(slope) ? last : over(minus(sum, fixed), slope);
}

/** Its share under a multiplier. */
export function shareOf({ weight, floor, ceiling }: Sharer, multiplier: Fraction): Fraction {
  const share = most(times(weight, multiplier), floor);
  return ceiling === null ? share : least(share, ceiling);
}
