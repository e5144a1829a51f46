import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openStore } from '#store';

const line = (body: object, stream = 'journal') => ({
  stream,
  at: '2026-11-23T12:00:00+08:00',
  by: '张三',
  body: JSON.stringify(body),
});

const pathOf = async () => join(await mkdtemp(join(tmpdir(), 'store-')), 'record.sqlite');

async function recordOf(...bodies: object[]): Promise<string> {
  const path = await pathOf();
  const store = openStore(path);
  for (const body of bodies) store.append(line(body));
  store.close();
  return path;
}

function brokenIn(path: string) {
  const store = openStore(path, { readOnly: true });
  try {
    return store.broken();
  } finally {
    store.close();
  }
}

test('lines follow each other, each with the hash of the one before, and are there when it is opened again', async () => {
  const path = await pathOf();
  const store = openStore(path);
  expect(store.head()).toBeNull();
  const first = store.append(line({ version: 'a' }));
  const second = store.append(line({ decision: 'b' }, 'decisions'));
  expect(first).toMatchObject({ position: 1, previous: '', by: '张三', body: '{"version":"a"}' });
  expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(second).toMatchObject({ position: 2, previous: first.hash });
  store.close();
  const reading = openStore(path, { readOnly: true });
  expect(reading.entries()).toEqual([first, second].map((entry) => expect.objectContaining({ ...entry })));
  expect(reading.entries('decisions').map(({ position }) => position)).toEqual([2]);
  expect(reading.head()).toBe(second.hash);
  expect(reading.broken()).toBeNull();
  expect(() => reading.append(line({}))).toThrow(/readonly/);
  reading.close();
});

test('a closed record is one file, and its log is written ahead', async () => {
  const path = await recordOf({ version: 'a' });
  expect(await readdir(join(path, '..'))).toEqual(['record.sqlite']);
  const database = new DatabaseSync(path);
  expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
  database.close();
});

test.each([
  ['changed', `update entries set body = '{}' where position = 2`, /never changes/],
  ['taken out', 'delete from entries where position = 2', /stays/],
  ['taken out at the end', 'delete from entries where position = 3', /stays/],
  ['replaced', `insert or replace into entries values (2, 'x', 'x', null, '{}', '', '')`, /follows the last one/],
  ['put after a gap', `insert into entries values (9, 'x', 'x', null, '{}', '', '')`, /follows the last one/],
  ['added without the hash before', `insert into entries values (4, 'x', 'x', null, '{}', 'x', '')`, /follows/],
])('no line is %s', async (_, sql, message) => {
  const path = await recordOf({ at: 1 }, { at: 2 }, { at: 3 });
  const database = new DatabaseSync(path);
  expect(() => database.exec(sql)).toThrow(message);
  database.close();
  expect(brokenIn(path)).toBeNull();
});

describe('whoever goes round the triggers is found out', () => {
  const drop = 'drop trigger entries_never_change; drop trigger entries_stay; drop trigger entries_follow_each_other;';
  test.each([
    ['a text is changed', `update entries set body = '{"at":7}' where position = 2`, 2, '内容被改动过'],
    ['a person is changed', `update entries set "by" = '李四' where position = 1`, 1, '内容被改动过'],
    ['a time is changed', `update entries set at = '2026-01-01T00:00:00+08:00' where position = 3`, 3, '内容被改动过'],
    ['a line is taken out', 'delete from entries where position = 2', 3, '第 2 条不在了'],
    ['the first is taken out', 'delete from entries where position = 1', 2, '第 1 条不在了'],
    [
      'two change places',
      'update entries set position = -position; update entries set position = 4 + position;',
      1,
      '接不上前一条',
    ],
    [
      'one is taken out and the others move up',
      'delete from entries where position = 2; update entries set position = 2 where position = 3',
      2,
      '接不上前一条',
    ],
  ])('%s', async (_, sql, position, problem) => {
    const path = await recordOf({ at: 1 }, { at: 2 }, { at: 3 });
    const database = new DatabaseSync(path);
    database.exec(drop + sql);
    database.close();
    expect(brokenIn(path)).toEqual({ position, problem });
  });
});

test.each([
  ['another file', (path: string) => writeFile(path, 'version,when\n'.repeat(500))],
  ['half a record', (path: string) => truncate(path, 3000)],
])('%s is no record', async (_, damage) => {
  const path = await recordOf({ at: 1 });
  await damage(path);
  expect(() => openStore(path)).toThrow();
});

const adding = (...args: string[]) =>
  spawn(process.execPath, [join(import.meta.dirname, 'adding.ts'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

const quiet = (child: ReturnType<typeof adding>) => (child.stdout.resume(), child);

test('processes that add at once wait for each other: no line is lost, and the chain is one', async () => {
  const path = await pathOf();
  const ended = ['a', 'b', 'c'].map(async (name) => (await once(quiet(adding(path, name, '40')), 'close'))[0]);
  expect(await Promise.all(ended)).toEqual([0, 0, 0]);
  const store = openStore(path, { readOnly: true });
  expect(store.entries()).toHaveLength(120);
  expect(store.broken()).toBeNull();
  store.close();
});

test('a process that is killed while it adds leaves every line that it said, and the next goes on', async () => {
  const path = await pathOf();
  for (let round = 0; round < 4; round += 1) {
    const child = adding(path, 'a', '100000');
    let said = 0;
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      said = Number([...text.matchAll(/added (\d+)\n/g)].at(-1)?.[1] ?? 0);
    });
    await expect.poll(() => said, { timeout: 20_000, interval: 5 + round }).toBeGreaterThan(10 * (round + 1));
    child.kill('SIGKILL');
    await once(child, 'close');
    const store = openStore(path);
    expect(store.entries().length).toBeGreaterThanOrEqual(said);
    expect(store.broken()).toBeNull();
    store.append(line({ after: 'kill' }));
    store.close();
  }
});
