import { isLess, wholeFraction } from '#spec/fraction';
import { evaluate, type Expression, type Values } from './expression.ts';
import { allocateOrNone } from './paradoxes.ts';
import type { City, QuotaRule } from './quota-rule.ts';

/** A rate over fewer than this says little of a city. */
const few = wholeFraction(5n);

const expressionsOf = ({ weight, coefficient }: QuotaRule): Expression[] => [
  weight,
  ...(coefficient ? [coefficient.of] : []),
];

const denominatorsOf = (expression: Expression): Expression[] =>
  expression.kind !== 'arithmetic'
    ? []
    : [
        ...denominatorsOf(expression.left),
        ...denominatorsOf(expression.right),
        ...(expression.operator === '/' && expression.right.kind !== 'number' ? [expression.right] : []),
      ];

/** Cities of which a rate of the rule stands on fewer than five. */
export function thinOf(rule: QuotaRule, cities: readonly City[]): string[] {
  const below = expressionsOf(rule).flatMap(denominatorsOf);
  const rows = cities.map(({ values }) => values);
  return cities
    .filter(({ values }) =>
      below.some((each) => {
        const value = evaluate(each, values, rows);
        return value !== null && isLess(value, few);
      })
    )
    .map(({ city }) => city);
}

/** What the rate of those that have a conclusion (验收通过率) leaves out: `due`, `due_accepted`, `due_not_refused`. */
export const dueColumns = ['due', 'due_accepted', 'due_not_refused'] as const;
export type DueValues = ReadonlyMap<string, Values>;

const isOfConcluded = (expression: Expression): boolean =>
  expression.kind === 'arithmetic' &&
  ((expression.operator === '/' &&
    expression.left.kind === 'column' &&
    expression.left.name === 'accepted' &&
    expression.right.kind === 'column' &&
    expression.right.name === 'concluded') ||
    isOfConcluded(expression.left) ||
    isOfConcluded(expression.right));

/** Whether the rule looks only at those that have come to a conclusion. */
export const looksAtConcluded = (rule: QuotaRule): boolean => expressionsOf(rule).some(isOfConcluded);

function ofDue(expression: Expression, accepted: (typeof dueColumns)[number]): Expression {
  if (expression.kind !== 'arithmetic') return expression;
  const { left, right, operator } = expression;
  if (operator === '/' && isOfConcluded(expression) && left.kind === 'column' && right.kind === 'column')
    return { ...expression, left: { kind: 'column', name: accepted }, right: { kind: 'column', name: 'due' } };
  return { ...expression, left: ofDue(left, accepted), right: ofDue(right, accepted) };
}

/**
 * The least and most places of each city where the rate of the concluded stands between its bounds over all that are
 * due: open ones all fail, or all pass. null where the rule refuses one of them.
 */
export function rangeOfDue(
  rule: QuotaRule,
  cities: readonly City[],
  due: DueValues
): ReadonlyMap<string, readonly [least: bigint, most: bigint]> | null {
  const known = cities.map((city) => ({ ...city, values: { ...city.values, ...due.get(city.city) } }));
  const found = [
    rule,
    ...(['due_accepted', 'due_not_refused'] as const).map((accepted) => ({
      ...rule,
      weight: ofDue(rule.weight, accepted),
      coefficient: rule.coefficient && { ...rule.coefficient, of: ofDue(rule.coefficient.of, accepted) },
    })),
  ].map((each) => allocateOrNone(each, known));
  if (found.some((each) => each === null)) return null;
  return new Map(
    cities.map(({ city }) => {
      const seats = found.map((each) => each!.seats.get(city)!).sort((a, b) => Number(a - b));
      return [city, [seats[0]!, seats.at(-1)!] as const];
    })
  );
}
