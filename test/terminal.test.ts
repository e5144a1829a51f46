import { expect, test } from 'vitest';
import { inWords } from '#environment/terminal.ts';

test.each([
  ["EACCES: permission denied, scandir '/in'", '没有权限：'],
  ["EPERM: operation not permitted, open '/in/a.csv'", '没有权限：'],
  ['ENOSPC: no space left on device, write', '磁盘写满了'],
  ['Out of Memory Error: failed to allocate', '内存不够'],
])('%s is told in words, and with its own words', (message, words) => {
  const told = inWords(new Error(message));
  expect(told.startsWith(words)).toBe(true);
  expect(told).toContain(message);
});

test('what nobody knows is told as it is', () => {
  expect(inWords(new Error('表名 EACCES'))).toBe('表名 EACCES');
});
