import { compareFractions, isLess, isNone, minus, roundedDown, roundedUp, total, wholeFraction } from '#spec/fraction';
import { fraction, quotientText, type Fraction } from '#spec/fraction';
import { RefusedScenario } from './refused.ts';
import { units, type SubsidyRule } from './subsidy-rule.ts';

/**
 * Exact amounts become whole units, once; what rounding down leaves goes on by the rule, a unit each and none above the
 * cap of its project. Never over the budget.
 */
export function settle(rule: SubsidyRule, exact: ReadonlyMap<string, Fraction>, bounds: Bounds): Map<string, bigint> {
  const unit = units[rule.unit];
  const inUnits = ({ above, below }: Fraction): Fraction => ({ above, below: below * unit });
  const paid = new Map([...exact].map(([id, amount]) => [id, rounded(rule, inUnits(amount)) * unit]));
  if (rule.leftover !== 'keep') {
    const left = minus(total([...exact.values()]), wholeFraction(sum(paid)));
    const places = Number(roundedDown(inUnits(left)));
    const remainders = [...exact]
      .map(([id, amount]) => ({ id, amount, remainder: minus(amount, wholeFraction(paid.get(id)!)) }))
      .filter(({ id, remainder }) => !isNone(remainder) && fits(paid.get(id)! + unit, bounds.capOf(id)));
    const by = rule.leftover === 'largest' ? 'amount' : 'remainder';
    remainders.sort((a, b) => compareFractions(b[by], a[by]) || (a.id < b.id ? -1 : 1));
    for (const { id } of remainders.slice(0, places)) paid.set(id, paid.get(id)! + unit);
  }
  if (bounds.budget !== null && isLess(wholeFraction(bounds.budget), wholeFraction(sum(paid))))
    throw new RefusedScenario('rounding_exceeds_budget', [
      quotientText(minus(wholeFraction(sum(paid)), wholeFraction(bounds.budget))),
    ]);
  return paid;
}

export interface Bounds {
  budget: bigint | null;
  capOf: (id: string) => bigint | null;
}

const fits = (amount: bigint, cap: bigint | null) => cap === null || amount <= cap;

function rounded({ round }: SubsidyRule, units: Fraction): bigint {
  if (round === 'down') return roundedDown(units);
  if (round === 'up') return roundedUp(units);
  return roundedDown(fraction(2n * units.above + units.below, 2n * units.below));
}

const sum = (amounts: ReadonlyMap<string, bigint>) => [...amounts.values()].reduce((all, one) => all + one, 0n);
