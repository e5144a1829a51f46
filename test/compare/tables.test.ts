import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBuild } from '#warehouse';
import { compareTables, readMeantTables, tableLines } from './tables.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function made(name: string, statements: readonly string[]): Promise<string> {
  const path = join(folder, `${name}.duckdb`);
  const build = await openBuild(path, { threads: 1 });
  for (const sql of ['create schema marts', 'create schema sources', ...statements]) await build.run(name, sql);
  await build.run('checkpoint', 'checkpoint');
  build.close();
  return path;
}

test('versions are compared whatever the order of their rows and columns, a view of marts as the table it stands for', async () => {
  const before = await made('before', [
    'create table marts.a as select 1 as x, 2 as y union all select 3, 4',
    'create table marts.b as select 1 as x',
    'create table marts.c as select 1 as x, now() as loaded_at',
    'create table sources.gone as select 1 as x',
  ]);
  const after = await made('after', [
    'create table sources.parts as select 4 as y, 3 as x union all select 2, 1',
    'create view marts.a as select y, x from sources.parts',
    'create table marts.b as select 2 as x',
    "create table marts.c as select 1 as x, date '2020-01-01' as loaded_at",
  ]);
  const meant = [
    { table: 'marts.c', columns: ['loaded_at'], because: 'of one load' },
    { table: 'sources.parts', because: 'part of marts.a' },
  ];
  const compared = await compareTables(before, after, meant);
  expect(tableLines(compared)).toEqual([
    expect.stringMatching(/^marts\.b: 1 rows, \d+ → 1 rows, \d+$/),
    'sources.gone: only before',
    'sources.parts: only after (meant: part of marts.a)',
    '2 of 5 tables are equal',
  ]);
});

test('what may differ says why', () => {
  for (const { because } of readMeantTables('test/compare/tables-meant.json')) expect(because).not.toBe('');
});
