import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFile, warehouseFile, type OpenFile } from '#warehouse';
import { createInstanceCache } from '../../src/warehouse/instance-cache.ts';
import { first, publishVersion, second, warehouseFolder } from '../published.ts';

let folder: string;
let dispose: () => Promise<void>;
let opened: string[];
let closed: string[];
beforeEach(async () => {
  ({ folder, dispose } = await warehouseFolder());
  await publishVersion(folder, first);
  await publishVersion(folder, second);
  opened = [];
  closed = [];
});
afterEach(() => dispose());

async function open(version: string): Promise<OpenFile> {
  opened.push(version);
  const file = await openFile(warehouseFile(folder, version), version);
  return {
    ...file,
    close() {
      closed.push(version);
      file.close();
    },
  };
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

test('a version is opened once for all who ask, at the same time too', async () => {
  const shelf = createInstanceCache(open, 1);
  const [one, other] = await Promise.all([shelf.acquire(first), shelf.acquire(first)]);
  expect(opened).toEqual([first]);
  one?.release();
  other?.release();
  await soon();
  expect(closed).toEqual([]);
  shelf.close();
  await soon();
  expect(closed).toEqual([first]);
});

test('what is discarded is opened anew for the next, and stays for those who read it', async () => {
  const shelf = createInstanceCache(open, 1);
  const before = await shelf.acquire(first);
  shelf.discard(first);
  const after = await shelf.acquire(first);
  expect(opened).toEqual([first, first]);
  for (const each of [before, after])
    expect(await (await each.read('test', 'select version from loads.load')).rows()).toEqual([{ version: first }]);
  before.release();
  before.release();
  await soon();
  expect(closed).toEqual([first]);
  after.release();
  shelf.close();
  await soon();
  expect(closed).toEqual([first, first]);
});

test('what does not open is tried again by the next who asks', async () => {
  let isThere = false;
  const shelf = createInstanceCache((version) => (isThere ? open(version) : openFile('/nowhere.duckdb', version)), 1);
  await expect(shelf.acquire(first)).rejects.toThrow();
  isThere = true;
  (await shelf.acquire(first)).release();
  shelf.close();
});

test('the kept one stays, of the others the last few', async () => {
  const shelf = createInstanceCache(open, 1);
  shelf.pin(second);
  for (const version of [second, first]) (await shelf.acquire(version)).release();
  await soon();
  expect(closed).toEqual([]);
  shelf.pin(first);
  await publishVersion(folder, '20260703T090000-33333333');
  (await shelf.acquire('20260703T090000-33333333')).release();
  await soon();
  expect(closed).toEqual([second]);
  shelf.close();
});

test('so many are open at a time: who asks for one more waits until another is read', async () => {
  const shelf = createInstanceCache((version) => {
    opened.push(version);
    return openFile(warehouseFile(folder, first), version);
  }, 1);
  const asked = Array.from({ length: 10 }, (_, i) => shelf.acquire(`v${i}`));
  const read = await Promise.all(asked.slice(0, 8));
  await soon();
  expect(opened).toEqual(['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7']);
  read[3]?.release();
  const next = await asked[8];
  expect(next?.version).toBe('v8');
  expect(opened).toHaveLength(9);
  for (const each of [...read, next]) each?.release();
  (await asked[9])?.release();
  shelf.close();
});
