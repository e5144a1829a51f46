import {
  closeSync,
  openSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { followWarehouse, warehouseFile, type FollowOptions, type Warehouse } from '#warehouse';
import { first, publishVersion, second, warehouseFolder } from '../published.ts';

let folder: string;
let dispose: () => Promise<void>;
let open: Warehouse[] = [];
let log: string[] = [];
beforeEach(async () => {
  ({ folder, dispose } = await warehouseFolder());
});
afterEach(async () => {
  for (const warehouse of open) warehouse.close();
  open = [];
  log = [];
  await dispose();
});

async function follow(options: FollowOptions = {}): Promise<Warehouse> {
  const warehouse = await followWarehouse(folder, { poll: 30, log: (message) => log.push(message), ...options });
  open.push(warehouse);
  return warehouse;
}

async function versionRead(warehouse: Warehouse, version?: string): Promise<string> {
  const lease = await warehouse.lease(version);
  try {
    const [row] = await (
      await lease.read('test', 'select version, (select count(*) from marts.projects) as n from loads.load')
    ).rows();
    expect(row?.version).toBe(lease.version);
    return lease.version;
  } finally {
    lease.release();
  }
}

/** The files that this process holds open in the folder. */
const heldOpen = () =>
  readdirSync('/proc/self/fd')
    .map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return '';
      }
    })
    .filter((path) => path.startsWith(folder) && path.endsWith('.duckdb'));

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await sleep(20);
  }
  expect.unreachable('it never came to hold');
}

test('what is published next takes over without a failed read, and the old file is let go', async () => {
  await publishVersion(folder, first);
  const warehouse = await follow();
  let isDone = false;
  const seen = new Set<string>();
  let reads = 0;
  const readers = Array.from({ length: 8 }, async () => {
    while (!isDone) {
      seen.add(await versionRead(warehouse));
      reads += 1;
    }
  });
  await sleep(100);
  await publishVersion(folder, second);
  await until(() => warehouse.version() === second);
  await sleep(100);
  isDone = true;
  await Promise.all(readers);
  expect([...seen]).toEqual([first, second]);
  expect(reads).toBeGreaterThan(50);
  warehouse.close();
  await until(() => heldOpen().length === 0);
});

test('a lease reads its version to the end, whatever is published meanwhile', async () => {
  await publishVersion(folder, first);
  const warehouse = await follow({ older: 0 });
  const lease = await warehouse.lease();
  await publishVersion(folder, second);
  await until(() => warehouse.version() === second);
  const [row] = await (await lease.read('test', 'select version from loads.load')).rows();
  expect(row).toEqual({ version: first });
  expect(heldOpen()).toHaveLength(2);
  lease.release();
  await until(() => heldOpen().length === 1);
  lease.release();
  expect(await versionRead(warehouse)).toBe(second);
});

test('an older version is opened when it is asked for; an unknown one is refused with those that there are', async () => {
  await publishVersion(folder, first);
  await publishVersion(folder, second);
  const warehouse = await follow();
  expect(await versionRead(warehouse)).toBe(second);
  expect(await versionRead(warehouse, first)).toBe(first);
  await expect(warehouse.lease('20200101T000000-00000000')).rejects.toMatchObject({
    status: 400,
    code: 'unknown_version',
    details: { allowed: [second, first] },
  });
  await expect(warehouse.lease('../../etc/passwd')).rejects.toMatchObject({ status: 400 });
});

test('only so many older versions stay open', async () => {
  const versions = Array.from({ length: 5 }, (_, index) => `2026070${index + 1}T090000-1111111${index}`);
  for (const version of versions) await publishVersion(folder, version);
  const warehouse = await follow({ older: 2 });
  for (const version of versions) expect(await versionRead(warehouse, version)).toBe(version);
  await until(() => heldOpen().length === 3);
});

test('without data it says so, and serves what is then published', async () => {
  const warehouse = await follow();
  await expect(warehouse.lease()).rejects.toMatchObject({
    status: 503,
    code: 'no_data',
    message: expect.stringContaining('还没有导入数据'),
  });
  await publishVersion(folder, first);
  await until(() => warehouse.version() === first);
  expect(await versionRead(warehouse)).toBe(first);
});

test('that nothing can be read any more is not that nothing was ever there', async () => {
  await publishVersion(folder, first);
  rmSync(join(folder, `${first}.duckdb`));
  const warehouse = await follow();
  await expect(warehouse.lease()).rejects.toMatchObject({
    status: 503,
    code: 'no_version',
    message: expect.stringContaining('导入过 1 次'),
  });
});

test('a folder that is not there yet is waited for', async () => {
  rmSync(folder, { recursive: true });
  const warehouse = await follow();
  await expect(warehouse.lease()).rejects.toMatchObject({ code: 'no_data' });
  const { mkdirSync } = await import('node:fs');
  mkdirSync(folder);
  await publishVersion(folder, first);
  await until(() => warehouse.version() === first);
});

test.each([
  ['missing', (path: string) => rmSync(path)],
  ['cut short', (path: string) => truncateSync(path, 100_000)],
  ['overwritten', (path: string) => writeFileSync(path, Buffer.alloc(statSync(path).size, 'x'))],
  ['damaged where it begins', (path: string) => damage(path, 4096, 8192)],
])('a current version that is %s is passed over for the newest that is whole, with a warning', async (_how, spoil) => {
  await publishVersion(folder, first);
  await publishVersion(folder, second);
  spoil(warehouseFile(folder, second));
  const warehouse = await follow();
  expect(await versionRead(warehouse)).toBe(first);
  expect(warehouse.warning()).toContain(second);
  expect(log.join('\n')).toContain(second);
});

test('a version that turns out damaged while it is read gives way to the one before', async () => {
  await publishVersion(folder, first);
  await publishVersion(folder, second, [
    'create table marts.large as select range::varchar || repeat(md5(range::varchar), 20) as text from range(20000)',
  ]);
  const path = warehouseFile(folder, second);
  const warehouse = await follow();
  expect(await versionRead(warehouse)).toBe(second);
  damage(path, 1_500_000, statSync(path).size - 1_500_000);
  const lease = await warehouse.lease();
  await expect(lease.read('test', 'select sum(hash(text)) from marts.large')).rejects.toThrow();
  lease.release();
  expect(await versionRead(warehouse)).toBe(first);
  expect(warehouse.warning()).toContain(second);
});

test('a pointer of nonsense falls back to the newest version', async () => {
  await publishVersion(folder, first);
  writeFileSync(join(folder, 'current'), '../../../etc/passwd\n');
  const warehouse = await follow();
  expect(await versionRead(warehouse)).toBe(first);
  expect(warehouse.warning()).not.toBeNull();
});

function damage(path: string, from: number, length: number): void {
  const fd = openSync(path, 'r+');
  writeSync(fd, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(fd);
}

test('what answers are kept by is another when a version comes, and not for what lies in the folder for a while', async () => {
  const { folder, dispose } = await warehouseFolder();
  await publishVersion(folder, first);
  const warehouse = await followWarehouse(folder, { poll: 20 });
  try {
    const before = warehouse.mark();
    writeFileSync(join(folder, '.build-of-somebody.duckdb'), 'x');
    writeFileSync(join(folder, 'record.sqlite-wal'), 'x');
    await warehouse.refresh();
    expect(warehouse.mark()).toBe(before);
    await publishVersion(folder, second);
    await warehouse.refresh();
    expect(warehouse.mark()).not.toBe(before);
  } finally {
    warehouse.close();
    await dispose();
  }
});
