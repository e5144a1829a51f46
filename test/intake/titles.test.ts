import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readingTitles } from '../../src/intake/titles.ts';

test('whatever is found while a file is read has a title for people', () => {
  const named = globSync('src/intake/**/*.ts').flatMap((path) =>
    Array.from(
      readFileSync(path, 'utf8').matchAll(/(?:check: |new Unreadable\(\s*|\bnote\(|\bfinding\()'([a-z]\w+)'/g),
      ([, check]) => check as string
    )
  );
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((check) => !(check in readingTitles))).toEqual([]);
});
