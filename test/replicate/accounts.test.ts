import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accessFile, findAccount, readerOf, takeAccounts, tellAccounts } from '#access';
import { openAccounts } from '#server/open-accounts.ts';
import { runAccountCommand } from '#tasks/accounts.ts';
import { noAccount } from '../accounts/command.ts';

let root: string;
let [builder, copy] = ['', ''];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'told-'));
  [builder, copy] = [join(root, 'builder'), join(root, 'copy')];
  await mkdir(builder);
  await mkdir(copy);
});
afterEach(() => rm(root, { recursive: true }));

const run = (verb: string, name: string, role: string | null = null, scope: string | null = null) =>
  runAccountCommand(verb, { ...noAccount, warehouse: builder, name, role, scope, title: '王某', office: '某局' });

test('a copy knows who may see what, and nothing that anybody could sign in with', async () => {
  expect(tellAccounts(builder)).toBe(null);
  await run('add', 'root', 'administrator');
  const first = JSON.stringify(await run('add', 'jinan', 'city', 'city=济南市'));
  const told = tellAccounts(builder)!;
  expect(told).not.toContain('argon2');
  expect(told).not.toContain(/[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/.exec(first)![0]);
  const { desk, close } = await openAccounts(copy, () => undefined, join(copy, 'own.sqlite'));
  takeAccounts(copy, told);
  const jinan = findAccount(desk.store, 'jinan')!;
  expect(readerOf(desk, jinan).scope).toEqual({ city: ['济南市'] });
  expect([jinan.password, jinan.secret, jinan.subject]).toEqual([null, null, null]);
  // Another role, or none any more, is one at once.
  await run('grant', 'jinan', 'city', 'city=青岛市');
  takeAccounts(copy, tellAccounts(builder)!);
  expect(readerOf(desk, findAccount(desk.store, 'jinan')!).scope).toEqual({ city: ['青岛市'] });
  await run('disable', 'jinan');
  takeAccounts(copy, tellAccounts(builder)!);
  expect(readerOf(desk, findAccount(desk.store, 'jinan')!).capabilities.size).toBe(0);
  close();
});

test('who is not told of any more may see nothing, and what is not accounts changes nothing', async () => {
  await run('add', 'root', 'administrator');
  const told = tellAccounts(builder)!;
  takeAccounts(copy, told);
  for (const wrong of [
    '{"format":1,"accounts":[{}]}',
    '{"format":2,"accounts":[]}',
    '{"format":1,"accounts":[{"account":"a"}]}',
  ])
    expect(() => takeAccounts(copy, wrong)).toThrow('没有采用');
  const active = () => {
    const database = new DatabaseSync(accessFile(copy), { readOnly: true });
    const rows = database.prepare('select account, is_active from accounts').all();
    database.close();
    return rows;
  };
  expect(active()).toMatchObject([{ account: 'root', is_active: 1 }]);
  takeAccounts(copy, '{"format":1,"accounts":[]}');
  expect(active()).toMatchObject([{ account: 'root', is_active: 0 }]);
});
