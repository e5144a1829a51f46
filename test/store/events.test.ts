import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRecorder, followDecisions, openStore } from '#store';

let folder: string;
let path: string;
const log: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
  path = join(folder, 'record.sqlite');
  log.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = () =>
  createRecorder(
    path,
    () => '2026-11-28T09:00:00+08:00',
    (message) => log.push(message)
  );

function lines() {
  const store = openStore(path);
  try {
    expect(store.broken()).toBeNull();
    return store.entries().map(({ stream, by, body }) => [stream, by, JSON.parse(body)] as const);
  } finally {
    store.close();
  }
}

test('who came is on disk at once, what was used within a moment and together', async () => {
  const recorder = record();
  recorder.record({ stream: 'use', by: 'jinan', event: 'export', details: { rows: 3 } });
  recorder.record({ stream: 'use', by: 'jinan', event: 'export', details: { rows: 4 } });
  recorder.record({ stream: 'access', by: 'jinan', event: 'signed_in' });
  expect(lines()).toEqual([
    ['use', 'jinan', { event: 'export', rows: 3 }],
    ['use', 'jinan', { event: 'export', rows: 4 }],
    ['access', 'jinan', { event: 'signed_in' }],
  ]);
  recorder.record({ stream: 'use', by: null, event: 'refused' });
  expect(lines()).toHaveLength(3);
  await sleep(300);
  expect(lines()).toHaveLength(4);
  recorder.record({ stream: 'use', by: null, event: 'refused' });
  recorder.close();
  expect(lines()).toHaveLength(5);
});

test('what is personal is told only once it is on disk that it is told', () => {
  const recorder = record();
  recorder.record({ stream: 'use', by: 'jinan', event: 'reveal', details: { projects: ['P-1'] } });
  expect(lines()).toEqual([['use', 'jinan', { event: 'reveal', projects: ['P-1'] }]]);
  const holds = new DatabaseSync(path);
  holds.exec('drop table entries; create table entries (x)');
  expect(() => recorder.record({ stream: 'use', by: 'jinan', event: 'reveal' })).toThrow();
  expect(log.join()).toContain('写不进去');
  holds.exec('drop table entries');
  holds.close();
  recorder.flush();
  expect(lines()).toEqual([]);
});

test('what cannot be written waits, and is told', () => {
  const recorder = record();
  recorder.record({ stream: 'access', by: 'jinan', event: 'signed_in' });
  const holds = new DatabaseSync(path);
  holds.exec('drop table entries; create table entries (x)');
  recorder.record({ stream: 'use', by: 'jinan', event: 'export' });
  recorder.flush();
  expect(log.join()).toContain('写不进去');
  holds.exec('drop table entries');
  recorder.flush();
  expect(lines()).toEqual([['use', 'jinan', { event: 'export' }]]);
  holds.close();
});

test('after a line that was held against the chain only what follows it is looked at, and the line itself', () => {
  const recorder = record();
  for (let i = 0; i < 4; i++) recorder.record({ stream: 'access', by: 'jinan', event: `event ${i}` });
  const store = openStore(path);
  const [first, second] = store.entries();
  if (!first || !second) throw new Error('there are no lines');
  const change = new DatabaseSync(path);
  change.exec(`drop trigger entries_never_change; update entries set "by" = 'root' where position = 1`);
  expect(store.broken()).toEqual({ position: 1, problem: '内容被改动过' });
  expect(store.broken(second)).toBeNull();
  expect(store.broken(first)).toEqual({ position: 1, problem: '内容被改动过' });
  change.exec(`update entries set "by" = 'root' where position = 3`);
  expect(store.broken(second)).toEqual({ position: 3, problem: '内容被改动过' });
  expect(store.broken({ ...second, hash: 'of another' })).toEqual({ position: 2, problem: '内容被改动过' });
  change.exec('drop trigger entries_stay; delete from entries where position > 1');
  expect(store.broken(second)).toEqual({ position: 2, problem: '不在了' });
  change.close();
  store.close();
});

test('who follows decisions sees at once that a line which was written since follows nothing', () => {
  const recorder = record();
  recorder.record({ stream: 'access', by: 'jinan', event: 'signed_in' });
  const followed = followDecisions(path);
  expect(followed.now().fault).toBeNull();
  recorder.record({ stream: 'access', by: 'jinan', event: 'signed_out' });
  expect(followed.now().fault).toBeNull();
  const change = new DatabaseSync(path);
  change.exec(`drop trigger entries_follow_each_other;
    insert into entries values (3, 'decisions', 'now', 'x', '{}', 'nothing', 'nothing')`);
  change.close();
  expect(followed.now().fault).toContain('接不上前一条');
  followed.close();
});
