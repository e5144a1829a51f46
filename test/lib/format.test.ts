import { describe, expect, test } from 'vitest';
import {
  apart,
  difference,
  headOf,
  inColumn,
  percent,
  plain,
  quotientText,
  withUnit,
  scaleOf,
  tick,
  yuan,
} from '#lib/format.ts';

const ratio = { unit: '倍', format: 'ratio' } as const;
const factor = { unit: '倍', format: 'factor' } as const;
const count = { unit: '个', format: 'count' } as const;
const households = { unit: '家', format: 'count' } as const;
const points = { unit: '分', format: 'decimal' } as const;

describe('by itself', () => {
  test.each([
    [null, yuan, '—'],
    [null, percent, '—'],
    [0, yuan, '0.00 万元'],
    [12_345_600, yuan, '1,234.56 万元'],
    [99_999_999, yuan, '10,000.00 万元'],
    [100_000_000, yuan, '1.00 亿元'],
    [-250_000, yuan, '-25.00 万元'],
    [0.85, percent, '85.0%'],
    [0, percent, '0.0%'],
    [1.154, percent, '115.4%'],
    [9.6, ratio, '1:9.6'],
    [1.3, factor, '1.3 倍'],
    [12, households, '12 家'],
    [12, { unit: '元' }, '12 元'],
    [1234, count, '1,234 个'],
    [64.5, points, '64.50 分'],
    [76, points, '76 分'],
    ['2025-04-24 17:00:00', plain, '2025-04-24 17:00:00'],
    [true, plain, '是'],
    [false, plain, '否'],
  ])('%s in %j is %s', (value, shown, text) => expect(withUnit(value, shown)).toBe(text));

  test('what rounds to nothing from below is not minus nothing', () =>
    expect(withUnit(-0.0000001, percent)).toBe('0.0%'));
  test('the unit stands apart for large print', () =>
    expect(apart(172_500_000, yuan)).toEqual({ text: '1.73', unit: '亿元' }));
});

describe('in a column', () => {
  const money = { name: 'm', title: '核定', type: 'number', ...yuan } as const;

  test('one scale holds for all its numbers, chosen by those in the middle', () => {
    const small = scaleOf(yuan, [12_345, 5_000_000]);
    expect([12_345, 5_000_000, null].map((value) => inColumn(value, small))).toEqual(['1.23', '500.00', '—']);
    const large = scaleOf(yuan, [1_000_000, 40_000_000]);
    expect([1_000_000, 40_000_000].map((value) => inColumn(value, large))).toEqual(['100', '4,000']);
    const huge = scaleOf(yuan, [120_000_000, 0, null, 2_500_000_000]);
    expect([120_000_000, 2_500_000_000].map((value) => inColumn(value, huge))).toEqual(['1.20', '25.00']);
  });

  test('one number of another size, as of a wrong unit, turns no column', () => {
    const wrong = [2_180_000, 3_400_000, 1_900_000, 21_800_000_000];
    const scale = scaleOf(yuan, wrong);
    expect(wrong.map((value) => inColumn(value, scale))).toEqual(['218', '340', '190', '2,180,000']);
    const small = scaleOf(yuan, [32_000, 45_000, 28_000, 90_000_000]);
    expect(inColumn(32_000, small)).toBe('3.20');
  });

  test('the head says the unit of money, and not what needs no saying', () => {
    expect(headOf(money, scaleOf(yuan, [1]))).toBe('核定（万元）');
    expect(headOf(money, scaleOf(yuan, [2e9]))).toBe('核定（亿元）');
    expect(headOf({ ...money, title: '推荐率', ...percent }, scaleOf(percent))).toBe('推荐率');
    expect(headOf({ ...money, title: '项目数', ...count }, scaleOf(count))).toBe('项目数');
    expect(headOf({ ...money, title: '得分', ...points }, scaleOf(points))).toBe('得分（分）');
    expect(headOf({ ...money, title: '企业数', ...households }, scaleOf(households))).toBe('企业数（家）');
    expect(headOf({ ...money, title: '增长', ...factor }, scaleOf(factor))).toBe('增长（倍）');
    expect(headOf({ ...money, title: '撬动比', ...ratio }, scaleOf(ratio))).toBe('撬动比');
  });
});

test.each([
  [0, yuan, '0'],
  [500_000, yuan, '50万'],
  [20_000_000, yuan, '2,000万'],
  [150_000_000, yuan, '1.5亿'],
  [0.5, percent, '50%'],
  [1000, count, '1,000'],
])('on an axis %s in %j is %s', (value, shown, text) => expect(tick(value, shown)).toBe(text));

describe('the parts of a quotient', () => {
  test.each([
    // 1.49 ÷ 1.61 would be 92.5%.
    [149_221_100, 160_608_000, percent, '1.492 亿元 ÷ 1.606 亿元'],
    [1_291_633_800, 159_866_000, ratio, '12.92 亿元 ÷ 1.60 亿元'],
    [3_370_000, 6_444_700, percent, '337.00 万元 ÷ 644.47 万元'],
    [0, 6_444_700, percent, '0.00 万元 ÷ 644.47 万元'],
    [null, 6_444_700, percent, '— ÷ 644.47 万元'],
  ])('%s of %s, so written that they make it', (above, below, shown, text) =>
    expect(quotientText([above, below], [yuan, yuan], { ...shown, value: above === null ? null : above / below })).toBe(
      text
    )
  );
  test('counts are written as they are', () =>
    expect(quotientText([110, 157], [plain, plain], { ...percent, value: 110 / 157 })).toBe('110 ÷ 157'));
});

test.each([
  [0.929, 0.93, percent, '+0.1 个百分点'],
  [0.9294, 0.9298, percent, '+0.04 个百分点'],
  [0.5, 0.25, percent, '-25.0 个百分点'],
  [8.1, 7.1, ratio, '-1.0'],
  [8.2, 8.16, ratio, '-0.04'],
  [1_000_000, 1_000_030, yuan, '+30.00 元'],
  [3, 5, count, '+2 个'],
  [200_000, 100_000, yuan, '-10.00 万元'],
])('from %s to %s it changes by what people say', (before, after, shown, text) =>
  expect(difference(before, after, shown)).toBe(text)
);
