import { expect, test } from 'vitest';
import { excerpt, maskPersonal } from '#query';

test('what was handed in is shown cut, and says how long it is', () => {
  expect(excerpt('短')).toBe('短');
  expect(excerpt('a'.repeat(60_000))).toBe(`${'a'.repeat(500)}…（共 60000 字）`);
  expect(excerpt(`${'a'.repeat(499)}😀b`)).toBe(`${'a'.repeat(499)}…（共 502 字）`);
});

test('a cell of 64 KB is looked through for what is personal in a moment', () => {
  const begun = performance.now();
  for (const shape of ['a', 'a.', '1', '-', 'a@', '@']) maskPersonal(shape.repeat(65_536 / shape.length));
  expect(performance.now() - begun).toBeLessThan(500);
});
