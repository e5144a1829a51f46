import { expect, test } from 'vitest';
import { shown } from '../../src/routes/scenarios/quota/asked.ts';

test.each([
  ['11/10', 2, '1.1'],
  ['3', 2, '3'],
  ['1/3', 2, '0.33…'],
  ['441396/32729', 2, '13.48…'],
  ['1/32', 4, '0.0312…'],
  ['1/40', 4, '0.025'],
  [null, 2, '—'],
] as const)('%s with %i digits is %s: what is cut off says so, what is exact does not', (quotient, digits, text) => {
  expect(shown(quotient, digits)).toBe(text);
});
