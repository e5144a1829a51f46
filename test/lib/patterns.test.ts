import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { series, unlisted } from '#lib/charts/style.ts';

const text = readFileSync('src/routes/Patterns.svelte', 'utf8');
const nameOf = (color: string) => /^var\(--(.+)\)$/.exec(color)?.[1] ?? '';

test('every colour that tells a series but the first has lines of its own', () => {
  const others = [...series.slice(1), unlisted.color].map(nameOf);
  const drawn = Array.from(text.matchAll(/of: '([\w-]+)', d: '([^']+)'/g), ([, of, lines]) => ({ of, lines }));
  expect(drawn.map(({ of }) => of)).toEqual(others);
  expect(new Set(drawn.map(({ lines }) => lines)).size).toBe(others.length);
  const filled = Array.from(text.matchAll(/\[fill='var\(--([\w-]+)\)'\]\) \{\s*fill: url\('#pattern-([\w-]+)'\)/g));
  expect(filled.map(([, color, pattern]) => [color, pattern])).toEqual(others.map((each) => [each, each]));
});
