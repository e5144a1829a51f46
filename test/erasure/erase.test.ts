import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { backUp, bringBack, damageOf, filesOf, readRedactions, rebuild, verifyRecord } from '#pipeline';
import { erase, resume } from '#erasure';
import { digestOfFile, faultOf, followWarehouse, hashFile, readReceipt, warehouseFile } from '#warehouse';
import { isFull } from '../tier.ts';
import { findTexts } from './find-texts.ts';
import { gone, office, spelled, staying } from './office.ts';

vi.setConfig({ testTimeout: 120_000 });

const said = { by: '示例管理员', basis: '本人要求（示例）' };

test('a person goes out of everything that a warehouse and its backups hold, and every number stays', async () => {
  const { warehouse, versions, root } = await office();
  const backups = await mkdtemp(join(tmpdir(), 'backups-'));
  await backUp(warehouse, backups);
  const [first, second] = versions;
  const before = await Promise.all(versions.map((version) => digestOfFile(warehouseFile(warehouse, version))));
  const receipts = await Promise.all(versions.map((version) => readReceipt(warehouse, version)));
  const served = await followWarehouse(warehouse, { poll: 50 });
  const notesOf = async (version: string) => {
    const lease = await served.lease(version);
    try {
      return JSON.stringify(await (await lease.read('notes', 'select note from marts.projects')).rows());
    } finally {
      lease.release();
    }
  };
  const opened = await Promise.all(versions.map(notesOf));
  for (const notes of opened) expect(notes).toMatch('找柳听泉');
  const mark = served.mark();
  const holding = await findTexts(warehouse, spelled);
  for (const place of ['uploads/', 'record.sqlite', 'alerts.sqlite', 'files/', `${first}.duckdb!`, `${second}.duckdb!`])
    expect(
      holding.some((each) => each.startsWith(place)),
      place
    ).toBe(true);
  expect((await findTexts(backups, spelled)).length).toBeGreaterThan(10);

  const tried = await erase({ warehouse, backups, sought: { texts: gone }, isMeant: false, ...said });
  expect(JSON.stringify(tried)).not.toMatch(/柳听泉(?!苗圃)|13977701234|86660123|ting\.quan/);
  expect(await findTexts(warehouse, spelled)).toEqual(holding);

  const done = await erase({ warehouse, backups, sought: { texts: gone }, isMeant: true, ...said });
  expect({ ...done, id: tried.id, isDone: false }).toMatchObject({ texts: 4, stays: tried.stays });
  // The name of a firm is no person; what is left of the name stands in it alone.
  const left = await findTexts(warehouse, spelled);
  expect(left.filter((each) => !each.endsWith(': 柳听泉'))).toEqual([]);
  expect(left.every((each) => /^files\/|\.duckdb/.test(each))).toBe(true);
  expect(
    await findTexts(warehouse, ['找柳听泉', '问过柳听泉', '柳听泉,', '柳听泉说', '请柳听泉', '删去的', '填表人：柳'])
  ).toEqual([]);
  expect(
    await findTexts(backups, ['139 7770 1234', '13977701234', '053186660123', 'ting.quan@example.com', '柳听泉说'])
  ).toEqual([]);
  for (const text of staying) expect((await findTexts(warehouse, [text])).length).toBeGreaterThan(3);
  expect(done.stays.join()).toMatch('单位、项目或地方的名称');

  for (const [at, version] of versions.entries()) {
    const receipt = await readReceipt(warehouse, version);
    expect(receipt).toMatchObject({ sha256: receipts[at]!.sha256, fingerprint: receipts[at]!.fingerprint });
    expect(receipt.redacted).toMatchObject([{ ...said, sha256: await hashFile(warehouseFile(warehouse, version)) }]);
    expect(await faultOf(warehouse, version)).toBeNull();
    expect(await damageOf(warehouse, filesOf(receipt))).toEqual([]);
    const after = await digestOfFile(warehouseFile(warehouse, version));
    const others = [...before[at]!].filter(([table, sum]) => after.get(table) !== sum).map(([table]) => table);
    expect(others.filter((table) => !/^(sources|staging|validated|loads|resolved|checks)\./.test(table))).toEqual([
      'marts.projects',
    ]);
    expect([...after.keys()]).toEqual([...before[at]!.keys()]);
  }
  // Whoever serves them reads the new files, and keeps no answer that was made of the old ones.
  await served.refresh();
  for (const notes of await Promise.all(versions.map(notesOf))) expect(notes).not.toMatch(/找柳|139/);
  expect([served.faults(), served.warning(), served.mark() === mark]).toEqual([[], null, false]);
  served.close();
  expect((await verifyRecord(warehouse)).faults).toEqual([]);
  const [record] = await readRedactions(warehouse);
  expect(record).toMatchObject({ ...said, texts: 4 });
  expect(Object.keys(record!.files)).toHaveLength(5);

  // The originals as they are now make the same version again.
  if (!isFull) return;
  const rebuilt = await rebuild({
    version: null,
    warehouse,
    pipelines: join(root, 'pipelines'),
    reference: join(root, 'reference'),
    program: '1.0.0',
    onProgress: () => undefined,
  });
  expect(rebuilt!.outcome.reasons).toEqual([]);
  expect(rebuilt!.marts!.filter(({ isSame }) => !isSame)).toEqual([]);

  const back = join(await mkdtemp(join(tmpdir(), 'back-')), 'warehouse');
  expect(await bringBack(backups, back)).toMatchObject({ reasons: [], faults: [] });
  expect(await resume({ warehouse })).toBeNull();
});

test.runIf(isFull)('of a project go the persons that no other project needs', async () => {
  const { warehouse } = await office();
  const done = await erase({ warehouse, backups: null, sought: { projects: ['C'] }, isMeant: true, ...said });
  expect(done).toMatchObject({ projects: 1, texts: 1 });
  expect(done.stays.join()).toMatch('1 个姓名或号码在别的项目的行里也写着');
  expect(await findTexts(warehouse, ['0531-86660123'])).toEqual([]);
  expect((await findTexts(warehouse, ['13977701234'])).length).toBeGreaterThan(0);
});
