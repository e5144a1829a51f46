import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSqlFile } from '#spec';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { headersOnly } from '../hand-in.ts';

const marts = readdirSync('pipelines/marts').map((file) => ({
  mart: file.replace(/\.sql$/, ''),
  ...parseSqlFile(file, readFileSync(`pipelines/marts/${file}`, 'utf8')),
}));

let build: Build;
let columns: Record<string, unknown>[];
beforeAll(async () => {
  build = await buildFrom(headersOnly);
  columns = await rowsOf(build, 'from catalog.columns');
});
afterAll(() => build.close());

const columnsOf = (mart: string) => columns.filter((column) => column.mart === mart);

test.each(marts)('$mart says its title, its grain, and of no column that it has not', ({ mart, header }) => {
  const { title, grain, rows = '', names: called = '', ...said } = header;
  expect(title).toMatch(/\p{Script=Han}/u);
  expect(grain).toMatch(/一行/u);
  expect(marts.map((each) => each.mart)).toEqual(expect.arrayContaining(rows.split(', ').filter(Boolean)));
  const names = columnsOf(mart).map(({ name }) => name);
  const told = [...Object.keys(said), ...called.split(', ').filter(Boolean)];
  expect(told.filter((name) => !names.includes(name))).toEqual([]);
});

test.each(marts)('every column of $mart is told in Chinese, by itself or where it comes from', ({ mart }) => {
  expect(columnsOf(mart).filter(({ title }) => !/\p{Script=Han}/u.test(String(title)))).toEqual([]);
});

test.each(marts)('what $mart writes as yuan is 元 to the fen', async ({ mart }) => {
  const types = new Map(
    (await rowsOf(build, `describe marts.${mart}`)).map((row) => [row.column_name, row.column_type])
  );
  for (const { name, unit, format } of columnsOf(mart)) {
    expect([name, unit === '元']).toEqual([name, format === 'yuan']);
    if (format === 'yuan') expect(types.get(name)).toMatch(/^DECIMAL\((18|38),2\)$/);
  }
});

test('nothing in a mart is of a type that a browser or Arrow cannot hold', async () => {
  const types = new Set(
    (await Promise.all(marts.map(({ mart }) => rowsOf(build, `describe marts.${mart}`))))
      .flat()
      .map(({ column_type }) => String(column_type).replace(/\(.*/, ''))
  );
  expect(
    [...types].filter(
      (type) =>
        !['VARCHAR', 'INTEGER', 'BIGINT', 'HUGEINT', 'DOUBLE', 'DECIMAL', 'DATE', 'TIMESTAMP', 'BOOLEAN'].includes(type)
    )
  ).toEqual([]);
});

test('no mart holds a contact or a telephone', () => {
  expect(columns.map(({ name }) => String(name)).filter((name) => /contact|phone/.test(name))).toEqual([]);
});

test('a column that says how it is made of others names numbers of its mart', () => {
  const told = columns.filter(({ formula }) => formula !== null);
  expect(told.length).toBeGreaterThan(5);
  for (const { mart, name, formula } of told) {
    const numbers = columnsOf(String(mart)).flatMap((each) => (each.type === 'number' ? [each.name] : []));
    const names = Array.from(String(formula).matchAll(/[a-z_]+/g), ([each]) => each);
    expect([mart, name, names.filter((each) => !numbers.includes(each))]).toEqual([mart, name, []]);
  }
});
