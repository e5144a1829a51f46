import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faultsOfAccess } from '#access';
import { sayFault } from '#spec';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'access-'));
  cpSync('data/access', folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const faults = async () => (await faultsOfAccess(folder, ['city', 'county'])).map(sayFault);

test('what is there holds', async () => {
  expect(await faults()).toEqual([]);
});

test.each([
  [
    'roles.csv',
    'sums、rows、files、personal、upload、shared',
    'sums、rowss',
    '第 3 行：没有权限“rowss”，最接近的是 rows。',
  ],
  ['roles.csv', ',city,只看', ',town,只看', '第 4 行：没有维度“town”'],
  ['roles.csv', '系统管理员', '', '第 2 行：title 没有填。'],
  ['roles.csv', '\ncity,', '\ndivision,', '第 4 行：division 写了两次。'],
  ['roles.csv', 'role,title', 'role,titel', '第 1 行：缺列 title。'],
  ['roles.csv', 'accounts、', '', '没有一个角色有 accounts 权限'],
  ['settings.csv', 'lock_after,', 'lock_aftr,', '没有设置“lock_aftr”，最接近的是 lock_after。'],
  [
    'settings.csv',
    '5,,等保三级：5\nlock_minutes',
    '5,0,等保三级：5\nlock_minutes',
    'lock_after 写的是“0”，要是 3 到 100 的整数。',
  ],
  ['settings.csv', ',accounts,,', ',accounts,acounts,', '没有权限“acounts”，最接近的是 accounts。'],
  ['settings.csv', /^idle_minutes.*\n/m, '', '缺设置 idle_minutes。'],
  ['settings.csv', 'preferred_username', 'a b', '声明的名字写的是“a b”。'],
])('in %s “%s” as “%s” is told: %s', async (file, from, to, said) => {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  expect((await faults()).join('\n')).toContain(said);
});

test('a file that is not there is told', async () => {
  rmSync(join(folder, 'roles.csv'));
  expect(await faults()).toEqual(['data/access/roles.csv：没有这个文件。']);
});
