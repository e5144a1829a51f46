import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tenantAt } from '#environment/tenant.ts';
import { run } from '../command.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tenant-'));
  await mkdir(join(root, 'a/reference'), { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('a province among several is a folder with its own reference data and warehouse', () => {
  const before = process.env.BAIJING_REFERENCE;
  try {
    expect(tenantAt(join(root, 'a'), root)).toBe(join(root, 'a/warehouse'));
    expect(process.env.BAIJING_REFERENCE).toBe(join(root, 'a/reference'));
    expect(() => tenantAt(join(root, 'b'), root)).toThrow(/没有 .*reference/);
  } finally {
    if (before === undefined) delete process.env.BAIJING_REFERENCE;
    else process.env.BAIJING_REFERENCE = before;
  }
});

test('several provinces are served to nobody who would have to sign in', async () => {
  const refused = await run('serve', '--provinces', root, '--sign-in');
  expect([refused.code, refused.stderr]).toMatchObject([2, expect.stringContaining('各省合看还不能登录') as string]);
  const open = await run('serve', '--provinces', root, '--host', '0.0.0.0');
  expect([open.code, open.stderr]).toMatchObject([2, expect.stringContaining('各省合看还不能登录') as string]);
});

test('among several provinces each is called as its folder in ClickHouse, and no other name is taken', async () => {
  const there = ['--provinces', root, '--clickhouse', 'http://127.0.0.1:9', '--called', '37'];
  for (const command of ['fill', 'serve']) {
    const refused = await run(command, ...there);
    expect([refused.code, refused.stderr]).toMatchObject([
      2,
      expect.stringMatching(/^--called 是一个省自己的/) as string,
    ]);
  }
});
