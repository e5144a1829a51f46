import { appendFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { load, rebuild, reportRecord, verifyRecord, type LoadOptions } from '#pipeline';
import { hashFile, readCurrent, receiptFile } from '#warehouse';
import { openStore } from '#store';
import { folderOf, trees } from '../content.ts';
import { some } from '../../tier.ts';
import { inFormat } from '../older.ts';

async function plot() {
  const root = await folderOf(trees);
  const folder = await folderOf({ 'trees.csv': '编号,树高\nA,1\n' });
  const options = {
    warehouse: join(root, 'warehouse'),
    pipelines: join(root, 'pipelines'),
    reference: join(root, 'reference'),
    program: '1',
  };
  let day = 0;
  return {
    ...options,
    options,
    record: join(options.warehouse, 'record.sqlite'),
    /** Another version of the same files each time. */
    again: (more: Partial<LoadOptions> = {}) => load({ ...options, folder, asOf: `2026-06-0${(day += 1)}`, ...more }),
  };
}

function linesIn(record: string) {
  const store = openStore(record, { readOnly: true });
  try {
    return store.entries('journal').map(({ at, by, body }) => ({ at, by, ...(JSON.parse(body) as object) }));
  } finally {
    store.close();
  }
}

test('every version that is published has a line: when, by whom, and what it is', async () => {
  const { warehouse, record, again, options } = await plot();
  const { receipt } = await again({ origin: { by: { name: '张三', isVerified: false } } });
  await again({ dryRun: true });
  const rebuilt = await rebuild({ ...options, version: null });
  expect(linesIn(record)).toEqual([
    {
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/),
      by: '张三',
      event: 'published',
      version: receipt!.version,
      number: receipt!.number,
      receipt: await hashFile(receiptFile(warehouse, receipt!.version)),
      data: await hashFile(join(warehouse, `${receipt!.version}.duckdb`)),
      digest: receipt!.digest,
      rebuildOf: null,
      account: expect.any(String),
    },
    expect.objectContaining({ event: 'published', rebuildOf: receipt!.version, by: null }),
  ]);
  expect(receipt!.loadedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  expect(rebuilt?.outcome.status).toBe('published');
  const verified = await verifyRecord(warehouse);
  expect(verified).toEqual({ lines: 2, decisions: 0, head: expect.stringMatching(/^[0-9a-f]{64}$/), faults: [] });
  expect(reportRecord(verified)[0]).toBe('记录完整：2 条，前后相接，没有被改动；登记的版本和回执与登记时相同。');
});

test('a version that was published without a line is told, and entered by the next load, also one that changes nothing', async () => {
  const { warehouse, record, again } = await plot();
  const { receipt } = await again();
  await rm(record);
  expect((await verifyRecord(warehouse)).faults).toEqual([
    expect.stringContaining(`版本 ${receipt!.version} 没有登记`),
  ]);
  const same = await again({ asOf: '2026-06-01' });
  expect(same).toMatchObject({
    status: 'unchanged',
    notes: [expect.stringMatching(new RegExp(`^版本 ${receipt!.version} 发布时没有登记.*现已补记`))],
  });
  expect(linesIn(record)).toMatchObject([{ event: 'entered', version: receipt!.version, data: receipt!.sha256 }]);
  expect(await again({ asOf: '2026-06-01' })).toMatchObject({ status: 'unchanged', notes: [] });
  expect((await verifyRecord(warehouse)).faults).toEqual([]);
});

test('versions from before there was a journal are entered as they are found, the oldest first', async () => {
  const { warehouse, record, again } = await plot();
  const versions = [(await again()).receipt!.version, (await again()).receipt!.version];
  for (const version of versions) await inFormat(0, warehouse, version);
  await rm(record);
  const { receipt, notes } = await again();
  expect(notes).toHaveLength(2);
  expect(linesIn(record)).toMatchObject([
    { event: 'entered', version: versions[0], data: '', digest: '' },
    { event: 'entered', version: versions[1] },
    { event: 'published', version: receipt!.version },
  ]);
  expect((await verifyRecord(warehouse)).faults).toEqual([]);
});

type Harm = [string, (at: { warehouse: string; record: string; version: string }) => unknown, RegExp];
const harms: readonly Harm[] = [
  [
    'a receipt that was changed',
    ({ warehouse, version }) => appendFile(receiptFile(warehouse, version), ' '),
    /\.json 与登记时不同：登记的是 [0-9a-f]{64}/,
  ],
  ['a receipt that is gone', ({ warehouse, version }) => rm(receiptFile(warehouse, version)), /\.json 不在了/],
  [
    'a version that was changed',
    ({ warehouse, version }) => appendFile(join(warehouse, `${version}.duckdb`), 'x'),
    /\.duckdb 与登记时不同/,
  ],
  ['a version that is gone', ({ warehouse, version }) => rm(join(warehouse, `${version}.duckdb`)), /\.duckdb 不在了/],
  [
    'a line that was changed',
    ({ record }) =>
      new DatabaseSync(record).exec(
        `drop trigger entries_never_change; update entries set body = replace(body, '2026-', '2025-') where position = 1`
      ),
    /^第 1 条：内容被改动过/,
  ],
  [
    'a last line that was taken off',
    ({ record }) => new DatabaseSync(record).exec('drop trigger entries_stay; delete from entries where position = 2'),
    /已发布而没有登记/,
  ],
];
test.each(some(harms, 3))('%s is found out', async (_, harm, fault) => {
  const { warehouse, record, again } = await plot();
  const { receipt } = await again();
  await again();
  await harm({ warehouse, record, version: receipt!.version });
  const verified = await verifyRecord(warehouse);
  expect(verified.faults).toEqual([expect.stringMatching(fault)]);
  expect(reportRecord(verified).at(-1)).toBe('记录不完整：1 处不符。');
});

test('a tail that was cut off shows by a receipt, and by a head that was noted down', async () => {
  const { warehouse, record, again } = await plot();
  await again();
  const store = openStore(record);
  const noted = store.append({ stream: 'use', at: '2026-11-28T12:00:00+08:00', by: 'a', body: '{"event":"exported"}' });
  store.close();
  const { receipt } = await again();
  expect(receipt!.record).toBe(noted.hash);
  expect((await verifyRecord(warehouse, [noted.hash])).faults).toEqual([]);
  new DatabaseSync(record).exec('drop trigger entries_stay; delete from entries where position > 1');
  const { faults } = await verifyRecord(warehouse, [noted.hash]);
  const said = new RegExp(`${noted.hash.slice(0, 12)}，记录里没有：后面被截去了$`);
  expect(faults.filter((fault) => said.test(fault))).toEqual([
    expect.stringContaining(`版本 ${receipt!.version} 的回执`),
    expect.stringContaining('抄下的'),
  ]);
});

test.each<[string, (record: string) => Promise<void>]>([
  ['is something else', (record) => writeFile(record, 'x'.repeat(9000))],
  ['is cut off', (record) => truncate(record, 3000)],
])('a record that %s lets nothing be published, and says so', async (_, harm) => {
  const { warehouse, record, again } = await plot();
  const { receipt } = await again();
  await harm(record);
  await expect(again()).rejects.toThrow(/^记录 .*record\.sqlite 打不开（.*请从备份恢复它/);
  expect((await readCurrent(warehouse))?.version).toBe(receipt!.version);
});

test('a first load with a record that cannot be opened publishes nothing', async () => {
  const { warehouse, record, again } = await plot();
  await folderOf({ 'record.sqlite': 'x'.repeat(9000) }, warehouse);
  await expect(again()).rejects.toThrow(/record\.sqlite 打不开/);
  expect(await readCurrent(warehouse)).toBeNull();
  await rm(record);
  expect((await again()).status).toBe('published');
});
