import { expect, test } from 'vitest';
import { exactBounds, rankOfBound, readStatisticName, statisticNames, statisticOf, type Statistic } from '#spec';

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

/** The ranks of the bounds of a median by whole numbers: of 2^n ways to fall, those with fewer than k below. */
function rankExactly(n: number): number {
  const all = 2n ** BigInt(n);
  let rank = 0;
  let [ways, below] = [1n, 1n];
  while (below * 1000n <= all * 25n) {
    rank += 1;
    ways = (ways * BigInt(n - rank + 1)) / BigInt(rank);
    below += ways;
  }
  return rank;
}

test('the bounds of a median are those of the sign test, and of fewer than six there are none', () => {
  // As tables of it print them.
  const printed = { 5: 0, 6: 1, 8: 1, 9: 2, 10: 2, 12: 3, 15: 4, 20: 6, 25: 8, 30: 10, 40: 14, 50: 18 };
  for (const [n, rank] of Object.entries(printed)) expect([n, rankOfBound(Number(n))]).toEqual([n, rank]);
  for (let n = 0; n <= exactBounds; n++) expect([n, rankOfBound(n)]).toEqual([n, rankExactly(n)]);
  for (const n of [201, 250, 999]) {
    expect(rankOfBound(n)).toBeLessThanOrEqual(rankExactly(n));
    expect(rankOfBound(n)).toBeGreaterThanOrEqual(rankExactly(n) - 1);
  }
});

test('a median lies within its bounds, also where all are equal', () => {
  const values = [9, 1, 8, 2, 7, 3, 6, 4, 5, 10];
  expect([of('median_low', ...values), of('median_high', ...values)]).toEqual([2, 9]);
  expect([of('median_low', 3, 3, 3, 3, 3, 3), of('median_high', 3, 3, 3, 3, 3, 3)]).toEqual([3, 3]);
  expect([of('median_low', 1, 2, 3, 4, 5), of('median_high', 1, 2, 3, 4, 5), of('median_low')]).toEqual([
    null,
    null,
    null,
  ]);
});
