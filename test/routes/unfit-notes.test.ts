import { expect, test } from 'vitest';
import { saidOnce } from '../../src/routes/[[dashboard]]/unfit-notes.ts';

test('what several panels would say alike is said once, of which of them; what one says stays with it', () => {
  expect(saidOnce({ a: ['x', 'y'], b: ['x'], c: [] })).toEqual([{ says: 'x', of: ['a', 'b'] }]);
  expect(saidOnce({ a: ['x'], b: ['x'] })).toEqual([{ says: 'x', of: [] }]);
  expect(saidOnce({ a: ['x'], b: ['y'] })).toEqual([]);
  expect(saidOnce({ a: ['x'] })).toEqual([]);
});
