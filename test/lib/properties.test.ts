import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// A property that nobody gives makes its whole declaration void, and no tool says so: a line is simply not drawn.

test('every property that a style reads is given by one', () => {
  const texts = globSync('src/**/*.{css,svelte,ts,html}').map((file) => readFileSync(file, 'utf8'));
  const given = new Set(
    texts.flatMap((text) => [...text.matchAll(/(--[a-z0-9-]+)['"]?\s*[:=]/g)].map(([, name]) => name))
  );
  const read = texts.flatMap((text) => [...text.matchAll(/var\((--[a-z0-9-]+)\)/g)].map(([, name]) => name));
  expect(read.length).toBeGreaterThan(100);
  expect(read.filter((name) => !given.has(name))).toEqual([]);
});
