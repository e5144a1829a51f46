import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventNames } from '#spec';

test('there is a word in Chinese for every event that the program records', () => {
  const source = globSync('src/**/*.ts')
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const recorded = [
    ...source.matchAll(/event: '(\w+)'/g),
    ...source.matchAll(/enterLine\(desk, by, '(\w+)'/g),
    ...source.matchAll(/return '(exported|changed|refused|out_of_scope)'/g),
    ...source.matchAll(/\? '(loaded|load_\w+)'|: '(load_\w+)'/g),
  ].flatMap(([, one, other]) => one ?? other ?? []);
  expect(new Set(recorded).size).toBeGreaterThan(20);
  expect(recorded.filter((name) => !Object.hasOwn(eventNames, name))).toEqual([]);
});
