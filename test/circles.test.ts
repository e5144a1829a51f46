import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { circlesAmong, filesImported } from './imports.ts';

const files = globSync('{src,pipelines,dashboards,test}/**/*.{ts,js,svelte}').sort();

test('no file imports one that imports it in the end, not even for a type', () => {
  const known = new Map(files.map((path) => [path, filesImported(path)]));
  expect([...known.values()].flat().length).toBeGreaterThan(files.length);
  expect(circlesAmong(files, (path) => known.get(path) ?? [])).toEqual([]);
});

test.each<[string, Record<string, string[]>, string[][]]>([
  ['two that import each other', { a: ['b'], b: ['a'], c: ['a'] }, [['a', 'b']]],
  ['one that imports itself', { a: ['a'], b: [] }, [['a']]],
  [
    'three in a ring, and two apart from them',
    { a: ['b'], b: ['c'], c: ['a'], d: ['e'], e: ['d', 'a'] },
    [
      ['a', 'b', 'c'],
      ['d', 'e'],
    ],
  ],
  ['none in a diamond', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, []],
])('finds %s', (_, imports, circles) => {
  expect(circlesAmong(Object.keys(imports), (path) => imports[path] ?? [])).toEqual(circles);
});
