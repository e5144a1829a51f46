import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFile, QueryError, warehouseFile, type OpenFile } from '#warehouse';
import { first, publishVersion, warehouseFolder } from '../published.ts';

let file: OpenFile;
let folder: string;
let dispose: () => Promise<void>;
beforeAll(async () => {
  ({ folder, dispose } = await warehouseFolder());
  await publishVersion(folder, first);
  file = await openFile(warehouseFile(folder, first), first);
});
afterAll(async () => {
  file.close();
  await dispose();
});

const endless =
  'select count(*) as n from range(1000000000) as a, range(1000000000) as b where a.range * b.range % 7 = 3';
const rows = async (sql: string, values = {}) => (await file.read('test', sql, { values })).rows();

test('values are bound by name; those that the SQL does not name are left out', async () => {
  expect(await rows('select $a as a, $b as b', { a: "'; drop table marts.projects; --", b: 2, c: 3 })).toEqual([
    { a: "'; drop table marts.projects; --", b: 2 },
  ]);
  await expect(rows('select $a', {})).rejects.toThrow(/a/);
});

test('a query that takes too long is interrupted, and the connection serves the next one', async () => {
  const before = Date.now();
  await expect(file.read('slow', endless, { seconds: 0.2 })).rejects.toMatchObject({
    name: 'Refusal',
    status: 504,
    code: 'timeout',
  });
  expect(Date.now() - before).toBeLessThan(2000);
  expect(await rows('select 1 as one')).toEqual([{ one: 1 }]);
});

test('whoever goes away takes the query along, also while it waits for its turn', async () => {
  const gone = new AbortController();
  const asked = Array.from({ length: 12 }, () =>
    file.read('slow', endless, { signal: gone.signal, seconds: 30 }).catch((error: unknown) => error)
  );
  setTimeout(() => gone.abort(), 100);
  for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ code: 'aborted' });
  await expect(file.read('late', 'select 1', { signal: gone.signal })).rejects.toMatchObject({ code: 'aborted' });
  expect(await rows('select 1 as one')).toEqual([{ one: 1 }]);
});

const streamed = { isStreamed: true, seconds: 15 };

test('a stream has every row, and leaves the connections to the pages', async () => {
  const streams = await Promise.all(
    [1, 2].map(() => file.read('large', 'select range::integer as n from range(100000)', streamed))
  );
  expect(await rows('select 1 as one')).toEqual([{ one: 1 }]);
  for (const stream of streams) {
    let n = 0;
    for await (const some of stream.chunks()) n += some.length;
    expect(n).toBe(100_000);
  }
});

test('a stream that fails on its way does not end as if it were whole', async () => {
  const breaks = "select case when range = 90000 then error('no more') else range::varchar end as n from range(100000)";
  const stream = await file.read('breaks', breaks, streamed);
  expect(stream.columns.map(({ name }) => name)).toEqual(['n']);
  await expect(stream.rows()).rejects.toThrow('broke off');
  const sorted = await (
    await file.read('sorted', 'select range as n from range(300000) order by hash(range)', streamed)
  ).rows();
  const unsorted = await (await file.read('all', 'select range as n from range(300000) order by hash(range)')).rows();
  expect(sorted).toEqual(unsorted);
});

test('a stream that nobody takes to its end, or at all, gives its connection back', async () => {
  for (let round = 0; round < 6; round += 1) {
    const left = await file.read('large', 'select range as n from range(100000)', streamed);
    if (round % 2 === 0) for await (const some of left.chunks()) if (some.length > 0) break;
    left.close();
    left.close();
  }
  const all = await Promise.all([1, 2].map(() => file.read('large', 'select range as n from range(10)', streamed)));
  for (const each of all) expect(await each.rows()).toHaveLength(10);
});

test('a stream may take its reader long, but not the query', async () => {
  const slow = await file.read('large', 'select range as n from range(200000)', { isStreamed: true, seconds: 2 });
  let n = 0;
  for await (const some of slow.chunks()) {
    n += some.length;
    if (n < 20_000) await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(n).toBe(200_000);
  await expect(file.read('slow', endless, { isStreamed: true, seconds: 0.3 })).rejects.toMatchObject({
    code: 'timeout',
  });
  expect(await (await file.read('next', 'select 1 as one', streamed)).rows()).toEqual([{ one: 1 }]);
});

test('what needs too much memory is refused in words', async () => {
  const large = "select list(repeat('x', 1000) || range) as l from range(400000)";
  await expect(file.read('large', large, { seconds: 30 })).rejects.toMatchObject({ status: 503, code: 'too_large' });
  expect(await rows('select 1 as one')).toEqual([{ one: 1 }]);
});

test('more than 200 who wait are told to come again', async () => {
  const gone = new AbortController();
  const asked = Array.from({ length: 210 }, () =>
    file
      .read('slow', `${endless} and 1 = 1`, { signal: gone.signal, seconds: 30 })
      .catch((error: { code: string }) => error.code)
  );
  setTimeout(() => gone.abort(), 100);
  const codes = await Promise.all(asked);
  expect(codes.filter((code) => code === 'busy')).toHaveLength(210 - 4 - 200);
  expect(codes.filter((code) => code === 'aborted')).toHaveLength(204);
});

test('what takes long has a lane of its own: whoever asks for little does not wait for it', async () => {
  const gone = new AbortController();
  const dear = `${endless} and 2 = 2`;
  const ask = () => file.read('dear', dear, { signal: gone.signal, seconds: 30 }).catch(() => null);
  const first = Array.from({ length: 4 }, ask);
  // Nobody knew before that it is dear: those that run give way to the next.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const later = Array.from({ length: 40 }, ask);
  const begun = performance.now();
  for (let i = 0; i < 20; i += 1) expect(await rows('select 1 as one')).toEqual([{ one: 1 }]);
  expect(performance.now() - begun).toBeLessThan(3000);
  gone.abort();
  await Promise.all([...first, ...later]);
});

test('an error names the query and keeps its SQL', async () => {
  const error = await file.read('panel.sql', 'select nothing from nowhere').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(QueryError);
  expect(error).toMatchObject({
    message: expect.stringMatching(/^panel\.sql: .*nowhere/),
    sql: 'select nothing from nowhere',
  });
});

test.each([
  ['two statements', 'select 1; drop table marts.projects'],
  ['an insert', "insert into marts.projects (project_id) values ('X')"],
  ['a drop', 'drop table marts.projects'],
  ['a file', "from read_csv('/etc/passwd')"],
  ['a file as a table', "from '/etc/passwd'"],
  ['a text file', "from read_text('/etc/hostname')"],
  ['a glob', "from glob('/etc/*')"],
  ['a copy', `copy (select 1) to '${join(tmpdir(), 'baijing-probe.csv')}'`],
  ['an attach', `attach '${join(tmpdir(), 'baijing-probe.duckdb')}' as other`],
  ['an install', 'install httpfs'],
  ['a load', 'load httpfs'],
  ['an export', `export database '${join(tmpdir(), 'baijing-probe')}'`],
  ['unlocking', 'set lock_configuration = false'],
  ['external access', 'set enable_external_access = true'],
  ['more memory', "set memory_limit = '100GB'"],
  ['a secret', "create persistent secret s (type s3, key_id 'a', secret 'b')"],
])('%s is refused', async (_what, sql) => {
  await expect(rows(sql)).rejects.toBeInstanceOf(QueryError);
  expect(await rows('select count(*) as n from marts.projects')).toEqual([{ n: 5 }]);
});

test('a file that is no warehouse is an Error', async () => {
  const path = join(folder, 'other.duckdb');
  writeFileSync(path, 'not a database, but long enough to be looked at'.repeat(200));
  await expect(openFile(path, 'other')).rejects.toThrow();
  await expect(openFile(join(folder, 'missing.duckdb'), 'missing')).rejects.toThrow();
});
