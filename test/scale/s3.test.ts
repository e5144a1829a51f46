import { readdirSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pruneStore, pull, push } from '#replicate';
import { readCurrent } from '#warehouse';
import { decide, plot, versions } from '../replicate/plot.ts';
import { keys, startS3 } from './s3.ts';

const [first, second, third] = versions;
let land: Awaited<ReturnType<typeof plot>>;
let s3: Awaited<ReturnType<typeof startS3>>;
beforeEach(async () => {
  land = await plot();
  await land.publish(first);
});
afterEach(async () => {
  await s3?.kill();
  await land.dispose();
});

const reader = () => land.reader('reader');
const buckets = () => join(land.root, 'buckets');
const served = async () => (await readCurrent(reader()))?.version ?? null;

test('what is published goes through a bucket, and nothing twice', async () => {
  s3 = await startS3(buckets());
  const store = s3.store('某省/一 处/');
  expect(await push({ warehouse: land.builder, store })).toMatchObject({ reason: null, isMoved: true });
  const pulled = await pull({ store, warehouse: reader() });
  expect(pulled).toMatchObject({ version: first, isMoved: true });
  expect(await pull({ store, warehouse: reader(), unless: pulled.tag })).toMatchObject({
    isMoved: false,
    tag: pulled.tag,
  });
  decide(land.builder, '通过');
  await land.publish(second);
  expect(await push({ warehouse: land.builder, store })).toMatchObject({ reason: null, isMoved: true });
  expect(await pull({ store, warehouse: reader() })).toMatchObject({ version: second });
  const { listed, now } = await store.list('objects');
  expect(listed.length).toBeGreaterThan(6);
  expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
  expect(listed.every(({ key, bytes, at }) => /^objects\/[0-9a-f]{64}$/.test(key) && bytes > 0 && at > 0)).toBe(true);
  expect(await pruneStore(store, land.builder)).toMatchObject({ count: 0, readers: 1 });
  store.close();
});

test('a server that passes over conditions is refused before anything is in it', async () => {
  s3 = await startS3(buckets(), { conditions: 'no' });
  const store = s3.store();
  await expect(push({ warehouse: land.builder, store })).rejects.toThrow('不认“没有别人改过才写”');
  expect((await store.list('objects')).listed).toEqual([]);
  store.close();
});

test('of two builders who push at once one wins', async () => {
  s3 = await startS3(buckets());
  const [one, other] = [s3.store(), s3.store()];
  await push({ warehouse: land.builder, store: one });
  const twin = await land.twin();
  await land.publish(second);
  await land.publish(third, twin);
  const told = await Promise.all([
    push({ warehouse: land.builder, store: one }),
    push({ warehouse: twin, store: other }),
  ]);
  expect(told.map(({ isMoved }) => isMoved).toSorted()).toEqual([false, true]);
  expect(told.find(({ isMoved }) => !isMoved)!.reason).toMatch(/抢先了|另一个仓库发的/);
  one.close();
  other.close();
});

test.each([3_600_000, -3_600_000])('a clock that is %d ms off is learnt, and nothing else', async (ahead) => {
  s3 = await startS3(buckets(), { ahead });
  const store = s3.store();
  expect(await push({ warehouse: land.builder, store })).toMatchObject({ reason: null });
  expect(await pull({ store, warehouse: reader() })).toMatchObject({ version: first });
  // What was put just now is young by the clock of the store, whatever time it is here.
  expect((await pruneStore(store, land.builder)).count).toBe(0);
  store.close();
});

test('what is asked without or with other keys is refused, and no key is said', async () => {
  s3 = await startS3(buckets());
  expect(() => s3.store('a/', {})).toThrow('AWS_ACCESS_KEY_ID');
  const secret = 'not-the-secret-of-anybody';
  const store = s3.store('a/', { ...keys, AWS_SECRET_ACCESS_KEY: secret });
  const told = await push({ warehouse: land.builder, store }).catch((error: Error) => error.message);
  expect(told).toContain('403 SignatureDoesNotMatch');
  expect(told).not.toContain(secret);
  expect(told).not.toContain('Signature=');
  store.close();
});

test('a server that is killed while it is pushed to leaves what the next push mends', async () => {
  s3 = await startS3(buckets());
  const { port } = s3;
  const store = s3.store();
  await push({ warehouse: land.builder, store });
  await pull({ store, warehouse: reader() });
  await land.publish(second);
  await s3.kill();
  await expect(push({ warehouse: land.builder, store })).rejects.toThrow('连不上（ECONNREFUSED）');
  await expect(pull({ store, warehouse: reader() })).rejects.toThrow('连不上（ECONNREFUSED）');
  expect(await served()).toBe(first);
  s3 = await startS3(buckets(), { port });
  await push({ warehouse: land.builder, store });
  // A server that was killed in the midst of it: an object of the right name that is cut short.
  const below = join(buckets(), 'baijing/a/objects');
  const biggest = readdirSync(below).filter((name) => name.endsWith('_S3rver_object'));
  for (const name of biggest) await truncate(join(below, name), 10);
  await expect(pull({ store, warehouse: reader() })).rejects.toThrow(/不完整|没有采用|断了/);
  expect(await served()).toBe(first);
  await push({ warehouse: land.builder, store, verify: true });
  expect(await pull({ store, warehouse: reader() })).toMatchObject({ version: second });
  store.close();
});
