import { expect, test } from 'vitest';
import type { Unfit } from '#spec';
import { saidOnce, unseenIn } from '../../src/routes/[[dashboard]]/unfit-notes.ts';

test('what several panels would say alike is said once, of which of them; what one says stays with it', () => {
  expect(saidOnce({ a: ['x', 'y'], b: ['x'], c: [] })).toEqual([{ says: 'x', of: ['a', 'b'] }]);
  expect(saidOnce({ a: ['x'], b: ['x'] })).toEqual([{ says: 'x', of: [] }]);
  expect(saidOnce({ a: ['x'], b: ['y'] })).toEqual([]);
  expect(saidOnce({ a: ['x'] })).toEqual([]);
});

test('what its reader sees nothing of is said once, in the place of those panels', () => {
  const outside: Unfit = { state: 'out_of_scope', filters: ['city'], says: '不显示' };
  const beside: Unfit = { state: 'not_filtered', filters: ['city'], says: '并列' };
  expect(unseenIn({ a: [outside], b: [beside], c: undefined })).toEqual({ says: '不显示', of: ['a'] });
  expect(unseenIn({ a: [outside], b: [outside] })).toEqual({ says: '不显示', of: [] });
  expect(unseenIn({ a: [beside], b: [] })).toBeNull();
});
