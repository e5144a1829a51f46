import { mkdir, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prune, rebuild, restore, setPinned, storedPathOf, verifyRecord } from '#pipeline';
import { hashOf, listVersions, readCurrent, readReceipt, replayFile, replaysIn, warehouseFile } from '#warehouse';
import type { KeptVersion } from '../../../src/pipeline/retention/list.ts';
import { staying } from '../../../src/pipeline/retention/plan.ts';
import { plot, stateOf } from '../plot.ts';

const long = new Date('2026-01-01T00:00:00Z');
const waiting = () => Promise.resolve(new Set<string>());
const all = { keep: 1, older: 0, waiting, isMeant: true };

/** Some loads of other trees each, the oldest first. */
async function loads(count: number) {
  const { folder, warehouse, again, root } = await plot();
  const versions: string[] = [];
  for (let i = 1; i <= count; i++) {
    await writeFile(join(folder, 'trees.csv'), `编号,树高\nA,${i}\n`);
    const { receipt } = await again();
    versions.push(receipt!.version);
  }
  for (const name of await readdir(join(warehouse, 'files'))) await utimes(join(warehouse, 'files', name), long, long);
  return { folder, warehouse, again, root, versions };
}

const originalOf = (i: number) => hashOf(`编号,树高\nA,${i}\n`);

test('a version stays that is current, pinned, among the newest, young, damaged, or needed by one that stays', () => {
  const made = (n: number, more: Partial<KeptVersion> = {}, before = n - 1): KeptVersion => ({
    version: `v${n}`,
    bytes: 1,
    isCurrent: false,
    isPinned: false,
    isOnPaper: false,
    fault: null,
    ...more,
    receipt: {
      loadedAt: `2026-01-${String(n).padStart(2, '0')}T00:00:00+08:00`,
      compared: { version: `v${before}`, cured: 0, remaining: 0, fresh: 0 },
      rebuildOf: null,
      ...more.receipt,
    } as KeptVersion['receipt'],
  });
  const versions = [
    made(20, { isCurrent: true }),
    made(19),
    made(18),
    made(17),
    made(16, { isPinned: true }),
    made(15),
    made(14),
    made(13, { fault: '缺失' }),
    made(12),
    made(11, { receipt: { loadedAt: '?' } as KeptVersion['receipt'] }),
  ];
  const now = Date.parse('2026-01-20T12:00:00+08:00');
  expect(Object.fromEntries(staying(versions, { keep: 2, older: 0 }, now))).toEqual({
    v20: 'current',
    v19: 'newest',
    v18: 'needed',
    v16: 'pinned',
    v15: 'needed',
    v13: 'damaged',
    v12: 'needed',
    v11: 'young',
    v10: 'needed',
  });
  expect(staying(versions, { keep: 2, older: 5 }, now).get('v17')).toBe('young');
});

test('pruning says first what would go and touches nothing; told to, it takes that, and receipts and record stay', async () => {
  const { warehouse, again, folder, root, versions } = await loads(4);
  const [oldest = '', second = '', third = '', newest = ''] = versions;
  await mkdir(replaysIn(warehouse), { recursive: true });
  const replays = [oldest, newest].map((version) => replayFile(warehouse, `${version}@2026-01-01-00000000`));
  for (const path of replays) await writeFile(path, 'tables');
  const before = await stateOf(warehouse);
  const said = await prune({ warehouse, ...all, isMeant: false });
  expect(await stateOf(warehouse)).toBe(before);

  await setPinned(warehouse, second, true);
  const { gone, stays, originals, originalsKept } = await prune({ warehouse, ...all });
  expect(said.gone.map(({ version }) => version)).toEqual([second, oldest]);
  expect([originalsKept, gone.map(({ version }) => version)]).toEqual([null, []]);
  expect(stays.map(({ version, reason }) => [version, reason])).toEqual([
    [newest, 'current'],
    [third, 'needed'],
    [second, 'pinned'],
    [oldest, 'needed'],
  ]);
  expect(originals).toEqual({ count: 0, bytes: 0 });

  await setPinned(warehouse, second, false);
  const done = await prune({ warehouse, ...all });
  expect(done).toMatchObject({ originals: { count: 2 }, replays: { count: 1 }, isDone: true });
  expect(await listVersions(warehouse)).toEqual([newest, third]);
  expect((await readReceipt(warehouse, oldest)).number).toMatch(/-0001$/);
  const kept = await readdir(join(warehouse, 'files'));
  expect([1, 2, 3, 4].map((i) => kept.includes(originalOf(i)))).toEqual([false, false, true, true]);
  expect(await readdir(replaysIn(warehouse))).toEqual([`${newest}@2026-01-01-00000000.duckdb`]);
  expect((await verifyRecord(warehouse)).faults).toEqual([]);

  await writeFile(join(folder, 'trees.csv'), '编号,树高\nA,5\n');
  expect((await again()).receipt?.number).toMatch(/-0005$/);
  const options = { warehouse, pipelines: join(root, 'pipelines'), reference: join(root, 'reference'), program: '1' };
  expect((await rebuild({ ...options, version: third }))?.outcome.status).toBe('dry-run');
  expect((await rebuild({ ...options, version: oldest }))?.outcome.reasons).toEqual([
    expect.stringContaining('原件不在了'),
  ]);
});

test('no original goes that waits to be loaded, came today, or of which nobody knows whether it is needed', async () => {
  const { warehouse, versions } = await loads(3);
  const sent = hashOf('sent');
  const cancelled = hashOf('cancelled');
  const today = hashOf('today');
  for (const name of [sent, cancelled, today]) await writeFile(storedPathOf(warehouse, name), 'x');
  for (const name of [sent, cancelled]) await utimes(storedPathOf(warehouse, name), long, long);
  const keep = { keep: 9, older: 0, isMeant: true };
  expect(await prune({ warehouse, ...keep, waiting: () => Promise.resolve(null) })).toMatchObject({
    originals: { count: 0 },
    originalsKept: expect.stringContaining('上传的记录读不出来'),
  });
  const done = await prune({ warehouse, ...keep, waiting: () => Promise.resolve(new Set([sent])) });
  expect(done).toMatchObject({ gone: [], originals: { count: 1 }, originalsKept: null });
  const files = await readdir(join(warehouse, 'files'));
  expect([sent, cancelled, today].map((name) => files.includes(name))).toEqual([true, false, true]);

  await writeFile(join(warehouse, `${versions[0]}.json`), '{');
  const blind = await prune({ warehouse, ...all });
  expect(blind.originalsKept).toContain(versions[0]);
  expect(await readdir(join(warehouse, 'files'))).toContain(originalOf(1));
});

test('an older version is published again, on record, and the next load comes after all', async () => {
  const { warehouse, again, folder, versions } = await loads(3);
  const [oldest = '', , newest = ''] = versions;
  expect(await restore(warehouse, oldest)).toEqual({ reason: null, before: newest });
  expect(await readCurrent(warehouse)).toMatchObject({ version: oldest, warning: null });
  expect(await listVersions(warehouse)).toEqual([...versions].reverse());
  expect((await verifyRecord(warehouse)).faults).toEqual([]);
  expect((await prune({ warehouse, ...all, isMeant: false })).stays[0]).toMatchObject({
    version: newest,
    reason: 'newest',
  });

  await rm(warehouseFile(warehouse, oldest));
  expect(await readCurrent(warehouse)).toMatchObject({ version: newest, warning: expect.stringContaining('缺失') });
  await writeFile(join(folder, 'trees.csv'), '编号,树高\nA,9\n');
  const { receipt } = await again();
  expect(receipt!.number).toMatch(/-0004$/);
  expect(await readCurrent(warehouse)).toMatchObject({ version: receipt!.version, warning: null });
  expect(await restore(warehouse, oldest)).toMatchObject({ reason: expect.stringContaining('缺失') });
  await truncate(warehouseFile(warehouse, newest), 5000);
  expect(await restore(warehouse, newest)).toMatchObject({ reason: expect.stringContaining('不完整') });
  expect(await restore(warehouse, '20260101T000000-00000000')).toMatchObject({
    reason: expect.stringContaining('没有版本'),
  });
});
