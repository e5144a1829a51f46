import type { Formula } from '#spec';
import { fractionOf, isNone, none, over, plus, times, one, minus, type Fraction } from './fraction.ts';

/** Columns, each with what its sum is multiplied by. */
export type Weights = ReadonlyMap<string, Fraction>;

/**
 * What a metric is as far as a change of it can be shared out: a sum of sums, a ratio of two of them, or neither, as a
 * median is, or a product of sums.
 */
export type Shape =
  { kind: 'sum'; of: Weights } | { kind: 'ratio'; above: Weights; below: Weights } | { kind: 'other' };

type Part = { constant: Fraction } | { sums: Weights } | { above: Weights; below: Weights } | null;

/** Reads the shape of a formula. What only decides whether a number is known, as a condition, is no part of it. */
export function shapeOf(formula: Formula, formulaOf: (name: string) => Formula): Shape {
  const part = read(formula, formulaOf);
  if (part === null || 'constant' in part) return { kind: 'other' };
  return 'sums' in part ? { kind: 'sum', of: part.sums } : { kind: 'ratio', ...part };
}

function read(formula: Formula, formulaOf: (name: string) => Formula): Part {
  const within = (inner: Formula) => read(inner, formulaOf);
  switch (formula.kind) {
    case 'sum':
      return { sums: new Map([[formula.column, one]]) };
    case 'metric':
      return within(formulaOf(formula.name));
    case 'constant':
      return formula.value === null ? null : { constant: fractionOf(formula.value) };
    case 'cast':
      return within(formula.of);
    case 'nullif':
      return isZero(within(formula.unless)) ? within(formula.of) : null;
    case 'coalesce': {
      const [first, ...others] = formula.of;
      return first !== undefined && others.every((each) => isZero(within(each))) ? within(first) : null;
    }
    case 'case':
      return formula.when.length === 1 && isUnknown(formula.otherwise) ? within(formula.when[0]!.then) : null;
    case 'arithmetic':
      return combine(formula.operator, within(formula.left), within(formula.right));
    case 'comparison':
      return null;
  }
}

const isUnknown = (formula: Formula): boolean => formula.kind === 'constant' && formula.value === null;

const isZero = (part: Part): boolean => part !== null && 'constant' in part && isNone(part.constant);

function combine(operator: '+' | '-' | '*' | '/', left: Part, right: Part): Part {
  if (left === null || right === null || 'above' in left || 'above' in right) return null;
  if ('constant' in left && 'constant' in right) return null;
  if (operator === '+' || operator === '-') {
    if (!('sums' in left && 'sums' in right)) return null;
    const add = operator === '+' ? plus : minus;
    const columns = new Set([...left.sums.keys(), ...right.sums.keys()]);
    return {
      sums: new Map(
        Array.from(columns, (name) => [name, add(left.sums.get(name) ?? none, right.sums.get(name) ?? none)])
      ),
    };
  }
  if (operator === '/' && 'sums' in left && 'sums' in right) return { above: left.sums, below: right.sums };
  const [sums, constant] =
    'sums' in left
      ? [left.sums, 'constant' in right ? right.constant : null]
      : ['sums' in right ? right.sums : null, left.constant];
  if (sums === null || constant === null || (operator === '/' && !('sums' in left))) return null;
  if (operator === '/' && isNone(constant)) return null;
  const scale = operator === '/' ? over(one, constant) : constant;
  return { sums: new Map(Array.from(sums, ([name, weight]) => [name, times(weight, scale)])) };
}
