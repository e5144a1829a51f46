import { cp, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyRecord } from '#pipeline';
import { warehouseFormat } from '#spec';
import { readCurrent, type Current } from '#warehouse';
import { application, applications } from './api/uploading.ts';
import { run, start, type Running } from './command.ts';
import { folderOf } from './pipeline/content.ts';
import { inFormat } from './pipeline/older.ts';

/** A warehouse that a program published which knew of no format, nor of a record; each test has a copy of it. */
let published: string;
let warehouse: string;
let old: Current;
const running: Running[] = [];
beforeAll(async () => {
  const folder = await folderOf({ '项目基本信息表.csv': applications(application('P1'), application('P2')) });
  published = join(await mkdtemp(join(tmpdir(), 'older-')), 'warehouse');
  const { code, stdout, stderr } = await run('load', folder, '--warehouse', published, '--as-of', '2026-06-30');
  expect(code, stdout + stderr).toBe(0);
  old = (await readCurrent(published))!;
  await inFormat(0, published, old.version);
  await rm(join(published, 'record.sqlite'));
});
beforeEach(async () => {
  warehouse = join(await mkdtemp(join(tmpdir(), 'older-')), 'warehouse');
  await cp(published, warehouse, { recursive: true });
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});

function begin(): Running {
  const started = start('start', '--warehouse', warehouse, '--port', '0');
  running.push(started);
  return started;
}

async function served(started: Running): Promise<{ status: number; body: Record<string, unknown> }> {
  const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(await started.says(/百景：http/))!;
  const answer = await fetch(`${address}/api/health`);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('npm start on the warehouse of an older program builds the version again and serves it', async () => {
  const started = begin();
  expect(await started.says(/已发布重建的版本/)).toContain('回执');
  await started.says(new RegExp(`版本 ${old.version} 发布时没有登记`));
  const { status, body } = await served(started);
  const current = (await readCurrent(warehouse))!;
  expect([status, body.version]).toEqual([200, current.version]);
  expect(current.receipt).toMatchObject({ rebuildOf: old.version, givenAsOf: '2026-06-30', format: warehouseFormat });
  expect(current.receipt.files).toEqual(old.receipt.files);
  expect(await verifyRecord(warehouse)).toMatchObject({ lines: 2, faults: [] });
});

test.each([/^发布/, /^核对文件/, /^计算 主题表/, /^写盘/, /^保存原件/])(
  'killed at %s of it, the next start does it, and the old version is as it was',
  async (line) => {
    const killed = begin();
    await killed.says(line);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const { status, body } = await served(begin());
    expect([status, body.version]).toEqual([200, (await readCurrent(warehouse))!.version]);
    expect((await readCurrent(warehouse))!.receipt.rebuildOf).toBe(old.version);
    const names = await readdir(warehouse);
    expect(names.filter((name) => name.startsWith('.build-') || name.startsWith('lock'))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining([`${old.version}.duckdb`, `${old.version}.json`]));
    // Killed between pointer and line, it has no line yet: the next load enters it.
    expect((await run('rebuild', '--warehouse', warehouse)).code).toBe(0);
    expect((await verifyRecord(warehouse)).faults).toEqual([]);
  }
);

test('an original that is gone is named; the pages say what the version needs until it is back', async () => {
  const kept = join(warehouse, 'files', old.receipt.files[0]!.sha256);
  await rename(kept, `${kept}.away`);
  const started = begin();
  expect(await started.says(/拒绝导入/)).toMatch(/项目基本信息表\.csv 的原件不在了/);
  expect(await served(started)).toMatchObject({ status: 503, body: { error: { code: 'needs_rebuild' } } });
  await rename(`${kept}.away`, kept);
  expect((await run('rebuild', '--warehouse', warehouse)).code).toBe(0);
  await expect.poll(async () => (await served(started)).status, { timeout: 30_000 }).toBe(200);
});
