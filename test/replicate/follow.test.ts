import { readdirSync } from 'node:fs';
import { appendFile, cp, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordFile, underLock, withRecord } from '#pipeline';
import { decisionsAsFollowed, faultOfFollowing, keepFollowing, pruneStore, pull, push, withFaults } from '#replicate';
import { warehouseFormat } from '#spec';
import { followDecisions, openStore } from '#store';
import { followWarehouse, hashOf, readCurrent, readPointer } from '#warehouse';
import { publishVersion } from '../published.ts';
import { isFull, some } from '../tier.ts';
import { decide, plot, versions } from './plot.ts';

/** In `npm run test:full`: each builds versions of its own. */
const also = test.runIf(isFull);
const [first, second, third] = versions;
let land: Awaited<ReturnType<typeof plot>>;
beforeEach(async () => {
  land = await plot();
  await land.publish(first);
});
afterEach(() => land.dispose());

const follow = (name = 'reader') => pull({ store: land.store, warehouse: land.reader(name) });
const served = async (name = 'reader') => (await readCurrent(land.reader(name)))?.version ?? null;
const objects = () => join(land.stored, 'objects');

/** Where the bytes of a version lie in the store. */
async function objectOf(version: string): Promise<string> {
  const { sha256 } = JSON.parse(await readFile(join(land.builder, `${version}.json`), 'utf8')) as { sha256: string };
  return join(objects(), sha256);
}

test('what is published is read elsewhere, byte by byte, with its record', async () => {
  decide(land.builder, '通过');
  expect(await land.push()).toMatchObject({ reason: null, version: first, isMoved: true });
  expect(await follow()).toMatchObject({ version: first, isMoved: true });
  for (const name of [`${first}.duckdb`, `${first}.json`, 'current'])
    expect(hashOf(await readFile(join(land.reader('reader'), name))), name).toBe(
      hashOf(await readFile(join(land.builder, name)))
    );
  const [own, theirs] = [land.builder, land.reader('reader')].map((each) => {
    const record = openStore(recordFile(each), { readOnly: true });
    const lines = record.entries();
    record.close();
    return lines;
  });
  expect(theirs).toEqual(own);
  expect(await served()).toBe(first);
});

also('a second look brings nothing, a second push puts nothing', async () => {
  await land.push();
  const { tag } = await follow();
  expect(await pull({ store: land.store, warehouse: land.reader('reader'), unless: tag })).toMatchObject({
    isMoved: false,
  });
  expect(await follow()).toMatchObject({ version: first, isMoved: false });
  expect(await land.push()).toMatchObject({ reason: null, isMoved: false, put: { count: 0, bytes: 0 } });
});

test('the next version takes over while one is read, and an older one that is published again too', async () => {
  await land.push();
  await follow();
  const warehouse = await followWarehouse(land.reader('reader'), { poll: 10 });
  const lease = await warehouse.lease();
  await land.publish(second);
  await land.push();
  expect(await follow()).toMatchObject({ version: second, isMoved: true });
  await warehouse.refresh();
  expect(warehouse.version()).toBe(second);
  expect(lease.version).toBe(first);
  lease.release();
  warehouse.close();
  const { restore } = await import('#pipeline');
  expect((await restore(land.builder, first)).reason).toBe(null);
  expect(await land.push()).toMatchObject({ isMoved: true, version: first, put: { count: 1 } });
  await follow();
  expect(await readPointer(land.reader('reader'))).toMatchObject({ version: first, newest: second });
});

describe('what is not whole is refused by its name, and what is served stays', () => {
  const flip = async (path: string) => {
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
  };
  const harms = [
    ['a bit is another', flip, /^版本 20260702T090000-22222222 与它的校验值不同，被改动过或传坏了，没有采用$/],
    [
      'it is cut short',
      (path: string) => truncate(path, 5000),
      /^版本 20260702T090000-22222222 不完整（应为 \d+ 字节，实为 5000），没有采用$/,
    ],
    ['it is longer', (path: string) => appendFile(path, 'x'), /^版本 20260702T090000-22222222 比登记的长/],
    ['it is not there', (path: string) => rm(path), /^版本 20260702T090000-22222222 不在存储里/],
  ] as const;
  test.each(some(harms, 2))('%s', async (_, harm, said) => {
    await land.push();
    await follow();
    const known = decide(land.builder, '用第一版时定的');
    await land.push();
    await follow();
    await land.publish(second);
    await land.push();
    decide(land.builder, '看着第二版定的');
    await land.push();
    await harm(await objectOf(second));
    await expect(follow()).rejects.toThrow(said);
    expect(await served()).toBe(first);
    expect(readdirSync(land.reader('reader')).filter((name) => name.startsWith('.pull-'))).toEqual([]);
    // What was decided on the version that did not come is not shown on the one that is there.
    const warehouse = await followWarehouse(land.reader('reader'));
    const decisions = decisionsAsFollowed(followDecisions(recordFile(land.reader('reader'))), warehouse);
    expect(decisions.now()).toMatchObject({ head: known, fault: null });
    // What is damaged is found where it is looked for, and put anew.
    expect(await push({ warehouse: land.builder, store: land.store, verify: true })).toMatchObject({
      reason: null,
      put: { count: 1 },
    });
    expect(await follow()).toMatchObject({ version: second, isMoved: true });
    await warehouse.refresh();
    expect(decisions.now().head).not.toBe(known);
    decisions.close();
    warehouse.close();
  });

  test('the list, the pointer and the record too', async () => {
    await land.push();
    await follow();
    await land.publish(second);
    await land.push();
    const pointer = join(land.stored, 'current');
    const whole = await readFile(pointer, 'utf8');
    const { edition, ...rest } = JSON.parse(whole) as { edition: { sha256: string; bytes: number } };
    const said = async (text: string, told: string) => {
      await writeFile(pointer, text);
      await expect(follow()).rejects.toThrow(told);
      expect(await served()).toBe(first);
    };
    await said(whole.slice(0, 40), '读不出来（不是 JSON）');
    await said('{"format":2}', 'current 的格式是 2，这个程序读格式 1：请更新程序');
    await said('{"format":1}', 'current 不是这个程序写的');
    await said('', '读不出来（不是 JSON）');
    await said(JSON.stringify({ ...rest, edition, version: third }), '的清单不是这个程序写的');
    await flip(join(objects(), edition.sha256));
    await said(whole, '清单 与它的校验值不同');
  });

  also('a version of another format', async () => {
    await land.push();
    await follow();
    await publishVersion(land.builder, second, [], {}, { format: warehouseFormat + 1 });
    await land.push();
    await expect(follow()).rejects.toThrow(
      `存储里的版本 ${second} 的格式是 ${warehouseFormat + 1}，这个程序读格式 ${warehouseFormat}，没有采用：请更新这台的程序`
    );
    expect(await served()).toBe(first);
  });

  test('what is older than what is there, as after a store was brought back from its backup', async () => {
    await land.push();
    await cp(land.stored, `${land.stored}.old`, { recursive: true });
    await land.publish(second);
    await land.push();
    await follow();
    await rm(land.stored, { recursive: true });
    await rename(`${land.stored}.old`, land.stored);
    await expect(follow()).rejects.toThrow('比已经采用的旧');
    expect(await served()).toBe(second);
    // Whoever builds pushes on: the record of the store is a part of theirs.
    await land.push();
    expect(await follow()).toMatchObject({ version: second });
  });
});

also('a store that is gone changes nothing, and is told', async () => {
  await land.push();
  await follow();
  await rm(land.stored, { recursive: true });
  expect(await follow()).toMatchObject({ version: null, isMoved: false });
  expect(await served()).toBe(first);
});

test('of two builders who push at once one wins, and the other is told', async () => {
  await land.push();
  const twin = await land.twin();
  await land.publish(second);
  await land.publish(third, twin);
  const told = await Promise.all([land.push(), land.push(twin)]);
  expect(told.map(({ isMoved }) => isMoved).toSorted()).toEqual([false, true]);
  const lost = told.find(({ isMoved }) => !isMoved)!;
  expect(lost.reason).toMatch(/抢先了|另一个仓库发的/);
  const winner = told[0]!.isMoved ? second : third;
  expect(await follow()).toMatchObject({ version: winner });
  // Whoever lost stays told so, and the store stays the winner's.
  expect((await land.push(told[0]!.isMoved ? twin : land.builder)).reason).toContain('另一个仓库发的');
  expect(await follow()).toMatchObject({ version: winner });
});

also('a builder that was brought back from an older backup does not take readers back', async () => {
  await land.push();
  const old = await land.twin();
  await land.publish(second);
  await land.push();
  expect((await land.push(old)).reason).toContain('从旧备份恢复的');
  await land.publish(third, old);
  expect((await land.push(old)).reason).toContain('另一个仓库发的');
});

also('a damaged version is not pushed, nor bytes that are not what their receipt says', async () => {
  await land.push();
  await land.publish(second);
  const path = join(land.builder, `${second}.duckdb`);
  const bytes = await readFile(path);
  bytes[20_000]! ^= 1;
  await writeFile(path, bytes);
  await expect(land.push()).rejects.toThrow('与登记的校验值不同');
  await truncate(path, 5000);
  expect((await land.push()).reason).toContain('不往外发');
  await follow();
  expect(await served()).toBe(first);
});

test('a copy takes nothing of its own: no load, no decision, no push; and what has its own is made no copy', async () => {
  await land.push();
  await follow();
  const copy = land.reader('reader');
  await expect(underLock(copy, () => Promise.resolve())).rejects.toThrow('只读');
  await expect(withRecord(copy, () => Promise.resolve())).rejects.toThrow('只读');
  expect((await land.push(copy)).reason).toContain('副本');
  await expect(pull({ store: land.store, warehouse: land.builder })).rejects.toThrow('已经有自己的数据');
});

also('a copy whose record parted from the one it follows says so, and goes on', async () => {
  await land.push();
  await follow();
  decide(land.reader('reader'), '自己写的');
  await land.publish(second);
  await land.push();
  await expect(follow()).rejects.toThrow('操作记录接不上');
  expect(await served()).toBe(first);
});

also('what was pruned where it is built goes, and its receipt stays', async () => {
  await land.publish(second);
  await land.push();
  await follow();
  const { prune } = await import('#pipeline');
  await prune({
    warehouse: land.builder,
    keep: 1,
    older: 0,
    isMeant: true,
    waiting: () => Promise.resolve(new Set<string>()),
  });
  await land.push();
  await follow();
  const there = readdirSync(land.reader('reader'));
  expect(there).not.toContain(`${first}.duckdb`);
  expect(there).toContain(`${first}.json`);
  expect(await served()).toBe(second);
});

also('what is wrong with following stands among what is damaged', async () => {
  await land.push();
  await follow();
  const own = await followWarehouse(land.reader('reader'));
  const warehouse = withFaults(own, () => [faultOfFollowing(land.reader('reader')) ?? '']);
  expect(warehouse.faults()).toEqual(['没有在跟：请运行 npm run follow，或用 serve --from 打开']);
  expect(warehouse.mark()).not.toBe(own.mark());
  warehouse.close();
});

test('pruning a store takes what nothing names and nobody reads, by its own clock', async () => {
  const { prune } = await import('#pipeline');
  await land.publish(second);
  await land.push();
  await follow();
  const old = basename(await objectOf(first));
  await prune({
    warehouse: land.builder,
    keep: 1,
    older: 0,
    isMeant: true,
    waiting: () => Promise.resolve(new Set<string>()),
  });
  await land.push();
  const there = () => readdirSync(objects());
  // All of it was put just now.
  expect((await pruneStore(land.store, land.builder)).count).toBe(0);
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  for (const name of there()) await utimes(join(objects(), name), twoDaysAgo, twoDaysAgo);
  // A reader has it still, and has said so.
  await pruneStore(land.store, land.builder);
  expect(there()).toContain(old);
  await follow();
  expect(await pruneStore(land.store, land.builder)).toMatchObject({ readers: 1 });
  expect(there()).not.toContain(old);
  expect(await pull({ store: land.store, warehouse: land.reader('another') })).toMatchObject({ version: second });
});

also('where a reader cannot be understood nothing is taken', async () => {
  await land.push();
  await land.store.put('leases/x.json', '{}');
  await expect(pruneStore(land.store, land.builder)).rejects.toThrow('没有清理');
});

test('who follows takes what is new by itself, tells what is wrong and that it is well again', async () => {
  const said: string[] = [];
  const following = keepFollowing({
    store: land.store,
    warehouse: land.reader('new/reader'),
    log: (message) => said.push(message),
    every: 20,
  });
  try {
    expect(() =>
      keepFollowing({ store: land.store, warehouse: land.reader('new/reader'), log: () => undefined })
    ).toThrow('已经有另一个进程在跟');
    await until(() => faultOfFollowing(land.reader('new/reader'))?.includes('还没有发布过版本') === true);
    await land.push();
    await until(async () => (await served('new/reader')) === first);
    await writeFile(join(land.stored, 'current'), 'x');
    await until(() => faultOfFollowing(land.reader('new/reader'))?.includes('不是 JSON') === true);
    await rm(join(land.stored, 'current'));
    await land.publish(second);
    await land.push();
    await until(async () => (await served('new/reader')) === second);
    await until(() => faultOfFollowing(land.reader('new/reader')) === null);
    expect(said.filter((line) => line.includes('不是 JSON'))).toHaveLength(1);
    expect(said.join('\n')).toContain('well again');
  } finally {
    following.close();
  }
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
