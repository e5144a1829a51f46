import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { followWarehouse, receiptFile, warehouseFile, type Warehouse } from '#warehouse';
import { first, publishVersion, second, warehouseFolder } from '../published.ts';

let folder: string;
let dispose: () => Promise<void>;
let warehouse: Warehouse | null = null;
beforeEach(async () => {
  ({ folder, dispose } = await warehouseFolder());
  await publishVersion(folder, first);
});
afterEach(async () => {
  warehouse?.close();
  warehouse = null;
  await dispose();
});

const follow = async (check = 0) => (warehouse = await followWarehouse(folder, { poll: 20, check }));

/** Changes one byte in the middle of a file, whose length stays. */
async function flip(path: string): Promise<void> {
  const bytes = await readFile(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = bytes[at]! ^ 1;
  await writeFile(path, bytes);
}

test('a page of versions reads the records of that page alone', async () => {
  const receipt = JSON.parse(await readFile(receiptFile(folder, first), 'utf8')) as object;
  const names = Array.from({ length: 40 }, (_, i) => `202606${String(i + 10)}T090000-11111111`);
  for (const [i, version] of names.entries()) {
    await copyFile(warehouseFile(folder, first), warehouseFile(folder, version));
    const number = `2026-1${String(i).padStart(3, '0')}`;
    await writeFile(receiptFile(folder, version), i < 35 ? '{' : JSON.stringify({ ...receipt, version, number }));
  }
  const { versions } = await follow();
  const { total, rows } = await versions.page(5, 0);
  expect([total, rows.map(({ version }) => version)]).toEqual([41, [first, ...names.slice(-4).reverse()]]);
  expect(versions.faults()).toEqual([]);
  expect((await versions.page(5, 5)).total).toBe(6);
  expect(versions.faults()).toHaveLength(35);
  expect(await versions.numbered('2026-1037')).toBe(names[37]);
  expect(await versions.numbered('2026-1001')).toBeNull();
});

test.each([
  ['made by hand', '{ "version": "20260702T090000-22222222", "bytes": 1 }'],
  ['cut', '{ "version": "20260702T0900'],
  ['empty', ''],
])('a record that is %s is named, and the version before it is read', async (_, text) => {
  await publishVersion(folder, second);
  await writeFile(receiptFile(folder, second), text);
  const { versions, version, warning } = await follow();
  expect(version()).toBe(first);
  expect(warning()).toContain('的记录缺失或读不出来');
  expect((await versions.page(20, 0)).rows.map((row) => row.version)).toEqual([first]);
  expect(versions.faults()).toEqual([expect.stringContaining(second)]);
});

test('a block that was changed is found by reading all of it, told, and turned from', async () => {
  await publishVersion(folder, second);
  await flip(warehouseFile(folder, second));
  const { versions, version, warning, refresh } = await follow(10);
  await expect.poll(() => versions.faults(), { timeout: 8000 }).toEqual([expect.stringContaining('登记的校验值不同')]);
  await expect.poll(() => version(), { timeout: 8000 }).toBe(first);
  await refresh();
  expect(warning()).toContain(`${second}.duckdb 的内容与登记的校验值不同`);
});

test('where there is no other version, one with a changed block is told and read on', async () => {
  await flip(warehouseFile(folder, first));
  const { versions, version } = await follow(10);
  await expect.poll(() => versions.faults(), { timeout: 8000 }).toEqual([expect.stringContaining(first)]);
  expect(version()).toBe(first);
});

test('a version that is deleted while it is read is told at once; the one before it is read', async () => {
  await publishVersion(folder, second);
  const { version, warning, versions } = await follow();
  expect([version(), warning()]).toEqual([second, null]);
  await rm(warehouseFile(folder, second));
  await expect.poll(() => String(warning()), { timeout: 8000 }).toContain(`${second}.duckdb 缺失`);
  expect(version()).toBe(first);
  await rm(warehouseFile(folder, first));
  await expect.poll(() => String(warning()), { timeout: 8000 }).toContain(`${first}.duckdb 不在了，也没有别的完整版本`);
  const lease = await warehouse!.lease();
  expect(await (await lease.read('open', 'select count(*)::integer as n from marts.projects')).rows()).toHaveLength(1);
  lease.release();
  expect(await versions.list()).toEqual([]);
});

test('a pointer that is a folder is told, and put aside by what is published next', async () => {
  await rm(join(folder, 'current'));
  await mkdir(join(folder, 'current'));
  const { version, warning } = await follow();
  expect([version(), warning()]).toEqual([first, expect.stringContaining('current 读不出来')]);
  await publishVersion(folder, second);
  await expect.poll(() => [version(), warning()], { timeout: 8000 }).toEqual([second, null]);
});

test('a record of an upload that was put aside is a fault until it is taken away', async () => {
  await mkdir(join(folder, 'uploads'));
  const { faults, mark, versions } = await follow();
  const before = mark();
  await writeFile(join(folder, 'uploads', 'x.json.damaged'), '');
  await expect.poll(() => faults(), { timeout: 8000 }).toEqual([expect.stringContaining('uploads/x.json.damaged')]);
  expect(mark()).not.toBe(before);
  expect(versions.faults()).toEqual([]);
  await rm(join(folder, 'uploads', 'x.json.damaged'));
  await expect.poll(() => faults(), { timeout: 8000 }).toEqual([]);
});
