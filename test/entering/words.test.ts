import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readColumnWords, readPlaces, readSheet, takeApart } from '#entering';

const tables = globSync('data/reference/notices/2026-示例/*.csv').map((path) => {
  const name = path
    .split('/')
    .at(-1)!
    .replace(/\.csv$/, '');
  return { name, title: name };
});
const places = await readPlaces('data', [{ notice: '2026-示例', tables }]);

test('every table that is named is there, and every table of a notice is listed once', async () => {
  const listed = places.map(({ table }) => table);
  expect(new Set(listed).size).toBe(listed.length);
  for (const { name } of tables) expect(listed).toContain(`reference/notices/2026-示例/${name}`);
  for (const { table, handed } of places)
    if (handed === null) expect(typeof (await readSheet(`data/${table}.csv`)), table).toBe('object');
});

test('columns of a table are called so that none is taken for another, and those that are named have words', async () => {
  for (const { table, handed, says } of places) {
    if (handed !== null) continue;
    // Every table that a notice has today is told in words: a path is none.
    expect([table, says]).toEqual([table, expect.stringMatching(/\p{Script=Han}/u)]);
    const taken = takeApart(readFileSync(`data/${table}.csv`));
    const { columns } = taken as Exclude<typeof taken, string>;
    const words = await readColumnWords('data', table);
    const titles = columns.map((column) => words.get(column)?.title || column);
    expect(new Set(titles).size, `${table}: ${titles.join('、')}`).toBe(columns.length);
    expect(
      columns.filter((column) => !words.get(column)?.title),
      table
    ).toEqual([]);
  }
});
