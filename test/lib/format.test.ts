import { describe, expect, test } from 'vitest';
import { apart, headOf, inColumn, said, scaleOf, tick } from '#lib/format.ts';

describe('by itself', () => {
  test.each([
    [null, '元', '—'],
    [null, '%', '—'],
    [0, '元', '0.00 万元'],
    [12_345_600, '元', '1,234.56 万元'],
    [99_999_999, '元', '10,000.00 万元'],
    [100_000_000, '元', '1.00 亿元'],
    [-250_000, '元', '-25.00 万元'],
    [0.85, '%', '85.0%'],
    [0, '%', '0.0%'],
    [1.154, '%', '115.4%'],
    [9.6, '倍', '1:9.6'],
    [1234, '个', '1,234 个'],
    [64.5, '分', '64.50 分'],
    [76, '分', '76 分'],
    ['2025-04-24 17:00:00', null, '2025-04-24 17:00:00'],
    [true, null, '是'],
    [false, null, '否'],
  ])('%s in %s is %s', (value, unit, text) => expect(said(value, unit)).toBe(text));

  test('what rounds to nothing from below is not minus nothing', () => expect(said(-0.0000001, '%')).toBe('0.0%'));
  test('the unit stands apart for large print', () =>
    expect(apart(172_500_000, '元')).toEqual({ text: '1.73', unit: '亿元' }));
});

describe('in a column', () => {
  const money = { name: 'm', title: '核定', type: 'number', unit: '元' } as const;

  test('one scale holds for all its numbers, chosen by the largest', () => {
    const small = scaleOf('元', [12_345, 5_000_000]);
    expect([12_345, 5_000_000, null].map((value) => inColumn(value, small))).toEqual(['1.23', '500.00', '—']);
    const large = scaleOf('元', [1_000_000, 40_000_000]);
    expect([1_000_000, 40_000_000].map((value) => inColumn(value, large))).toEqual(['100', '4,000']);
    const huge = scaleOf('元', [5_000_000, 2_500_000_000]);
    expect([5_000_000, 2_500_000_000].map((value) => inColumn(value, huge))).toEqual(['0.05', '25.00']);
  });

  test('the head says the unit of money, and not what needs no saying', () => {
    expect(headOf(money, scaleOf('元', [1]))).toBe('核定（万元）');
    expect(headOf(money, scaleOf('元', [2e9]))).toBe('核定（亿元）');
    expect(headOf({ ...money, title: '推荐率', unit: '%' }, scaleOf('%'))).toBe('推荐率');
    expect(headOf({ ...money, title: '项目数', unit: '个' }, scaleOf('个'))).toBe('项目数');
    expect(headOf({ ...money, title: '得分', unit: '分' }, scaleOf('分'))).toBe('得分（分）');
  });
});

test.each([
  [0, '元', '0'],
  [500_000, '元', '50万'],
  [20_000_000, '元', '2,000万'],
  [150_000_000, '元', '1.5亿'],
  [0.5, '%', '50%'],
  [1000, '个', '1,000'],
])('on an axis %s in %s is %s', (value, unit, text) => expect(tick(value, unit)).toBe(text));
