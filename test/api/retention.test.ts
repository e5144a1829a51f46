import { afterEach, expect, test } from 'vitest';
import { accessFile, openAccess, seat } from '#access';
import type { AppOptions } from '#api';
import type { Retention } from '#spec';
import { recordFile, writeRedaction } from '#pipeline';
import { openStore } from '#store';
import { letGoOfDue } from '#tasks/retention.ts';
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

/** An office with one failed sign-in that is over its time. */
async function withDue(letGo: NonNullable<AppOptions['retention']>['letGo'], account: string | null = 'root') {
  tested = await openApp({
    reader: { ...seat, account, name: account ?? '', capabilities: new Set(['versions'] as const) },
    retention: { folder: 'data/retention', backups: null, ...(letGo && { letGo }) },
    writes: { refusal: null, token: 'token-of-this-start' },
  });
  const access = openAccess(accessFile(tested.folder));
  access.database.exec("insert into attempts (kind, key, at) values ('a', 'b', 0)");
  access.close();
  const told = async () => JSON.parse((await tested.app.inject('/api/retention')).body) as Retention;
  const letGoNow = async (payload: object) => {
    const headers = { authorization: 'Bearer token-of-this-start', 'content-type': 'application/json' };
    const answer = await tested.app.inject({ method: 'POST', url: '/api/retention', headers, payload });
    return [answer.statusCode, JSON.parse(answer.body).error?.code ?? JSON.parse(answer.body)] as [number, unknown];
  };
  return { told, letGoNow };
}

test('what is over its time is let go of as it was shown, with why, by whom, and on record', async () => {
  const { told, letGoNow } = await withDue((said) => letGoOfDue(tested.folder, said));
  const { seen, letting } = await told();
  expect([letting, typeof seen]).toEqual([null, 'string']);
  expect(await letGoNow({ seen })).toEqual([400, 'no_basis']);
  expect(await letGoNow({ seen, basis: '　' })).toEqual([400, 'no_basis']);
  expect(await letGoNow({ seen: 'x', basis: '示例' })).toEqual([409, 'changed_due']);
  expect((await told()).seen).toBe(seen);
  expect(await letGoNow({ seen, basis: '厅办公会（示例）' })).toEqual([201, { isDone: true }]);
  const after = await told();
  expect(after).toMatchObject({ seen: null, letting: { by: 'root', isDone: true, fault: null } });
  expect(await letGoNow({ seen, basis: '示例' })).toEqual([409, 'changed_due']);
  const record = openStore(recordFile(tested.folder), { readOnly: true });
  const [line] = record.entries('erasures');
  record.close();
  expect([line!.by, JSON.parse(line!.body)]).toEqual([
    'root',
    { event: 'expired', basis: '厅办公会（示例）', sessions: 1 },
  ]);
});

test('two do not let go at once, what failed is told, and on one seat who does it says so', async () => {
  const ways: ((error?: Error) => void)[] = [];
  const { told, letGoNow } = await withDue(
    () => new Promise<void>((resolve, reject) => ways.push((error) => (error ? reject(error) : resolve()))),
    null
  );
  const { seen } = await told();
  expect(await letGoNow({ seen, basis: '示例' })).toEqual([400, 'no_person']);
  const first = letGoNow({ seen, basis: '示例', person: '张三' });
  while (ways.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await told()).letting).toMatchObject({ by: '张三（自报姓名）', isDone: false });
  expect(await letGoNow({ seen, basis: '示例', person: '李四' })).toEqual([503, 'letting']);
  ways[0]!(new Error('磁盘满了\n  at'));
  expect(await first).toEqual([409, 'not_let_go']);
  expect((await told()).letting).toMatchObject({ isDone: true, fault: '磁盘满了' });
});

test('where nobody lets go of anything here, it says where it is done', async () => {
  const { told, letGoNow } = await withDue(undefined);
  expect(await letGoNow({ seen: (await told()).seen, basis: '示例' })).toEqual([409, 'not_here']);
});
