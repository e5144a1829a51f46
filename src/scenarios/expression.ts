import { isNone, minus, none, over, plus, readFraction, times, total, type Fraction } from '#spec/fraction';
import { RefusedScenario } from './refused.ts';

/** What a weight says of one row. `share`: its own of a column over the sum of all that take part. */
export type Expression =
  | { kind: 'number'; value: Fraction }
  | { kind: 'column'; name: string }
  | { kind: 'share'; name: string }
  | { kind: 'arithmetic'; operator: '+' | '-' | '*' | '/'; left: Expression; right: Expression };

/** What is known of a row, by column; null or nothing is unknown. */
export type Values = Readonly<Record<string, Fraction | null>>;

const token = /\s*(?:(\d+(?:\.\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|([-+*/()]))/uy;

/** Reads `0.6 * share(firms) + accepted / concluded`. What it does not know is an Error that shows where. */
export function readExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let at = 0;
  const wrong = () => new Error(`cannot read ${text}: ${tokens[at] === undefined ? 'it ends' : `found ${tokens[at]}`}`);
  const take = (what: string) => {
    if (tokens[at] !== what) throw wrong();
    at++;
  };
  const sum = (): Expression => {
    let left = product();
    for (let next = tokens[at]; next === '+' || next === '-'; next = tokens[at]) {
      at++;
      left = { kind: 'arithmetic', operator: next, left, right: product() };
    }
    return left;
  };
  const product = (): Expression => {
    let left = single();
    for (let next = tokens[at]; next === '*' || next === '/'; next = tokens[at]) {
      at++;
      left = { kind: 'arithmetic', operator: next, left, right: single() };
    }
    return left;
  };
  const single = (): Expression => {
    const next = tokens[at];
    if (next === undefined) throw wrong();
    if (next === '-') {
      at++;
      return { kind: 'arithmetic', operator: '-', left: { kind: 'number', value: none }, right: single() };
    }
    if (next === '(') {
      at++;
      const inside = sum();
      take(')');
      return inside;
    }
    if (/^\d/.test(next)) {
      at++;
      return { kind: 'number', value: readFraction(next) };
    }
    if (!/^[\p{L}_]/u.test(next)) throw wrong();
    at++;
    if (next !== 'share' || tokens[at] !== '(') return { kind: 'column', name: next };
    at++;
    const name = tokens[at];
    if (name === undefined || !/^[\p{L}_]/u.test(name)) throw wrong();
    at++;
    take(')');
    return { kind: 'share', name };
  };
  const all = sum();
  if (at < tokens.length) throw wrong();
  return all;
}

/** The columns that it names. */
export const columnsOf = (expression: Expression): string[] =>
  expression.kind === 'number'
    ? []
    : expression.kind === 'arithmetic'
      ? [...new Set([...columnsOf(expression.left), ...columnsOf(expression.right)])]
      : [expression.name];

/** Its value; unknown (null) where an operand is, or where it divides by 0. `among`: who shares are taken of. */
export function evaluate(expression: Expression, row: Values, among: readonly Values[]): Fraction | null {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'column') return row[expression.name] ?? null;
  if (expression.kind === 'share') {
    const own = row[expression.name] ?? null;
    if (own === null) return null;
    const all = total(among.map((other) => other[expression.name] ?? none));
    if (isNone(all)) throw new RefusedScenario('factor_is_nothing', [expression.name]);
    return over(own, all);
  }
  const left = evaluate(expression.left, row, among);
  const right = evaluate(expression.right, row, among);
  if (left === null || right === null) return null;
  switch (expression.operator) {
    case '+':
      return plus(left, right);
    case '-':
      return minus(left, right);
    case '*':
      return times(left, right);
    case '/':
      return isNone(right) ? null : over(left, right);
  }
}

function tokensOf(text: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new Error(`cannot read ${text}: found ${text.slice(from).trim().slice(0, 12)}`);
    found.push(match[1] ?? match[2] ?? match[3]!);
  }
  return found;
}
