import { isLess, wholeFraction, type Fraction } from '#spec/fraction';
import type { Bounds } from './bounds.ts';
import { columnsOf, evaluate } from './expression.ts';
import { namesOf, type City, type QuotaRule } from './quota-rule.ts';
import { RefusedScenario } from './refused.ts';

/**
 * The weights of those that have one, and what the others are set apart with; who is set apart is in nobody's share.
 * A weight is unknown where an operand is, or where it divides by 0; never 0.
 */
export function weigh(rule: QuotaRule, cities: readonly City[], bounds: ReadonlyMap<string, Bounds>) {
  const columns = columnsOf(rule.weight);
  const apart = new Map<string, bigint>();
  let taking = [...cities];
  for (;;) {
    const whole = taking.filter(({ values }) => columns.every((column) => (values[column] ?? null) !== null));
    const rows = whole.map(({ values }) => values);
    const weights = new Map<string, Fraction>();
    for (const { city, values } of whole) {
      const weight = evaluate(rule.weight, values, rows);
      if (weight) weights.set(city, weight);
    }
    const kept = taking
      .filter(({ city }) => !weights.has(city))
      .map((city) => [city, keptBy(rule, city, bounds.get(city.city)!)] as const);
    if (kept.length === 0) return { weights, apart };
    const refused = kept.filter(([, places]) => places === null).map(([city]) => city);
    if (refused.length > 0) throw new RefusedScenario('unknown_weight', namesOf(refused));
    for (const [{ city }, places] of kept) apart.set(city, places!);
    taking = taking.filter(({ city }) => weights.has(city));
  }
}

function keptBy(rule: QuotaRule, { previous }: City, { floor }: Bounds): bigint | null {
  if (rule.unknown === 'previous') return previous;
  return rule.unknown === 'floor' && floor >= 1n ? floor : null;
}

/** By the bracket of another expression, closed below; unknown is refused unless the rule says what it is then. */
export function coefficientsOf({ coefficient }: QuotaRule, taking: readonly City[]) {
  const unknown: string[] = [];
  const coefficients = new Map<string, Fraction>();
  const rows = taking.map(({ values }) => values);
  for (const { city, values } of taking) {
    const value = coefficient ? evaluate(coefficient.of, values, rows) : null;
    const bracket = value === null ? undefined : coefficient?.table.findLast(({ from }) => !isLess(value, from));
    if (!coefficient) coefficients.set(city, wholeFraction(1n));
    else if (bracket) coefficients.set(city, bracket.value);
    else {
      unknown.push(city);
      if (coefficient.ifUnknown) coefficients.set(city, coefficient.ifUnknown);
    }
  }
  if (unknown.length > 0 && !coefficient?.ifUnknown) throw new RefusedScenario('unknown_coefficient', unknown);
  return { coefficients, unknown };
}
