import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
