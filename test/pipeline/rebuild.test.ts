import { appendFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { load, rebuild, reportRebuild, type StoredFile } from '#pipeline';
import { openFile, readCurrent } from '#warehouse';
import { folderOf, trees, type Files } from './content.ts';

async function plot(files: Files) {
  const root = await folderOf(trees);
  const warehouse = join(root, 'warehouse');
  const options = {
    warehouse,
    pipelines: join(root, 'pipelines'),
    reference: join(root, 'reference'),
    program: '1.0.0',
  };
  const first = await load({
    ...options,
    asOf: '2026-06-30',
    folder: await folderOf(files),
    origin: { by: { name: '张三', isVerified: false } },
  });
  if (first.receipt === null) throw new Error(first.reasons.join());
  return {
    root,
    warehouse,
    options,
    first: first.receipt,
    again: (version: string | null = null) => rebuild({ ...options, version }),
  };
}

const rows = (warehouse: string, sql: string) =>
  readCurrent(warehouse).then(async (current) => {
    const file = await openFile(current!.path, current!.version);
    return (await file.read('test', sql)).rows().finally(() => file.close());
  });

test('a version is built again from the kept bytes and its record alone, with the same numbers', async () => {
  const { warehouse, first, again } = await plot({
    'trees-10.csv': '编号,树高\nA,1\nB,2\n',
    'trees-9.csv': '编号,树高\nA,7\nC,高\n',
  });
  const rebuilt = await again();
  expect(rebuilt?.marts?.length).toBeGreaterThan(0);
  expect(rebuilt?.marts?.every(({ isSame }) => isSame)).toBe(true);
  expect(reportRebuild(rebuilt!).join('\n')).toContain(`一致：与版本 ${first.version} 比较`);
  const { receipt } = rebuilt!.outcome;
  expect(receipt).toMatchObject({
    rebuildOf: first.version,
    number: first.number!.replace(/1$/, '2'),
    fingerprint: first.fingerprint,
    givenAsOf: '2026-06-30',
    files: first.files,
  });
  expect((await readCurrent(warehouse))?.version).toBe(receipt?.version);
});

test('a version whose data file is damaged or gone is built again; so is the order of its files', async () => {
  const { warehouse, options, again } = await plot({ 'trees.csv': '编号,树高\nA,1\n' });
  const kept = (await readCurrent(warehouse))!.receipt.files[0]!.sha256;
  const other = await load({ ...options, asOf: null, folder: await folderOf({ 'trees-2.csv': '编号,树高\nA,2\n' }) });
  const late = other.receipt!.files[0]!.sha256;
  // By their names trees-2 would come after trees; here it was handed in first.
  const files: StoredFile[] = [
    { path: 'trees-2.csv', sha256: late },
    { path: 'trees.csv', sha256: kept },
  ];
  const set = await load({ ...options, asOf: null, set: async () => ({ files, asOf: null }) });
  expect(set.receipt?.files.map(({ file }) => file)).toEqual(['trees-2.csv', 'trees.csv']);
  const before = await rows(warehouse, 'select * from marts.projects order by all');
  await truncate(join(warehouse, `${set.receipt!.version}.duckdb`), 4096);
  const damaged = await again();
  expect(damaged).toMatchObject({ of: set.receipt!.version, marts: null, outcome: { status: 'published' } });
  expect(await rows(warehouse, 'select * from marts.projects order by all')).toEqual(before);
  await rm(join(warehouse, `${damaged!.outcome.receipt!.version}.duckdb`));
  expect((await again())?.outcome).toMatchObject({
    status: 'published',
    receipt: { files: [{ file: 'trees-2.csv' }, { file: 'trees.csv' }] },
  });
  expect(await rows(warehouse, 'select * from marts.projects order by all')).toEqual(before);
});

test('bytes that are gone or were changed are named, and nothing is published', async () => {
  const { warehouse, first, again } = await plot({ 'trees.csv': '编号,树高\nA,1\n' });
  const place = join(warehouse, 'files', first.files[0]!.sha256);
  const bytes = await readFile(place);
  await appendFile(place, 'B,2\n');
  expect((await again())?.outcome).toMatchObject({
    status: 'refused',
    reasons: [expect.stringMatching(/^trees\.csv 的原件被改动过/)],
  });
  await rm(place);
  expect((await again())?.outcome).toMatchObject({
    status: 'refused',
    reasons: [expect.stringMatching(/^trees\.csv 的原件不在了/)],
  });
  await writeFile(place, bytes);
  expect((await again())?.outcome.status).toBe('published');
});

test('by other pipelines it says which marts differ; by the same, a difference is refused', async () => {
  const { root, again, first, options } = await plot({ 'trees.csv': '编号,树高\nA,1\nB,2\n' });
  await writeFile(
    join(root, 'pipelines/marts/projects.sql'),
    trees['pipelines/marts/projects.sql'] + ' where true or random() > 2 limit 100'
  );
  expect(reportRebuild((await again())!).join('\n')).toContain('一致');
  await writeFile(
    join(root, 'pipelines/assertions/same.sql'),
    "-- title: 无\n-- left: 左\n-- right: 右\nselect '无' as what, 1 as left_side, 1 as right_side"
  );
  await writeFile(
    join(root, 'pipelines/marts/projects.sql'),
    trees['pipelines/marts/projects.sql'] + ` where project_id <> 'B'`
  );
  const changed = await again();
  expect(changed?.outcome.status).toBe('published');
  expect(changed?.marts).toContainEqual({ name: 'marts.projects', isSame: false, rows: { before: 2, after: 1 } });
  expect(reportRebuild(changed!).join('\n')).toMatch(/不一致[\s\S]*marts\.projects\s+2 行\s+1 行/);
  await writeFile(
    join(root, 'pipelines/marts/projects.sql'),
    '-- title: 树\n-- grain: 一行一棵\n-- project_id: 编号\nselect tree_id || uuid()::varchar as project_id, height from validated.trees'
  );
  await load({ ...options, asOf: null, folder: await folderOf({ 'trees.csv': '编号,树高\nA,1\n' }) });
  expect((await again())?.outcome).toMatchObject({
    status: 'refused',
    reasons: [expect.stringContaining('marts.projects')],
  });
  expect((await again(first.version))?.outcome.status).toBe('dry-run');
});

test('an older version is compared and not published', async () => {
  const { warehouse, options, first, again } = await plot({ 'trees.csv': '编号,树高\nA,1\n' });
  const { receipt } = await load({
    ...options,
    asOf: null,
    folder: await folderOf({ 'trees.csv': '编号,树高\nA,5\n' }),
  });
  const rebuilt = await again(first.version);
  expect(rebuilt).toMatchObject({
    of: first.version,
    outcome: { status: 'dry-run' },
    marts: expect.arrayContaining([{ name: 'marts.projects', isSame: true, rows: { before: 1, after: 1 } }]),
  });
  expect((await readCurrent(warehouse))?.version).toBe(receipt?.version);
});

test('an empty warehouse has nothing to build again', async () => {
  const root = await folderOf(trees);
  expect(
    await rebuild({
      warehouse: join(root, 'warehouse'),
      pipelines: join(root, 'pipelines'),
      reference: join(root, 'reference'),
      program: '1',
      version: null,
    })
  ).toBeNull();
});
