import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accessFile, openAccess } from '#access';
import { countIn } from '#store';
import { checkPrivacy } from '../src/doctor/checks.ts';
import { run } from './command.ts';

/** A user that owns nothing else here. */
const stranger = 65_533;

test.runIf(process.getuid?.() === 0)(
  'root who writes into the data of a service writes as its user, and says so',
  async () => {
    const lib = join(mkdtempSync(join(tmpdir(), 'owner-')), 'lib');
    for (const each of [tmpdir(), join(lib, '..')]) chmodSync(each, 0o711);
    mkdirSync(lib, { mode: 0o700 });
    chownSync(lib, stranger, stranger);
    const warehouse = join(lib, 'warehouse');
    const add = (name: string, ...more: string[]) =>
      run('account', 'add', name, '--role', 'administrator', '--warehouse', warehouse, ...more);
    const { code, stderr } = await add('root');
    expect([code, stderr]).toEqual([0, `数据归用户 ${stranger}：这条命令照这个用户做，它要读得到所写的文件。\n`]);
    expect(await add('second', '--json')).toMatchObject({ code: 0, stderr: '' });
    const owners = new Set(['', ...readdirSync(warehouse)].map((name) => lstatSync(join(warehouse, name)).uid));
    expect(owners).toEqual(new Set([stranger]));
    expect(await checkPrivacy(warehouse)).toMatchObject({ standing: 'well' });
    chownSync(join(warehouse, 'record.sqlite'), 0, 0);
    expect(await checkPrivacy(warehouse)).toMatchObject({
      standing: 'now',
      says: expect.stringContaining('1 个文件归别的用户'),
      todo: `chown -R --reference=${warehouse} ${warehouse}`,
    });
  }
);

test.runIf(process.getuid?.() === 0)('root who restores leaves every file to the user of the data', async () => {
  const lib = join(mkdtempSync(join(tmpdir(), 'owner-')), 'lib');
  mkdirSync(lib, { mode: 0o700 });
  chownSync(lib, stranger, stranger);
  const [backups, once, again] = ['backups', 'once', 'lib/again'].map((name) => join(lib, '..', name));
  await run('account', 'add', 'root', '--role', 'administrator', '--warehouse', once!);
  const store = openAccess(accessFile(once!));
  store.database.exec(
    `insert into sessions values ('s', 'root', 'open', 'password', '10.0.0.7', null, null, 1, 1, 9000000000000)`
  );
  store.close();
  expect(await run('backup', '--to', backups!, '--warehouse', once!)).toMatchObject({ code: 0 });
  expect(await run('restore', '--from', backups!, '--warehouse', again!)).toMatchObject({ code: 0 });
  const names = readdirSync(again!, { recursive: true, encoding: 'utf8' });
  expect(names).toContain('access.sqlite');
  const owners = new Set(['', ...names].map((name) => lstatSync(join(again!, name)).uid));
  expect(owners).toEqual(new Set([stranger]));
  expect(countIn(accessFile(again!), 'select count(*) from sessions')).toBe(0);
});
