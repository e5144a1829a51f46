import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepComposing } from '#provinces';
import { first } from '../published.ts';
import { landOf, type Land } from './land.ts';

let land: Land;
const said: string[] = [];
let isDoubted = false;
let composing: ReturnType<typeof keepComposing>;
beforeAll(async () => {
  land = await landOf();
  composing = keepComposing(land.root, {
    log: (message) => said.push(message),
    isDoubted: () => isDoubted,
    every: 1e9,
  });
});
afterAll(async () => {
  composing.close();
  await land.dispose();
});

test('what a province publishes is read with the next look, and a list that does not hold changes nothing', async () => {
  const { version } = await composing.look();
  expect(await composing.look()).toMatchObject({ version });
  await land.publish('b', '20260702T090000-22222222');
  const next = await composing.look();
  expect(next).toMatchObject({ isNew: true, absent: [] });
  expect(next.version! > version!).toBe(true);

  await writeFile(join(land.root, 'provinces.csv'), 'folder\na\n');
  await expect(composing.look()).rejects.toThrow('缺列');
  expect(composing.fault()).toContain('缺列');
  await land.list();
  expect(await composing.look()).toMatchObject({ version: next.version });
  expect(composing.fault()).toBeNull();
});

test('a province that is damaged while it is read is left out once what is served cannot be read', async () => {
  const { version } = await composing.look();
  const path = join(land.folderOf('a'), `${first}.duckdb`);
  const bytes = await readFile(path);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  await writeFile(path, bytes);
  isDoubted = true;
  const next = await composing.look();
  expect(next.version).not.toBe(version);
  expect(next.absent).toEqual([{ title: '示例甲省', why: expect.stringContaining('校验值不同') as string }]);
});
