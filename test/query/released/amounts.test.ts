import { expect, test } from 'vitest';
import { amountsOf, type Amount } from '../../../src/query/released/amounts.ts';

const amount = (sums: readonly number[], ...worth: bigint[]): Amount => ({ sums, worth });

test('an amount of money that is the difference of two others is these, also where it is below nothing', () => {
  const [declared, verified] = [amount([0, 3], 900n, 500n), amount([1], 700n, 800n)];
  expect(amountsOf([declared, verified, amount([2], 200n, -300n)])).toEqual([
    [
      [0, 1],
      [2, 1],
      [3, 1],
    ],
    [
      [1, 1],
      [2, -1],
    ],
  ]);
});

test('what is the difference in one project and not in another is an amount of its own, and so is what is no money', () => {
  const own = [amount([0], 900n, 500n), amount([1], 700n, 800n), amount([2], 200n, 300n), amount([3]), amount([4, 5])];
  expect(amountsOf(own)).toEqual([
    [[0, 1]],
    [[1, 1]],
    [[2, 1]],
    [[3, 1]],
    [
      [4, 1],
      [5, 1],
    ],
  ]);
});
