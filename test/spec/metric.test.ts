import { describe, expect, test } from 'vitest';
import { describeMetric, type Formula } from '#spec';

const sum = (column: string): Formula => ({ kind: 'sum', column });
const zero: Formula = { kind: 'constant', value: { digits: 0n, decimals: 0 } };
const counted = (column: string): Formula => ({
  kind: 'cast',
  isDouble: false,
  of: { kind: 'coalesce', of: [sum(column), zero] },
});
const over = (left: Formula, right: Formula): Formula => ({
  kind: 'arithmetic',
  operator: '/',
  left,
  right: { kind: 'cast', isDouble: true, of: { kind: 'nullif', of: right, unless: zero } },
});
const metric = (name: string): Formula => ({ kind: 'metric', name });

const measures = {
  money: { unit: '元', format: 'yuan' },
  paid: { unit: '元', format: 'yuan' },
  known: { unit: '个', format: 'count' },
  targets: { unit: '项', format: 'decimal' },
} as const;

function shape(formula: Formula, header: Record<string, string> = {}, others: Record<string, Formula> = {}) {
  const formulas: Record<string, Formula> = { it: formula, ...others };
  return describeMetric('it', {
    formulaOf: (name) => formulas[name],
    headerOf: (name) => (name === 'it' ? header : {}),
    measure: (name) => measures[name as keyof typeof measures],
  });
}

describe('a metric is', () => {
  test.each<[string, Formula, Record<string, string>, object]>([
    [
      'additive where it is a sum',
      sum('money'),
      {},
      { kind: 'additive', unit: '元', format: 'yuan', numerator: null, n: null },
    ],
    ['additive where nothing is counted as 0', counted('known'), {}, { kind: 'additive', unit: '个', format: 'count' }],
    [
      'a ratio of what has one unit',
      over(sum('paid'), sum('money')),
      {},
      { kind: 'ratio', unit: '%', format: 'percent', numerator: 'paid', denominator: 'money', n: null },
    ],
    [
      'a ratio that is said to be a factor',
      over(sum('paid'), sum('money')),
      { format: 'factor' },
      { kind: 'ratio', unit: '倍', format: 'factor' },
    ],
    [
      'never in percent where its unit is another',
      over(sum('paid'), sum('money')),
      { unit: '倍' },
      { unit: '倍', format: 'decimal' },
    ],
    [
      'an average over a count, and rests on it',
      over(sum('money'), sum('known')),
      {},
      { kind: 'average', unit: '元', format: 'yuan', numerator: 'money', denominator: 'known', n: 'known' },
    ],
    [
      'an average that rests on another count',
      over(sum('targets'), sum('known')),
      { n: 'others' },
      { kind: 'average', unit: '项', n: 'others' },
    ],
    [
      'other where units differ and nothing is counted',
      over(sum('targets'), sum('money')),
      {},
      { kind: 'other', numerator: 'targets' },
    ],
    [
      'other where it subtracts',
      { kind: 'arithmetic', operator: '-', left: sum('money'), right: sum('paid') },
      { format: 'yuan' },
      { kind: 'other', unit: '元', format: 'yuan', numerator: null },
    ],
    [
      'a count of something else',
      counted('known'),
      { format: 'count', unit: '家' },
      { kind: 'additive', unit: '家', format: 'count' },
    ],
  ])('%s', (_what, formula, header, expected) => expect(shape(formula, header)).toMatchObject(expected));

  test('what the metrics in it are', () => {
    const rate = shape(over(metric('a'), metric('b')), {}, { a: counted('known'), b: counted('known') });
    expect(rate).toMatchObject({ kind: 'ratio', numerator: 'a', denominator: 'b', n: 'b' });
    expect(shape(metric('a'), {}, { a: sum('money') }).kind).toBe('additive');
    expect(shape(over(metric('a'), metric('b')), {}, { a: rateOf, b: counted('known') }).kind).toBe('other');
  });

  test('no quotient of what no one name tells', () => {
    const difference: Formula = { kind: 'arithmetic', operator: '-', left: sum('money'), right: sum('paid') };
    expect(shape(over(difference, sum('money')))).toMatchObject({ kind: 'other', numerator: null, denominator: null });
  });

  test('refused with a format that does not exist', () => {
    expect(() => shape(sum('money'), { format: 'dollars' })).toThrow('dollars');
  });
});

const rateOf = over(sum('paid'), sum('money'));
