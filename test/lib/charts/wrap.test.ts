import { expect, test } from 'vitest';
import { wrap } from '#lib/charts/wrap.ts';

test.each([
  ['数字化转型公共服务载体', 9, '数字化转型\n公共服务载体'],
  ['面向重点产业链的供应链协同改造', 9, '面向重点产业链的\n供应链协同改造'],
  ['5G 工厂（产线/车间）', 9, '5G 工厂\n（产线/车间）'],
  ['未映射', 9, '未映射'],
  ['', 9, ''],
])('%s breaks between words, within %i characters', (said, size, lines) => expect(wrap(said, size)).toBe(lines));

test('what has no words to break between still fits', () => {
  const lines = wrap('a'.repeat(40), 9).split('\n');
  expect(lines.join('')).toBe('a'.repeat(40));
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(9);
});
