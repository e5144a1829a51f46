import { mkdir, mkdtemp, readdir, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sweepWorlds, worldFile, worldsIn } from '../../src/pipeline/worlds/world-file.ts';

/** So many worlds of so many bytes, the first the oldest; no byte of them takes room. */
async function withWorlds(count: number, bytes: number): Promise<string> {
  const warehouse = await mkdtemp(join(tmpdir(), 'worlds-'));
  await mkdir(worldsIn(warehouse));
  for (let at = 0; at < count; at += 1) {
    const path = worldFile(warehouse, String(at).padStart(32, '0'));
    await writeFile(path, '');
    await truncate(path, bytes);
    await utimes(path, at + 1, at + 1);
  }
  return warehouse;
}

const left = async (warehouse: string): Promise<number[]> =>
  (await readdir(worldsIn(warehouse))).map((name) => Number.parseInt(name, 10)).sort((a, b) => a - b);

test('of many worlds the latest twelve stay', async () => {
  const warehouse = await withWorlds(15, 1);
  await sweepWorlds(warehouse);
  expect(await left(warehouse)).toEqual(Array.from({ length: 12 }, (_, at) => at + 3));
});

test('of large ones no more than four gigabytes, the latest first', async () => {
  const warehouse = await withWorlds(5, 1.5 * 1024 ** 3);
  await sweepWorlds(warehouse);
  expect(await left(warehouse)).toEqual([3, 4]);
});

test('what a process left half made goes when the process is gone', async () => {
  const warehouse = await withWorlds(1, 1);
  await writeFile(join(worldsIn(warehouse), '.build-999999999-x.duckdb'), '');
  await sweepWorlds(warehouse);
  expect(await readdir(worldsIn(warehouse))).toHaveLength(1);
});
