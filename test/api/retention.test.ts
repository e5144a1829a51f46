import { afterEach, expect, test } from 'vitest';
import type { Retention } from '#spec';
import { writeRedaction } from '#pipeline';
import { readerOf } from '../readers.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
afterEach(() => tested.close());

const open = async (capabilities: Parameters<typeof readerOf>[1]) => {
  tested = await openApp({
    reader: readerOf({}, capabilities, 'root'),
    retention: { folder: 'data/retention', backups: null },
  });
};

test('who tends versions sees how long everything is kept, what is open, and what was taken out', async () => {
  await open(['versions']);
  await writeRedaction(tested.folder, {
    id: '20261128T100000-ab12',
    at: '2026-11-28T10:00:00+08:00',
    by: '示例管理员',
    basis: '示例',
    texts: 2,
    files: { ['a'.repeat(64)]: { now: 'b'.repeat(64) }, ['c'.repeat(64)]: { now: null, why: '打不开' } },
    versions: { v: 7 },
    rest: {},
    stays: ['签过章的'],
  });
  const { statusCode, body } = await tested.app.inject('/api/retention');
  const said = JSON.parse(body) as Retention;
  expect([statusCode, said.faults, said.unfinished]).toEqual([200, [], null]);
  const of = (kind: string) => said.periods.find((each) => each.kind === kind);
  expect(of('tables')).toMatchObject({ days: null, isForever: false, count: null, stays: ['期限未定，什么也不清理'] });
  expect(of('record')).toMatchObject({ days: null, isForever: true, count: null });
  expect(of('backups')).toMatchObject({ days: 180, count: null, stays: [expect.stringContaining('没有说备份在哪里')] });
  expect(said.erasures).toMatchObject([{ texts: 2, files: 2, removed: 1, versions: 1, cells: 7, stays: ['签过章的'] }]);
});

test('nobody else is told', async () => {
  await open(['rows', 'personal', 'record']);
  expect((await tested.app.inject('/api/retention')).statusCode).toBe(403);
});
