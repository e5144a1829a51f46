import { expect, test } from 'vitest';
import { readStatisticName, statisticNames, statisticOf, type Statistic } from '#spec';

const of = (statistic: Statistic, ...values: number[]) =>
  statisticOf(
    statistic,
    values.map((value) => ({ value, above: value }))
  );

test.each<[Statistic, number[], number | null]>([
  ['median', [3, 1, 2], 2],
  ['median', [4, 1, 2, 3], 2.5],
  ['quartile_1', [1, 2, 3, 4], 1.75],
  ['quartile_3', [1, 2, 3, 4], 3.25],
  ['lowest', [2, -1, 3], -1],
  ['highest', [2, -1, 3], 3],
  ['above_one', [1, 1.01, 2, 0.5], 2],
  ['above_one_share', [1, 1.01, 2, 0.5], 0.5],
  ['n', [], 0],
  ['median', [], null],
  ['above_one', [], 0],
  ['above_one_share', [], null],
  ['median', [7], 7],
])('the %s of %j is %s', (statistic, values, expected) => expect(of(statistic, ...values)).toBe(expected));

test('the ten largest are a share of more than ten', () => {
  expect(of('top_10_share', ...Array.from({ length: 10 }, () => 1))).toBe(null);
  expect(of('top_10_share', ...Array.from({ length: 20 }, () => 1))).toBe(0.5);
  expect(of('top_10_share', 100, ...Array.from({ length: 10 }, () => 10))).toBe(190 / 200);
});

test('a name says of what, and which', () => {
  for (const statistic of statisticNames)
    expect(readStatisticName(`leverage.${statistic}`)).toEqual({ of: 'leverage', statistic });
  for (const name of ['leverage', 'leverage.mean', '.median', 'median', 'a.toString'])
    expect(readStatisticName(name)).toBe(null);
});
