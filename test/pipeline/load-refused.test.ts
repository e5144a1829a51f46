import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { buildSizeFor } from '#pipeline';
import { expect, test } from 'vitest';
import { hashOf, readCurrent } from '#warehouse';
import { folderOf, trees } from './content.ts';
import { csv, plot, stateOf } from './plot.ts';

test.each([
  ['a folder that is not there', { folder: '/nowhere/at/all' }, {}, /^找不到文件夹 \/nowhere\/at\/all/],
  ['an empty folder', {}, {}, /^文件夹 .* 是空的/],
  [
    'a folder of hidden files and notes',
    {},
    { '.DS_Store': 'x', '~$trees.xlsx': 'x', '说明.txt': 'x' },
    /^没有一个文件可以导入/,
  ],
  ['a folder of other things', {}, { 'cat.jpg': 'meow', 'readme.csv': 'a,b\n1,2\n' }, /^没有一个文件可以导入/],
  ['files without one usable row', {}, { 'trees.csv': '编号,树高\n,1\n' }, /^没有一个项目可以导入/],
])('%s is refused, and leaves nothing behind', async (_, options, files, reason) => {
  const { warehouse, again } = await plot({ files });
  const outcome = await again(options);
  expect(outcome.status).toBe('refused');
  expect(outcome.reasons[0]).toMatch(reason);
  await expect(readdir(warehouse)).rejects.toThrow('ENOENT');
});

test('a file in place of a folder is refused', async () => {
  const { folder, again } = await plot();
  expect((await again({ folder: join(folder, 'trees.csv') })).reasons).toEqual([expect.stringContaining('不是文件夹')]);
});

test('a file in place of the warehouse is refused', async () => {
  const { folder, again } = await plot();
  expect((await again({ warehouse: join(folder, 'trees.csv') })).reasons).toEqual([
    expect.stringMatching(/^数据仓库目录 .*trees\.csv 是一个文件/),
  ]);
});

test('a warehouse inside the folder is refused', async () => {
  const { folder, again } = await plot();
  expect((await again({ warehouse: join(folder, 'w') })).reasons).toEqual([expect.stringContaining('里面')]);
  expect(await readdir(folder)).toEqual(['trees.csv']);
});

test('a warehouse inside the folder is refused by whatever link it is called', async () => {
  const { folder, root, again } = await plot();
  const link = join(root, 'link');
  await symlink(folder, link);
  expect((await again({ warehouse: join(link, 'w/w') })).reasons).toEqual([expect.stringContaining('里面')]);
  expect((await again({ folder: link, warehouse: join(folder, 'w') })).reasons).toEqual([
    expect.stringContaining('里面'),
  ]);
  expect(await readdir(folder)).toEqual(['trees.csv']);
});

test('a name in the bytes of an old Windows is told, with what to do', async () => {
  const { folder, again } = await plot();
  const name = Buffer.from([0xca, 0xf7, 0xc4, 0xbe]);
  await writeFile(Buffer.concat([Buffer.from(`${folder}/`), name, Buffer.from('.csv')]), '编号,树高\nA,1\n');
  await expect(again()).rejects.toThrow('按 GBK 看是“树木.csv”');
});

test('nobody else on the machine reads a warehouse', async () => {
  const { warehouse, again } = await plot();
  await again();
  expect((await stat(warehouse)).mode & 0o777).toBe(0o700);
  await chmod(warehouse, 0o755);
  await again();
  expect((await stat(warehouse)).mode & 0o777).toBe(0o750);
});

test('a refused load lists what it found, every defect, and changes nothing', async () => {
  const { folder, warehouse, again } = await plot();
  await again();
  const before = await stateOf(warehouse);
  await writeFile(join(folder, 'trees.csv'), '编号,树高\n,1\n,2\n');
  const outcome = await again();
  expect(outcome).toMatchObject({
    status: 'refused',
    receipt: { files: [{ file: 'trees.csv', read: 2, rejected: 2 }], defects: [{ check: 'no_id', count: 2 }] },
  });
  expect(outcome.defects.map(({ row }) => row)).toEqual([2, 3]);
  expect(await stateOf(warehouse)).toBe(before);
});

test('a broken assertion publishes nothing and is named', async () => {
  const { root, warehouse, again } = await plot();
  await again();
  const before = await stateOf(warehouse);
  await writeFile(
    join(root, 'pipelines/marts/projects.sql'),
    `${String(trees['pipelines/marts/projects.sql'])} limit 2`
  );
  const outcome = await again();
  expect(outcome.reasons).toEqual([expect.stringMatching(/^平衡校验“每棵有效的树都在主题表里”不成立（1 处/)]);
  expect(outcome.receipt?.assertions).toEqual([{ name: 'same', title: '每棵有效的树都在主题表里', broken: 1 }]);
  expect(await stateOf(warehouse)).toBe(before);
});

test('content that does not run publishes nothing and is named', async () => {
  const { root, warehouse, again } = await plot();
  await again();
  const before = await stateOf(warehouse);
  await writeFile(join(root, 'pipelines/marts/projects.sql'), 'select oops');
  expect((await again()).reasons).toEqual(
    expect.arrayContaining([expect.stringMatching(/^pipelines\/marts\/projects\.sql 第 1 行：没有列“oops”/)])
  );
  expect(await stateOf(warehouse)).toBe(before);
});

test('a source that nothing stages is named', async () => {
  const { root, again } = await plot();
  for (const model of ['staging/trees', 'checks/no_id', 'assertions/same'])
    await rm(join(root, `pipelines/${model}.sql`));
  await writeFile(
    join(root, 'pipelines/marts/projects.sql'),
    "-- title: 树\n-- grain: 一棵树一行\n-- project_id: 编号\n-- height: 树高\nselect '1' as project_id, 1 as height"
  );
  expect((await again()).reasons).toEqual([
    'pipelines/sources/trees.ts：没有 pipelines/staging/trees.sql：交来的每张表都要有。',
  ]);
});

test('a folder larger than the disk is refused before it is read', async () => {
  const { folder, again, steps } = await plot();
  await truncate(join(folder, 'trees.csv'), 2 ** 43);
  expect((await again()).reasons).toEqual([expect.stringMatching(/^磁盘空间不足：导入约需 41,943,104 MB，/)]);
  expect(steps).toEqual(['核对口径']);
});

test('a folder that does not fit into memory is refused before it is read, with how much it takes', async () => {
  const { folder, warehouse, again, steps } = await plot();
  await truncate(join(folder, 'trees.csv'), 2 ** 30);
  const { reasons } = await again({ memory: 2 ** 29 });
  expect(reasons).toEqual([
    expect.stringMatching(/^内存不足：.* 1,024 MB，导入约需 1,216 MB 内存，现在给了 512 MB。.*--memory 2GB/),
  ]);
  expect(steps).toEqual(['核对口径']);
  await expect(readdir(warehouse)).rejects.toThrow('ENOENT');
});

test('a load takes the memory it is given, else what it is worth, at most half of what there is', async () => {
  const { again } = await plot();
  expect(await again({ memory: 2 ** 28 })).toMatchObject({ status: 'published' });
  const memory = (bytes: number, given?: number) => Number.parseInt(buildSizeFor(bytes, given).memory ?? '');
  const half = Math.floor(Math.min(totalmem(), process.constrainedMemory() || Infinity) / 2 ** 21);
  expect([memory(1000), memory(2 ** 30, 2 ** 28), memory(10 ** 12)]).toEqual([700, 256, half]);
  expect(memory(2 ** 30)).toBe(Math.min(2250, half));
});

test.each(['读取', '写盘', '保存原件'])(
  'a file that is changed at %s is loaded and kept as it was taken',
  async (at) => {
    const { folder, warehouse, again } = await plot();
    const onProgress = ({ step }: { step: string }) => {
      if (step === at) writeFileSync(join(folder, 'trees.csv'), `${csv}D,4\n`);
    };
    const { status, receipt } = await again({ onProgress });
    expect(status).toBe('published');
    expect(receipt?.files).toMatchObject([{ sha256: hashOf(csv), read: 4 }]);
    expect(await readFile(join(warehouse, 'files', hashOf(csv)), 'utf8')).toBe(csv);
  }
);

test('a file that is written to while it is taken is refused, and nothing of it stays', async () => {
  const { folder, warehouse, again } = await plot({ files: { 'trees.csv': csv + 'D,4\n'.repeat(2 ** 23) } });
  const onProgress = ({ step }: { step: string }) => {
    if (step !== '核对文件') return;
    const waiting = setInterval(() => {
      if (!existsSync(join(warehouse, '.build-files', '0'))) return;
      clearInterval(waiting);
      appendFileSync(join(folder, 'trees.csv'), 'E,5\n');
    }, 1);
  };
  await expect(again({ onProgress })).rejects.toThrow(/^trees\.csv：导入过程中文件被改动/);
  expect(await readCurrent(warehouse)).toBeNull();
  await expect(readdir(warehouse)).rejects.toThrow('ENOENT');
});

test('a half-published version of a killed load is taken away by the next', async () => {
  const { warehouse, again } = await plot();
  const left = '20261123T120000-aaaaaaaa';
  await mkdir(warehouse, { recursive: true });
  await folderOf(
    {
      [`${left}.duckdb`]: 'half',
      [`${left}.json`]: '{}',
      [`.build-${left}.duckdb.wal`]: 'x',
      lock: JSON.stringify({ id: 'x', pid: 2 ** 22 + 1, since: '', born: null, version: left }),
    },
    warehouse
  );
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
