import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { load, rebuild, renew, reportRebuild, verifyRecord } from '#pipeline';
import { warehouseFormat } from '#spec';
import { followWarehouse, hashFile, readCurrent, readReceipt, receiptFile } from '#warehouse';
import { folderOf, trees } from '../content.ts';
import { inFormat } from '../older.ts';

const csv = '编号,树高\nA,1\nB,高\n';

function placesIn(root: string) {
  const warehouse = join(root, 'warehouse');
  const options = { warehouse, pipelines: join(root, 'pipelines'), reference: join(root, 'reference'), program: '1' };
  const again = () => load({ ...options, folder: join(root, 'handed-in'), asOf: '2026-06-30' });
  return { root, warehouse, options, again };
}

/** Loaded once, and copied for each test. */
const loaded = placesIn(await folderOf({ ...trees, 'handed-in/trees.csv': csv }));
const { receipt: first } = await loaded.again();

async function plot(format = 0) {
  const places = placesIn(await mkdtemp(join(tmpdir(), 'format-')));
  await cp(loaded.root, places.root, { recursive: true });
  const { version, files } = first!;
  await inFormat(format, places.warehouse, version);
  return { ...places, version, sha256: files[0]!.sha256 };
}

test('a record from before there was a format is read with everything that it leaves out', async () => {
  const { warehouse, version } = await plot();
  expect(JSON.parse(await readFile(receiptFile(warehouse, version), 'utf8'))).not.toHaveProperty('format');
  expect(await readReceipt(warehouse, version)).toMatchObject({
    format: 0,
    digest: '',
    sha256: '',
    loadedAt: expect.stringMatching(/^\S+ \S+$/),
    defects: [{ check: 'no_height', title: 'no_height', effect: 'cell', count: 1 }],
  });
});

test.each([0, warehouseFormat + 1])(
  'the same files as those of a version of format %i make a new version',
  async (format) => {
    const { again, version } = await plot(format);
    const { status, receipt } = await again();
    expect(status).toBe('published');
    expect(receipt).toMatchObject({ format: warehouseFormat, compared: null });
    expect(receipt!.version > version).toBe(true);
  }
);

test('a version of an older format is built again from its originals alone, as another one that names it', async () => {
  const { warehouse, options, version } = await plot();
  const before = await Promise.all(
    [join(warehouse, `${version}.duckdb`), receiptFile(warehouse, version)].map(hashFile)
  );
  const renewed = await renew(options);
  expect(renewed).toMatchObject({
    of: version,
    changed: null,
    outcome: {
      status: 'published',
      receipt: { format: warehouseFormat, rebuildOf: version, givenAsOf: '2026-06-30', files: [{ file: 'trees.csv' }] },
    },
  });
  expect(reportRebuild(renewed!)).toContain(`版本 ${version} 没有留下当时的口径和程序，不知道与现在有什么不同。`);
  expect(await readCurrent(warehouse)).toMatchObject({ warning: null, receipt: { rebuildOf: version } });
  expect(await renew(options)).toBeNull();
  expect(
    await Promise.all([join(warehouse, `${version}.duckdb`), receiptFile(warehouse, version)].map(hashFile))
  ).toEqual(before);
});

test('nothing is built where there is nothing, where it is read, or where a newer program made it', async () => {
  const { options, warehouse, version, again } = await plot(warehouseFormat + 1);
  expect(await renew({ ...options, warehouse: join(warehouse, 'nowhere') })).toBeNull();
  expect(await renew(options)).toBeNull();
  expect((await readCurrent(warehouse))?.version).toBe(version);
  await again();
  expect(await renew(options)).toBeNull();
});

test('two that find an older format at once build one version between them', async () => {
  const { warehouse, options, version } = await plot();
  const both = await Promise.all([renew(options), renew(options)]);
  expect(both.map((each) => each?.outcome.status ?? null).sort()).toEqual(['published', null].sort());
  expect((await readdir(warehouse)).filter((name) => name.endsWith('.duckdb'))).toHaveLength(2);
  expect((await readCurrent(warehouse))?.receipt.rebuildOf).toBe(version);
});

test('originals that are gone or damaged are named, and nothing changes until they are back', async () => {
  const { warehouse, options, version, sha256 } = await plot();
  const kept = join(warehouse, 'files', sha256);
  await appendFile(kept, 'C,3\n');
  expect((await renew(options))?.outcome).toMatchObject({
    status: 'refused',
    reasons: [expect.stringMatching(/^trees\.csv 的原件被改动过/)],
  });
  await rm(kept);
  expect((await renew(options))?.outcome).toMatchObject({
    status: 'refused',
    reasons: [expect.stringMatching(/^trees\.csv 的原件不在了/)],
  });
  expect((await readCurrent(warehouse))?.version).toBe(version);
  await writeFile(kept, csv);
  expect((await renew(options))?.outcome.status).toBe('published');
});

test('the journal tells what became of it', async () => {
  const { warehouse, options } = await plot();
  await rm(join(warehouse, 'record.sqlite'));
  expect((await renew(options))?.outcome.notes).toEqual([expect.stringContaining('现已补记')]);
  expect(await verifyRecord(warehouse)).toMatchObject({ lines: 2, faults: [] });
});

test('a rebuild by other content or another program says what is another', async () => {
  const root = await folderOf(trees);
  const folder = await folderOf({ 'trees.csv': csv });
  const options = {
    warehouse: join(root, 'warehouse'),
    pipelines: join(root, 'pipelines'),
    reference: join(root, 'reference'),
    program: '# node 24.1.0',
  };
  await load({ ...options, folder, asOf: null });
  expect(reportRebuild((await rebuild({ ...options, version: null }))!)).toContain('口径和程序与当时相同。');
  await appendFile(join(root, 'pipelines/metrics/height.sql'), '\n');
  const rebuilt = await rebuild({ ...options, program: '# node 24.2.0', version: null });
  expect(rebuilt?.changed).toEqual(['node', 'pipelines/metrics/height.sql']);
  expect(reportRebuild(rebuilt!)).toEqual(
    expect.arrayContaining(['口径与当时不同：pipelines/metrics/height.sql', '程序与当时不同：node'])
  );
});

test('a server that finds a version of another format says so for every question, and serves the next', async () => {
  const { warehouse, options, version } = await plot();
  const log: string[] = [];
  const served = await followWarehouse(warehouse, { poll: 30, log: (message) => log.push(message) });
  try {
    await expect(served.lease()).rejects.toMatchObject({
      status: 503,
      code: 'needs_rebuild',
      message: expect.stringMatching(new RegExp(`^版本 ${version} 的格式是 0，.*此版本需另建：请运行 npm run rebuild`)),
      details: { version, format: 0, reads: warehouseFormat },
    });
    expect(log).toEqual([expect.stringContaining('此版本需另建')]);
    const { outcome } = (await renew(options))!;
    await expect.poll(() => served.version()).toBe(outcome.receipt!.version);
    (await served.lease()).release();
    await expect(served.lease(version)).rejects.toMatchObject({
      status: 503,
      code: 'needs_rebuild',
      message: expect.stringMatching(/此版本需另建，不能查看；它的原件和回执都在/),
    });
  } finally {
    served.close();
  }
});

test('of a version that a newer program made it says to take that', async () => {
  const { warehouse } = await plot(warehouseFormat + 1);
  const served = await followWarehouse(warehouse);
  try {
    await expect(served.lease()).rejects.toMatchObject({
      code: 'needs_rebuild',
      message: expect.stringMatching(/由较新的程序建立，请更新程序后再打开/),
    });
  } finally {
    served.close();
  }
});
