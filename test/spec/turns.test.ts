import { describe, expect, test } from 'vitest';
import { createTurns } from '#spec';

const never = new AbortController().signal;
const soon = <T>(value: T, milliseconds = 10) =>
  new Promise<T>((resolve) => setTimeout(() => resolve(value), milliseconds));

describe('turns', () => {
  test('let in so many at a time, in order, and refuse at once where too many wait', async () => {
    const turns = createTurns({ size: 2, queue: 3 });
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    const pass = (n: number) =>
      turns.pass(never, async () => {
        most = Math.max(most, (inside += 1));
        order.push(n);
        await soon(null, 20);
        inside -= 1;
      });
    const all = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(pass));
    expect(all.map(({ status }) => status)).toEqual([...Array<string>(5).fill('fulfilled'), 'rejected']);
    expect(order).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBe(2);
  });

  test('whoever leaves does not keep their place', async () => {
    const turns = createTurns({ size: 1, queue: 3 });
    const leaves = new AbortController();
    const first = turns.pass(never, () => soon('first', 30));
    const gone = turns.pass(leaves.signal, () => soon('gone')).catch(() => 'left');
    const last = turns.pass(never, () => soon('last'));
    leaves.abort();
    expect(await Promise.all([first, gone, last])).toEqual(['first', 'left', 'last']);
  });

  test('a place that comes free is taken by nobody who did not wait for it', async () => {
    const turns = createTurns({ size: 1 });
    let inside = 0;
    let most = 0;
    const pass = () =>
      turns.pass(never, async () => {
        most = Math.max(most, (inside += 1));
        await soon(null, 5);
        inside -= 1;
      });
    // The third comes in the moment in which the first has left and the second has not begun.
    const first = pass().then(pass);
    await Promise.all([first, pass()]);
    expect(most).toBe(1);
  });
});
