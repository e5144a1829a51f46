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
beforeAll(async () => {
  build = await buildFrom(headersOnly);
});
afterAll(() => build.close());

test.each(marts)('$mart says its title, its grain and every column that it has, no more', async ({ mart, header }) => {
  const { title, grain, rows = '', ...said } = header;
  expect(title).toMatch(/\p{Script=Han}/u);
  expect(grain).toMatch(/一行/u);
  expect(marts.map((each) => each.mart)).toEqual(expect.arrayContaining(rows.split(', ').filter(Boolean)));
  const columns = (await rowsOf(build, `describe marts.${mart}`)).map(({ column_name }) => column_name);
  expect(Object.keys(said)).toEqual(columns);
});

test.each(marts)('money in $mart is yuan to the fen, and nothing else is called 元', async ({ mart, header }) => {
  const types = await rowsOf(build, `describe marts.${mart}`);
  for (const { column_name, column_type } of types) {
    const isMoney = header[String(column_name)]?.includes('(元)') ?? false;
    expect([column_name, /^DECIMAL\((18|38),2\)$/.test(String(column_type))]).toEqual([column_name, isMoney]);
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
      (type) => !['VARCHAR', 'INTEGER', 'BIGINT', 'DOUBLE', 'DECIMAL', 'DATE', 'TIMESTAMP', 'BOOLEAN'].includes(type)
    )
  ).toEqual([]);
});

test('no mart holds a contact or a telephone', () => {
  expect(marts.flatMap(({ header }) => Object.keys(header)).filter((name) => /contact|phone/.test(name))).toEqual([]);
});

test('a column that says how it is made of others names numbers of its mart', () => {
  const told = marts.flatMap(({ mart, header }) =>
    Object.entries(header).flatMap(([column, line]) =>
      / = (.*)$/.exec(line) ? [{ mart, header, column, formula: / = (.*)$/.exec(line)![1]! }] : []
    )
  );
  expect(told.length).toBeGreaterThan(5);
  for (const { mart, header, column, formula } of told) {
    const names = Array.from(formula.matchAll(/[a-z_]+/g), ([name]) => name);
    expect([mart, column, names.filter((name) => !header[name]?.includes('(个)'))]).toEqual([mart, column, []]);
  }
});
