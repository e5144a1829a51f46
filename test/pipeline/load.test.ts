import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashOf, readCurrent } from '#warehouse';
import { civilDay } from '#spec';
import { trees } from './content.ts';
import { answer, csv, plot, stateOf } from './plot.ts';

test('a folder is published as a version, with a receipt that accounts for every row', async () => {
  const { warehouse, again, steps } = await plot();
  const outcome = await again();
  const current = await readCurrent(warehouse);
  expect(outcome).toMatchObject({ status: 'published', reasons: [] });
  expect(current).toMatchObject({ version: outcome.receipt?.version, warning: null, receipt: outcome.receipt });
  expect(outcome.receipt).toMatchObject({
    asOf: civilDay(new Date(outcome.receipt!.loadedAt)),
    isSample: false,
    files: [
      {
        file: 'trees.csv',
        sheet: '',
        source: 'trees',
        sourceTitle: '树木表',
        status: 'loaded',
        headerRow: 1,
        unknownColumns: [],
        read: 4,
        loaded: 3,
        superseded: 0,
        rejected: 1,
        totals: 0,
        blank: 0,
      },
    ],
    assertions: [{ name: 'same', title: '每棵有效的树都在主题表里', broken: 0 }],
    defects: [
      { check: 'no_height', title: '树高读不出', effect: 'cell', count: 1 },
      { check: 'no_id', title: '没有编号', effect: 'row', count: 1 },
    ],
  });
  expect(outcome.defects).toEqual([
    {
      check: 'no_height',
      source: 'trees',
      file: 'trees.csv',
      sheet: '',
      row: 3,
      column: '树高',
      value: '高',
      problem: '不是数',
      fix: '改成数',
      effect: 'cell',
    },
    {
      check: 'no_id',
      source: 'trees',
      file: 'trees.csv',
      sheet: '',
      row: 4,
      column: '编号',
      value: null,
      problem: '没有编号',
      fix: '补上编号',
      effect: 'row',
    },
  ]);
  expect(steps).toEqual(
    expect.arrayContaining([
      '核对文件',
      '读取 trees.csv',
      '计算 主题表',
      '登记',
      '写盘',
      '回读校验',
      '保存原件',
      '发布',
    ])
  );
  expect(await answer(warehouse, 'select project_id, height from marts.projects order by all')).toEqual([
    { project_id: 'A', height: 1.5 },
    { project_id: 'B', height: null },
    { project_id: 'C', height: 2 },
  ]);
});

test('the version holds what explains it: the load, the files, the defects and the catalog', async () => {
  const { warehouse, again } = await plot({ files: { '示例数据/trees 示例数据.csv': csv } });
  const { receipt } = await again({ asOf: '2026-06-30' });
  expect(await answer(warehouse, 'select version, fingerprint, as_of, is_sample from loads.load')).toEqual([
    { version: receipt?.version, fingerprint: receipt?.fingerprint, as_of: '2026-06-30', is_sample: true },
  ]);
  expect(receipt).toMatchObject({ isSample: true, asOf: '2026-06-30' });
  expect(await answer(warehouse, 'select file, read, loaded, rejected from loads.files')).toEqual([
    { file: '示例数据/trees 示例数据.csv', read: 4, loaded: 3, rejected: 1 },
  ]);
  expect(await answer(warehouse, 'select "check", row, "column", value, effect from loads.defects')).toEqual([
    { check: 'no_height', row: 3, column: '树高', value: '高', effect: 'cell' },
    { check: 'no_id', row: 4, column: '编号', value: null, effect: 'row' },
  ]);
  expect(await answer(warehouse, 'select name, title, unit, definition, sql from catalog.metrics')).toEqual([
    {
      name: 'height',
      title: '总树高',
      unit: '元',
      definition: '树高之和',
      sql: expect.stringContaining('sum(p.height)'),
    },
  ]);
  expect(await answer(warehouse, "select * from catalog.columns where mart = 'projects'")).toEqual([
    {
      mart: 'projects',
      name: 'project_id',
      title: '编号',
      unit: null,
      format: null,
      type: 'string',
      definition: null,
      formula: null,
    },
    {
      mart: 'projects',
      name: 'height',
      title: '树高',
      unit: '米',
      format: null,
      type: 'number',
      definition: null,
      formula: null,
    },
  ]);
  expect(
    await answer(
      warehouse,
      "select title, type from catalog.columns where mart = 'findings' and name in ('evidence', 'as_of')"
    )
  ).toEqual([
    { title: '依据', type: 'json' },
    { title: '截至日', type: 'date' },
  ]);
});

test('the bytes of every file are kept as handed in, the refused ones too', async () => {
  const other = Buffer.from([0, 1, 2, 255]);
  const { warehouse, again } = await plot({
    files: { 'trees.csv': csv, 'trees-2.csv': '编号\nD\n', '别的.csv': other },
  });
  const { receipt } = await again();
  expect(receipt?.files.map(({ file, status }) => [file, status]).sort()).toEqual([
    ['trees-2.csv', 'refused'],
    ['trees.csv', 'loaded'],
    ['别的.csv', 'refused'],
  ]);
  const kept = await readdir(join(warehouse, 'files'));
  const bytes = await Promise.all(kept.map((name) => readFile(join(warehouse, 'files', name))));
  expect(bytes.map(hashOf)).toEqual(kept);
  expect(bytes.map(String)).toEqual(expect.arrayContaining([csv, '编号\nD\n', String(other)]));
});

test('so are the bytes of what it was made by, as its manifest lists them', async () => {
  const { warehouse, again } = await plot();
  const { receipt } = await again();
  const read = (name: string) => readFile(join(warehouse, 'files', name), 'utf8');
  const manifest = await read(receipt!.digest);
  expect(manifest).toMatch(/^1\.0\.0\n[0-9a-f]{64} {2}data\/reference\/batches\.csv\n/);
  const listed = Array.from(manifest.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm), ([, sha256, path]) => [path, sha256]);
  expect(
    Object.fromEntries(await Promise.all(listed.map(async ([path, sha256]) => [path, await read(sha256!)])))
  ).toEqual(
    Object.fromEntries(
      Object.entries(trees).map(([path, text]) => [path.replace(/^reference/, 'data/reference'), text])
    )
  );
  expect(await answer(warehouse, 'select sha256 from sources.reference')).toEqual([
    { sha256: listed.find(([path]) => path === 'data/reference/batches.csv')![1] },
  ]);
});

test('after a load there is the version, its record, the pointer and the originals, and nothing else', async () => {
  const { warehouse, again } = await plot();
  const { receipt } = await again();
  expect((await readdir(warehouse)).sort()).toEqual([
    '.lock',
    `${receipt?.version}.duckdb`,
    `${receipt?.version}.json`,
    'current',
    'files',
    'record.sqlite',
  ]);
});

test('the same again keeps the originals anew that were lost or changed', async () => {
  const { warehouse, again } = await plot();
  const { receipt } = await again();
  const before = await stateOf(join(warehouse, 'files'));
  const original = join(warehouse, 'files', receipt!.files[0]!.sha256);
  for (const damage of [() => rm(original), () => writeFile(original, 'rotten')]) {
    await damage();
    expect(await again()).toMatchObject({ status: 'unchanged', notes: [expect.stringContaining('1 个原件')] });
    expect(await stateOf(join(warehouse, 'files'))).toBe(before);
  }
  expect(await again()).toMatchObject({ status: 'unchanged', notes: [] });
});

test('the same again publishes nothing; a change of a file, the day, the content or the program does', async () => {
  const { root, folder, warehouse, again } = await plot();
  const first = await again();
  const before = await stateOf(warehouse);
  expect(await again()).toMatchObject({ status: 'unchanged', receipt: { version: first.receipt?.version } });
  expect(await stateOf(warehouse)).toBe(before);
  const changes = [
    () => again({ asOf: '2026-06-30' }),
    () => again({ program: '1.0.1' }),
    () => again({ program: '1.0.1\n# duckdb 2' }),
    () => appendFile(join(folder, 'trees.csv'), 'D,4\n').then(() => again()),
    () => appendFile(join(root, 'reference/batches.csv'), '2026,2026-04-24\n').then(() => again()),
    () => appendFile(join(root, 'pipelines/marts/projects.sql'), '\n').then(() => again()),
  ];
  const versions = [first.receipt?.version];
  for (const change of changes) {
    const { status, receipt } = await change();
    expect(status).toBe('published');
    versions.push(receipt?.version);
  }
  expect(versions).toEqual([...new Set(versions)].sort());
  expect((await readdir(warehouse)).filter((name) => name.endsWith('.duckdb'))).toEqual(
    versions.map((version) => `${version}.duckdb`)
  );
});

test('a version that is damaged is made again from the same files', async () => {
  const { warehouse, again } = await plot();
  const { receipt } = await again();
  await truncate(join(warehouse, `${receipt?.version}.duckdb`), 5000);
  expect(await readCurrent(warehouse)).toBeNull();
  expect((await again()).status).toBe('published');
  expect(await answer(warehouse, 'select count(*)::integer as n from marts.projects')).toEqual([{ n: 3 }]);
});

test('a dry run reports everything and changes nothing', async () => {
  const { warehouse, again } = await plot();
  const outcome = await again({ dryRun: true });
  expect(outcome).toMatchObject({
    status: 'dry-run',
    receipt: { files: [{ loaded: 3 }] },
    defects: [{ check: 'no_height' }, { check: 'no_id' }],
  });
  await expect(readdir(warehouse)).rejects.toThrow('ENOENT');
  await again();
  const before = await stateOf(warehouse);
  expect(await again({ dryRun: true })).toMatchObject({ status: 'dry-run' });
  expect(await stateOf(warehouse)).toBe(before);
});

test('the first defects of each check, where not all are asked for', async () => {
  const { again } = await plot({ files: { 'trees.csv': `编号,树高\n${'A,高\n'.repeat(9)},1\n` } });
  const { receipt, defects } = await again({ perCheck: 2 });
  expect(receipt?.defects).toEqual([
    { check: 'no_height', title: '树高读不出', effect: 'cell', count: 9 },
    { check: 'no_id', title: '没有编号', effect: 'row', count: 1 },
  ]);
  expect(defects.map(({ check, row }) => [check, row])).toEqual([
    ['no_height', 2],
    ['no_height', 3],
    ['no_id', 11],
  ]);
});

test('a second source needs its contract and its models, and no change of the engine', async () => {
  const { warehouse, again } = await plot({
    files: { 'trees.csv': csv, 'birds.csv': '编号,鸟\nA,鹊\nB,鸦\n' },
    content: {
      'pipelines/sources/birds.ts': `export default { title: '鸟类表', files: ['birds'], columns: {
        tree_id: { header: '编号', kind: 'id', required: true, essential: true }, bird: { header: '鸟', kind: 'text' } } };`,
      'pipelines/staging/birds.sql':
        '-- title: 鸟类表\n-- grain: 一行一只\nselect "编号" as tree_id, "鸟" as bird, source_file, source_sheet, source_row from sources.birds',
      'pipelines/parsers/text.sql': '-- takes: cell\n-- title: 文字\ncell',
      'pipelines/marts/birds.sql':
        '-- title: 鸟\n-- grain: 一只鸟一行\n-- tree_id: 编号\n-- bird: 鸟\nselect tree_id, bird from validated.birds',
    },
  });
  const { receipt } = await again();
  expect(receipt?.files.map(({ file, source, loaded }) => [file, source, loaded]).sort()).toEqual([
    ['birds.csv', 'birds', 2],
    ['trees.csv', 'trees', 3],
  ]);
  expect(await answer(warehouse, 'select * from marts.birds order by all')).toEqual([
    { tree_id: 'A', bird: '鹊' },
    { tree_id: 'B', bird: '鸦' },
  ]);
});
