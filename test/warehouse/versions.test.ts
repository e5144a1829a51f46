import { mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { warehouseFormat, type Receipt } from '#spec';
import {
  digestOf,
  listVersions,
  nameVersion,
  openBuild,
  publish,
  readCurrent,
  readReceipt,
  verifyFile,
  withdraw,
} from '#warehouse';

const first = '20261123T120000-aaaaaaaa';
const second = '20261123T120001-00000000';

async function buildFile(folder: string, version: string) {
  const path = join(folder, `.build-${version}.duckdb`);
  const build = await openBuild(path, { threads: 1 });
  await build.run('version', `create table version as select '${version}' as name, i from range(5000) r(i)`);
  await build.run('checkpoint', 'checkpoint');
  const digest = await digestOf(build);
  build.close();
  return { path, digest, bytes: (await readFile(path)).length };
}

const receiptOf = (version: string, bytes: number): Receipt => ({
  version,
  format: warehouseFormat,
  number: '2026-0001',
  bytes,
  sha256: 's',
  loadedAt: '2026-11-23T12:00:00+08:00',
  asOf: '2026-06-30',
  fingerprint: 'f',
  digest: 'd',
  isSample: false,
  seconds: 1,
  files: [],
  assertions: [],
  defects: [],
  by: null,
  givenAsOf: null,
  upload: null,
  rebuildOf: null,
  compared: null,
});

async function published(...versions: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'versions-'));
  for (const version of versions) {
    const { path, bytes } = await buildFile(folder, version);
    await publish(folder, path, receiptOf(version, bytes));
  }
  return folder;
}

test('an empty or missing folder has no version', async () => {
  const folder = await published();
  expect(await readCurrent(folder)).toBeNull();
  expect(await listVersions(join(folder, 'nowhere'))).toEqual([]);
});

test('the version published last is the current one, older ones stay', async () => {
  const folder = await published(first, second);
  expect(await listVersions(folder)).toEqual([second, first]);
  expect(await readCurrent(folder)).toMatchObject({
    version: second,
    path: join(folder, `${second}.duckdb`),
    warning: null,
  });
  expect((await readReceipt(folder, first)).version).toBe(first);
  expect((await readdir(folder)).sort()).toEqual(
    [first, second].flatMap((version) => [`${version}.duckdb`, `${version}.json`]).concat('current')
  );
});

test('a file put in place by a load that was killed before it published is no version, and is taken away by name', async () => {
  const folder = await published(first);
  const { path, bytes } = await buildFile(folder, second);
  await rename(path, join(folder, `${second}.duckdb`));
  await writeFile(join(folder, `${second}.json`), JSON.stringify(receiptOf(second, bytes)));
  expect(await listVersions(folder)).toEqual([first]);
  await withdraw(folder, second);
  await withdraw(folder, first);
  expect((await readdir(folder)).sort()).toEqual([`${first}.duckdb`, `${first}.json`, 'current']);
});

test('a first load that was killed before it published leaves nothing to read', async () => {
  const folder = await published();
  const { path, bytes } = await buildFile(folder, first);
  await expect(publish(folder, `${path}.gone`, receiptOf(first, bytes))).rejects.toThrow('ENOENT');
  await rename(path, join(folder, `${first}.duckdb`));
  await writeFile(join(folder, `${first}.json`), JSON.stringify(receiptOf(first, bytes)));
  expect(await readCurrent(folder)).toBeNull();
});

test('a publication that fails half way leaves the old version current', async () => {
  const folder = await published(first);
  const { path, bytes } = await buildFile(folder, second);
  await mkdir(join(folder, `${second}.json`));
  await expect(publish(folder, path, receiptOf(second, bytes))).rejects.toThrow();
  expect(await readCurrent(folder)).toMatchObject({ version: first, warning: null });
  expect(await listVersions(folder)).toEqual([first]);
  expect(await readdir(folder)).not.toContain(`${second}.duckdb`);
});

test.each([
  [
    'current is empty',
    (folder: string) => writeFile(join(folder, 'current'), ''),
    second,
    /current 的内容不是版本号（""）/,
  ],
  [
    'current is garbage',
    (folder: string) => writeFile(join(folder, 'current'), Buffer.from([0, 255, 7])),
    second,
    /current 的内容不是版本号/,
  ],
  ['current is gone', (folder: string) => rm(join(folder, 'current')), second, /current 的内容不是版本号/],
  [
    'current names a version that is gone',
    (folder: string) => rm(join(folder, `${second}.duckdb`)),
    first,
    /20261123T120001-00000000\.duckdb 缺失/,
  ],
  ['its record is gone', (folder: string) => rm(join(folder, `${second}.json`)), first, /的记录缺失或读不出来/],
  [
    'its record is garbage',
    (folder: string) => writeFile(join(folder, `${second}.json`), '{'),
    first,
    /的记录缺失或读不出来/,
  ],
  [
    'its file is truncated',
    (folder: string) => truncate(join(folder, `${second}.duckdb`), 20_000),
    first,
    /不完整（应为 \d+ 字节，实为 20000 字节）/,
  ],
  [
    'its file is something else',
    async (folder: string) => {
      const path = join(folder, `${second}.duckdb`);
      await writeFile(path, Buffer.alloc((await readFile(path)).length, 'x'));
    },
    first,
    /不是数据仓库文件/,
  ],
])('%s: the newest whole version is read, with a warning', async (_, damage, version, warning) => {
  const folder = await published(first, second);
  await damage(folder);
  const current = await readCurrent(folder);
  expect(current?.version).toBe(version);
  expect(current?.warning).toMatch(warning);
  expect(current?.warning).toContain(`改用最近的完整版本 ${version}`);
});

test('a version that could not be opened is passed over', async () => {
  const folder = await published(first, second);
  expect(await readCurrent(folder, { except: new Map([[second, '打不开']]) })).toMatchObject({
    version: first,
    warning: expect.stringContaining('打不开'),
  });
  expect(
    await readCurrent(folder, { except: new Map([second, first].map((version) => [version, '打不开'])) })
  ).toBeNull();
});

test('a version is called by the time in Shandong; a later one has a later name, even within one second or when the clock goes back', () => {
  const now = new Date('2026-11-23T04:00:00Z');
  expect(nameVersion(now, 'abcdef0123456789')).toBe('20261123T120000-abcdef01');
  expect(nameVersion(now, '0'.repeat(64), { there: [first, 'current'] })).toBe(second);
  expect(nameVersion(new Date('2026-10-01T00:00:00Z'), '0'.repeat(64), { there: [first] })).toBe(second);
});

test('a file that reads back as it was written is verified, one that lost or changed a cell is not', async () => {
  const folder = await published();
  const { path, digest } = await buildFile(folder, first);
  await verifyFile(path, digest);
  await expect(verifyFile(path, new Map([...digest, ['main.other', '1 1']]))).rejects.toThrow(
    'main.other reads back as nothing'
  );
  const other = await buildFile(folder, second);
  await expect(verifyFile(other.path, digest)).rejects.toThrow('main.version reads back as');
  await truncate(other.path, other.bytes - 100_000);
  await expect(verifyFile(other.path, other.digest)).rejects.toThrow();
});

test('a build keeps no log, works on the threads it was given, and holds everything once it is closed', async () => {
  const folder = await mkdtemp(join(tmpdir(), "it's a build-"));
  const path = join(folder, 'build.duckdb');
  const build = await openBuild(path, { threads: 1 });
  await build.run('rows', 'create table rows as from range(5000) r(i)');
  expect(await readdir(folder)).toEqual(['build.duckdb']);
  expect(await build.read('threads', `select current_setting('threads') as n`)).toEqual([{ n: 1 }]);
  const digest = await digestOf(build);
  build.close();
  expect(await readdir(folder)).toEqual(['build.duckdb']);
  await verifyFile(path, digest, { threads: 1 });
});

test('a version that cannot be put on record, as where the disk has filled, is not left lying', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'versions-'));
  const { path, bytes } = await buildFile(folder, first);
  // Nothing can be renamed onto a folder in which something lies.
  await mkdir(join(folder, `${first}.json`, 'in the way'), { recursive: true });
  await expect(publish(folder, path, receiptOf(first, bytes))).rejects.toThrow();
  expect((await readdir(folder)).filter((name) => name.endsWith('.duckdb'))).toEqual([]);
  expect(await readCurrent(folder)).toBeNull();
  await rm(folder, { recursive: true });
});
