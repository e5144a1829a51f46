import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** A disk of its own for one process, and what that says; null where this machine lets nobody have one. */
function onDiskOf(kilobytes: number, script: string): Record<string, unknown> | null {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const isLet = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', folder]).status === 0;
  if (!isLet) return null;
  const run = `mount -t tmpfs -o size=${kilobytes}k none ${folder} && exec "$@"`;
  const given = ['-rm', 'sh', '-c', run, 'sh', process.execPath, script, folder];
  const { status, stdout, stderr } = spawnSync('unshare', given, { encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('on a full disk accounts stay as they are, which is said, and who must be shut is shut at the command line', (context) => {
  const seen = onDiskOf(3000, 'test/accounts/on-a-full-disk.ts');
  if (seen === null) return context.skip('no disk of its own for a process here');
  expect(seen).toEqual({
    room: true,
    refused: ['not_on_record', 'not_on_record', expect.stringMatching(/^(?:not_on_record|ERR_SQLITE_ERROR)$/)],
    after: ['jinan true false', 'zibo true false'],
    shut: expect.stringMatching(/^账号 jinan 已停用.*\n磁盘满了，用的是为此留着的地方/),
    shutNow: ['jinan false false', 'zibo true false'],
    recorded: ['signed_in', 'account_disabled'],
    never: expect.stringMatching(/access\.sqlite 打不开（.*）。请看磁盘是不是满了/),
    again: '账号 zibo 已停用，登录已全部退出，令牌已作废。',
    all: ['signed_in', 'account_disabled', 'account_disabled'],
  });
});
