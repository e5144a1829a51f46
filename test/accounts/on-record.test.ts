import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  add,
  changePassword,
  codeOf,
  disable,
  dropFeed,
  dropToken,
  enable,
  endSessionsOf,
  findSession,
  grant,
  makeFeed,
  makeToken,
  reset,
  signIn,
  signOut,
  stepAt,
  timesOf,
  unlock,
  type Desk,
  type Session,
} from '#access';
import { createRecorder, openStore, type Recorder } from '#store';
import { runAccountCommand } from '#tasks/accounts.ts';
import { beginFactor, confirmFactor } from '../../src/access/own-account.ts';
import { onRecord } from '../../src/access/on-record.ts';
import { noAccount } from './command.ts';
import { addWith, empty, ofJinan, openTested, phrase, type TestedDesk } from './desk.ts';

let folder: string;
let record: string;
let recorder: Recorder;
let tested: TestedDesk;
let desk: Desk;
let session: Session;

beforeAll(async () => {
  tested = await openTested();
});
afterAll(() => tested.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'on-record-'));
  record = join(folder, 'record.sqlite');
  recorder = createRecorder(
    record,
    () => '2026-11-28T09:00:00+08:00',
    () => undefined
  );
  desk = { ...tested, record: (line) => recorder.record(line), tell: (line) => recorder.tell(line) };
  empty(desk);
  await addWith(desk, { ...ofJinan, account: 'jinan' });
  await addWith(desk, { ...ofJinan, account: 'root', role: 'administrator', scope: {} });
  const { key } = await signIn(desk, { name: 'jinan', password: phrase, address: '10.0.0.1' });
  const found = findSession(desk.store, key, { now: desk.now(), idle: timesOf(desk).idle });
  if (found === null) throw new Error('nobody signed in');
  session = found;
  return () => rmSync(folder, { recursive: true });
});

/** Breaks the record, so that nothing can be written to it, until what is answered is called. */
function breakRecord(): () => void {
  const other = new DatabaseSync(record);
  other.exec('alter table entries rename to entries_kept; create table entries (x)');
  return () => {
    other.exec('drop table entries; alter table entries_kept rename to entries');
    other.close();
  };
}

const tables = ['accounts', 'sessions', 'tokens', 'feeds', 'old_passwords'];
const kept = () => tables.map((table) => desk.store.database.prepare(`select * from ${table}`).all());
const events = () => {
  const store = openStore(record);
  try {
    return store.entries().map(({ body }) => JSON.parse(body) as { event: string });
  } finally {
    store.close();
  }
};
const password = phrase;
function factor(): string {
  const secret = beginFactor(desk, session);
  session = { ...session, secret };
  return codeOf(secret, stepAt(desk.now()));
}

test.each<[string, () => unknown, (() => unknown)?]>([
  ['adds an account', () => add(desk, 'root', { account: 'zibo', title: '', office: '', role: 'reviewer', scope: {} })],
  ['gives another role', () => grant(desk, 'root', 'jinan', { role: 'reviewer', scope: {} })],
  ['shuts one', () => disable(desk, 'root', 'jinan')],
  ['opens one', () => enable(desk, 'root', 'jinan'), () => disable(desk, 'root', 'jinan')],
  ['resets one', () => reset(desk, 'root', 'jinan')],
  ['unlocks one', () => unlock(desk, 'root', 'jinan')],
  ['ends sessions', () => endSessionsOf(desk, 'root', 'jinan')],
  ['signs in', () => signIn(desk, { name: 'jinan', password, address: '10.0.0.1' })],
  ['changes the password', () => changePassword(desk, session, { password, next: '海边第三座灯塔整夜都亮着青色的光' })],
  ['sets up a second factor', () => confirmFactor(desk, session, { password, code: factor() }), factor],
  ['makes a token', () => makeToken(desk, session, { title: '', capabilities: ['rows'], days: 1, password })],
  ['takes a token away', () => dropToken(desk, session, String(idIn('tokens'))), token],
  ['makes a feed', () => makeFeed(desk, session, { title: '', password })],
  [
    'withdraws a feed',
    () => dropFeed(desk, session, String(idIn('feeds'))),
    () => makeFeed(desk, session, { title: '', password }),
  ],
])('whoever %s has not where that cannot be put on record, and is told so', async (_, change, before) => {
  await before?.();
  const [were, lines] = [kept(), events().length];
  const mend = breakRecord();
  await expect((async () => change())()).rejects.toMatchObject({ status: 507, code: 'not_on_record' });
  expect(kept()).toEqual(were);
  mend();
  recorder.flush();
  expect(events()).toHaveLength(lines);
  await change();
  expect(events().length).toBeGreaterThan(lines);
});

async function token() {
  await makeToken(desk, session, { title: '', capabilities: ['rows'], days: 1, password });
}
const idIn = (table: string) => desk.store.database.prepare(`select id from ${table}`).get()?.id;

test('whoever signs out is out, and the line comes as soon as it can', () => {
  const mend = breakRecord();
  signOut(desk, session);
  expect(desk.store.database.prepare('select * from sessions').all()).toEqual([]);
  mend();
  recorder.flush();
  expect(events().at(-1)).toEqual({ event: 'signed_out' });
});

test('what stands on record and could then not be kept is said there to have come to nothing', () => {
  expect(() =>
    onRecord(desk, ({ store, record: write }) => {
      store.database.exec('pragma defer_foreign_keys = on');
      store.database.exec("insert into old_passwords values ('nobody', 'x', 0)");
      write({ stream: 'access', by: 'root', event: 'account_disabled', details: { account: 'nobody' } });
    })
  ).toThrow(/^没有做/);
  expect(events().slice(-2)).toEqual([
    { event: 'account_disabled', account: 'nobody' },
    { event: 'not_done', account: 'nobody', what: 'account_disabled' },
  ]);
});

test('at the command line an account is shut though the record is broken, which is told, and put on record later', async () => {
  const warehouse = join(folder, 'warehouse');
  const run = async (verb: string, more: Partial<typeof noAccount>) => {
    const told = await runAccountCommand(verb, { ...noAccount, warehouse, ...more });
    return typeof told === 'string' ? { text: told, isRefused: true } : { ...told, text: told.lines.join('\n') };
  };
  await run('add', { name: 'jinan', role: 'reviewer' });
  record = join(warehouse, 'record.sqlite');
  const mend = breakRecord();
  expect(await run('grant', { name: 'jinan', role: 'division' })).toMatchObject({
    answer: { refused: 'not_on_record' },
  });
  const shut = await run('disable', { name: 'jinan' });
  expect(shut).toMatchObject({ answer: { account: 'jinan', isOnRecord: false }, isRefused: true });
  expect(shut.text).toMatch(/^账号 jinan 已停用.*\n没有写进操作记录：.*\n.*再运行一次/);
  expect((await run('list', {})).text).toContain('停用');
  mend();
  await run('disable', { name: 'jinan' });
  expect(events().map(({ event }) => event)).toEqual(['account_added', 'account_disabled']);
});
