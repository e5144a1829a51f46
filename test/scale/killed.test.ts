import { watch } from 'node:fs';
import { cp, readdir, rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pull, push } from '#replicate';
import { followWarehouse, readPointer } from '#warehouse';
import { start } from '../command.ts';
import { decide, plot, versions } from '../replicate/plot.ts';

/** Who pushes, and who pulls, is killed after the first thing that it does in a folder, after the second, and so on. */

const [first, second] = versions;
let land: Awaited<ReturnType<typeof plot>>;
let reader: string;
beforeEach(async () => {
  land = await plot();
  reader = land.reader('reader');
  await land.publish(first);
  decide(land.builder, '看着第一版定的');
  await land.push();
  await pull({ store: land.store, warehouse: reader });
  await cp(reader, `${reader}.first`, { recursive: true });
  await cp(land.stored, `${land.stored}.first`, { recursive: true });
  await land.publish(second);
  decide(land.builder, '看着第二版定的');
});
afterEach(() => land.dispose());

async function asBefore(folder: string): Promise<void> {
  await rm(folder, { recursive: true });
  await cp(`${folder}.first`, folder, { recursive: true });
}

/** Whether a command was killed by what it did so many times in a folder, or came to its end before. */
async function killedAfter(count: number, folder: string, ...args: string[]): Promise<boolean> {
  const running = start(...args);
  let seen = 0;
  const watching = watch(
    folder,
    { recursive: true },
    () => void ((seen += 1) >= count && running.child.kill('SIGKILL'))
  );
  const { code, signal, stdout, stderr } = await running.ended;
  watching.close();
  if (signal === 'SIGKILL') return true;
  expect(code, stdout + stderr).toBe(0);
  return false;
}

/** What is served of a folder, by its own rows: the version that is pointed to, not one behind it. */
async function servedFrom(folder: string): Promise<string> {
  const warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  const lease = await warehouse.lease();
  try {
    const [row] = await (await lease.read('n', 'select count(*) as n from marts.projects')).rows();
    expect(Number(row?.n)).toBeGreaterThan(0);
    expect((await readPointer(folder)).version).toBe(lease.version);
    return lease.version;
  } finally {
    lease.release();
    warehouse.close();
  }
}

const left = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => /(^|\/)\.(pull|draft)-/.test(name));

test('who follows is killed anywhere: the version before or the new one is served whole, and the next look brings it', async () => {
  await land.push();
  const served = new Set<string>();
  let count = 0;
  for (let isKilled = true; isKilled; count += 1) {
    await asBefore(reader);
    isKilled = await killedAfter(count + 1, reader, 'follow', '--once', '--from', land.stored, '--warehouse', reader);
    served.add(await servedFrom(reader));
    await pull({ store: land.store, warehouse: reader });
    expect(await servedFrom(reader)).toBe(second);
    expect(await left(reader)).toEqual([]);
  }
  console.log(`follow was killed ${count - 1} times`);
  expect(count).toBeGreaterThan(8);
  expect([...served].sort()).toEqual([first, second]);
}, 600_000);

test('who pushes is killed anywhere: readers get the version before or the new one, and the next push is whole', async () => {
  const served = new Set<string>();
  let count = 0;
  for (let isKilled = true; isKilled; count += 1) {
    for (const folder of [reader, land.stored]) await asBefore(folder);
    isKilled = await killedAfter(count + 1, land.stored, 'push', '--to', land.stored, '--warehouse', land.builder);
    await pull({ store: land.store, warehouse: reader });
    served.add(await servedFrom(reader));
    await land.push();
    await pull({ store: land.store, warehouse: reader });
    expect(await servedFrom(reader)).toBe(second);
    // Nothing lies under a hash that it does not have.
    expect((await push({ warehouse: land.builder, store: land.store, verify: true })).put.count).toBe(0);
  }
  console.log(`push was killed ${count - 1} times`);
  expect(count).toBeGreaterThan(5);
  expect([...served].sort()).toEqual([first, second]);
}, 600_000);
