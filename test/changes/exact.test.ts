import { describe, expect, test } from 'vitest';
import type { Formula } from '#spec';
import { fraction, fractionText, minus, plus, rounded } from '../../src/changes/fraction.ts';
import { printed } from '../../src/changes/printed.ts';
import { shapeOf } from '../../src/changes/shape.ts';

describe('fractions', () => {
  test('are in lowest terms, with the sign above', () => {
    expect(fraction(6n, -4n)).toEqual({ above: -3n, below: 2n });
    expect(fraction(0n, 7n)).toEqual({ above: 0n, below: 1n });
    expect(() => fraction(1n, 0n)).toThrow('over 0');
  });

  test('are written as decimals only where these end', () => {
    expect(fractionText(fraction(1n, 3n))).toBe('1/3');
    expect(fractionText(fraction(-29411n, 4n))).toBe('-7352.75');
    expect(fractionText(minus(fraction(1n, 3n), fraction(1n, 3n)))).toBe('0');
  });

  test('are rounded to hundredths of a point half away from 0', () => {
    expect(rounded(fraction(1n, 200n), 2)).toBe(1n);
    expect(rounded(fraction(-1n, 200n), 2)).toBe(-1n);
    expect(rounded(fraction(1n, 201n), 2)).toBe(0n);
  });
});

describe('what is printed of a rate', () => {
  test('adds up to the change, where each line alone would be rounded otherwise', () => {
    const lines = [fraction(1n, 3n), fraction(1n, 3n), fraction(1n, 3n)];
    const told = printed(lines.reduce(plus), lines);
    expect(told.change).toBe('100.00');
    expect(told.lines.toSorted()).toEqual(['33.33', '33.33', '33.34']);
  });

  test('adds up where lines cancel', () => {
    const lines = [fraction(-1n, 7n), fraction(1n, 7n), fraction(-1n, 9n)];
    const told = printed(lines.reduce(plus), lines);
    const sum = told.lines.reduce((all, each) => all + Math.round(Number(each) * 100), 0);
    expect(sum).toBe(Math.round(Number(told.change) * 100));
    expect(told.change).toBe('-11.11');
  });
});

describe('the shape of a formula', () => {
  const sum = (column: string): Formula => ({ kind: 'sum', column });
  const zero: Formula = { kind: 'constant', value: { digits: 0n, decimals: 0 } };
  const read = (formula: Formula) => shapeOf(formula, () => sum('inner'));

  test('is a sum, also of what counts as 0, and of a difference', () => {
    expect(read({ kind: 'coalesce', of: [sum('a'), zero] })).toMatchObject({ kind: 'sum' });
    const difference = read({
      kind: 'arithmetic',
      operator: '-',
      left: sum('a'),
      right: { kind: 'metric', name: 'b' },
    });
    expect(difference).toEqual({
      kind: 'sum',
      of: new Map([
        ['a', fraction(1n, 1n)],
        ['inner', fraction(-1n, 1n)],
      ]),
    });
  });

  test('is a ratio, through casts, guards and conditions', () => {
    const ratio: Formula = {
      kind: 'arithmetic',
      operator: '/',
      left: { kind: 'cast', of: sum('a'), isDouble: true },
      right: { kind: 'nullif', of: sum('b'), unless: zero },
    };
    expect(read(ratio)).toMatchObject({ kind: 'ratio' });
    const guarded: Formula = {
      kind: 'case',
      when: [{ is: { kind: 'comparison', operator: '=', left: sum('c'), right: zero }, then: ratio }],
      otherwise: { kind: 'constant', value: null },
    };
    expect(read(guarded)).toMatchObject({ kind: 'ratio' });
  });

  test('is neither of products of sums, of several conditions, of ratios that are added', () => {
    const product: Formula = { kind: 'arithmetic', operator: '*', left: sum('a'), right: sum('b') };
    const ratio: Formula = { kind: 'arithmetic', operator: '/', left: sum('a'), right: sum('b') };
    for (const formula of [product, { kind: 'arithmetic', operator: '+', left: ratio, right: ratio } as Formula])
      expect(read(formula)).toEqual({ kind: 'other' });
    const half: Formula = { kind: 'case', when: [{ is: zero, then: sum('a') }], otherwise: sum('b') };
    expect(read(half)).toEqual({ kind: 'other' });
  });
});
