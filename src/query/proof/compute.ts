import { add, compare, multiply, subtract, toNumber, whole, zero, type Exact, type Formula } from '#spec';

/** What a formula comes to: exact until it divides or is made a double; null where it is unknown. */
export type Outcome = Exact | number | boolean | null;

/** What the names in a formula stand for. */
export interface Operands {
  /** The sum of a column over the rows at hand; null where none of them knows it. */
  sumOf: (column: string) => Exact | null;
  formulaOf: (metric: string) => Formula;
}

/** Works a formula out as SQL would, without SQL. */
export function compute(formula: Formula, given: Operands): Outcome {
  const of = (inner: Formula) => compute(inner, given);
  switch (formula.kind) {
    case 'sum':
      return given.sumOf(formula.column);
    case 'metric':
      return compute(given.formulaOf(formula.name), given);
    case 'constant':
      return formula.value;
    case 'coalesce':
      return formula.of.map(of).find((value) => value !== null) ?? null;
    case 'nullif': {
      const value = of(formula.of);
      return related(value, of(formula.unless)) === 0 ? null : value;
    }
    case 'cast':
      return cast(of(formula.of), formula.isDouble);
    case 'arithmetic':
      return arithmetic(formula.operator, of(formula.left), of(formula.right));
    case 'comparison': {
      const relation = related(of(formula.left), of(formula.right));
      return relation === null ? null : holds[formula.operator](relation);
    }
    case 'case':
      return of(formula.when.find(({ is }) => of(is) === true)?.then ?? formula.otherwise);
  }
}

/** As a number; null is unknown. */
export function numberOf(outcome: Outcome): number | null {
  if (typeof outcome === 'boolean') throw new Error('a metric is a number, not true or false');
  return isExact(outcome) ? toNumber(outcome) : outcome;
}

const holds = {
  '=': (relation: number) => relation === 0,
  '<>': (relation: number) => relation !== 0,
  '<': (relation: number) => relation < 0,
  '<=': (relation: number) => relation <= 0,
  '>': (relation: number) => relation > 0,
  '>=': (relation: number) => relation >= 0,
};

const isExact = (value: Outcome): value is Exact => typeof value === 'object' && value !== null;

function related(a: Outcome, b: Outcome): number | null {
  if (a === null || b === null) return null;
  return isExact(a) && isExact(b) ? compare(a, b) : Math.sign(Number(numberOf(a)) - Number(numberOf(b)));
}

function cast(value: Outcome, isDouble: boolean): Outcome {
  if (value === null) return null;
  if (isDouble) return numberOf(value);
  if (!isExact(value)) return typeof value === 'number' && Number.isInteger(value) ? whole(BigInt(value)) : value;
  return value;
}

const exactly = { '+': add, '-': subtract, '*': multiply };

function arithmetic(operator: '+' | '-' | '*' | '/', left: Outcome, right: Outcome): Outcome {
  if (left === null || right === null) return null;
  if (operator !== '/' && isExact(left) && isExact(right)) return exactly[operator](left, right);
  const [a, b] = [Number(numberOf(left)), Number(numberOf(right))];
  if (operator === '/') return b === 0 ? null : a / b;
  return operator === '+' ? a + b : operator === '-' ? a - b : a * b;
}

/** The exact sum of what is written as decimals; null of nothing. */
export const sumOf = (values: readonly Exact[]): Exact | null =>
  values.length === 0 ? null : values.reduce(add, zero);
