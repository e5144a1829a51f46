import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { backUp, bringBack, load, recordFile, verifyRecord } from '#pipeline';
import { openStore } from '#store';
import { followWarehouse, readCurrent } from '#warehouse';
import { isFull } from '../../tier.ts';
import { folderOf, trees } from '../content.ts';

/** A warehouse with a version, an account file, an upload that waits, and a place for backups. */
async function plot() {
  const root = await folderOf(trees);
  const warehouse = join(root, 'warehouse');
  const folder = await folderOf({ 'trees.csv': '编号,树高\nA,1\n' });
  let day = 0;
  const again = () =>
    load({
      folder,
      warehouse,
      pipelines: join(root, 'pipelines'),
      reference: join(root, 'reference'),
      program: '1',
      asOf: `2026-06-0${(day += 1)}`,
    });
  await again();
  const accounts = new DatabaseSync(join(warehouse, 'access.sqlite'));
  accounts.exec(`pragma journal_mode = wal; create table accounts (account text); insert into accounts values ('a')`);
  await mkdir(join(warehouse, 'uploads'), { recursive: true });
  await writeFile(join(warehouse, 'uploads/1.json'), '{}');
  return { root, warehouse, again, accounts, to: join(root, 'backups') };
}

const writeLine = (warehouse: string, at: number) => {
  const store = openStore(recordFile(warehouse));
  store.append({ stream: 'use', at: '2026-11-28T12:00:00+08:00', by: 'a', body: JSON.stringify({ event: `${at}` }) });
  store.close();
};

test('one backup right after another has a name of its own', async () => {
  const { warehouse, accounts, to } = await plot();
  accounts.close();
  const folders = [];
  for (let at = 0; at < 3; at += 1) folders.push((await backUp(warehouse, to)).folder);
  expect(folders.map((folder) => basename(folder))).toEqual((await readdir(to)).sort());
  expect(new Set(folders).size).toBe(3);
});

test('all of a warehouse goes there and back while it is served and written to', async () => {
  const { root, warehouse, accounts, to } = await plot();
  const served = await followWarehouse(warehouse, { log: () => undefined });
  const lease = await served.lease();
  let lines = 0;
  const writing = setInterval(() => writeLine(warehouse, (lines += 1)), 5);
  const made = await backUp(warehouse, to);
  clearInterval(writing);
  lease.release();
  served.close();
  // What is in the log of the accounts alone is there too; nobody has closed them.
  accounts.close();
  const other = join(root, 'other/warehouse');
  expect(await bringBack(to, other)).toMatchObject({ reasons: [], faults: [], backup: { version: made.version } });
  expect((await readCurrent(other))?.receipt.version).toBe(made.version);
  expect(await readFile(join(other, 'uploads/1.json'), 'utf8')).toBe('{}');
  const back = new DatabaseSync(join(other, 'access.sqlite'));
  expect(back.prepare('select account from accounts').all()).toMatchObject([{ account: 'a' }]);
  back.close();
  expect((await verifyRecord(other, [made.record!])).faults).toEqual([]);
  expect((await verifyRecord(warehouse, [made.record!])).faults).toEqual([]);
});

test('what never changes takes no room a second time, and a backup that was cut off is taken away', async () => {
  const { warehouse, again, to } = await plot();
  const first = await backUp(warehouse, to);
  expect(first.shared).toBe(0);
  await again();
  await mkdir(join(to, 'backup-20200101T000000.partial'));
  const second = await backUp(warehouse, to);
  expect(second.shared).toBeGreaterThan(first.bytes / 4);
  expect(await readdir(to)).toEqual([first, second].map(({ folder }) => folder.slice(to.length + 1)));
  const version = `${first.version}.duckdb`;
  const [one, other] = await Promise.all([first, second].map(({ folder }) => stat(join(folder, version))));
  expect(one!.ino).toBe(other!.ino);
});

test('nothing is written over, and what is not as it was backed up is not brought back', async () => {
  const { root, warehouse, to } = await plot();
  const { folder, version } = await backUp(warehouse, to);
  expect((await bringBack(to, warehouse)).reasons).toEqual([expect.stringMatching('不覆盖')]);
  const other = join(root, 'other');
  // As a run that was killed left it.
  await mkdir(`${other}.restoring/files`, { recursive: true });
  await writeFile(`${other}.restoring/files/stray`, '');
  const spoiled = join(root, 'spoiled');
  await cp(folder, spoiled, { recursive: true });
  await appendFile(join(spoiled, `${version}.duckdb`), 'x');
  await rm(join(spoiled, 'uploads/1.json'));
  expect((await bringBack(spoiled, other)).reasons).toEqual([
    expect.stringContaining('uploads/1.json 不在了'),
    expect.stringContaining(`${version}.duckdb 与备份时不同`),
  ]);
  await expect(readdir(other)).rejects.toThrow('ENOENT');
  expect((await bringBack(folder, other)).reasons).toEqual([]);
  expect(await readdir(join(other, 'files'))).not.toContain('stray');
  await rm(join(folder, 'backup.json'));
  expect((await bringBack(to, join(root, 'third'))).reasons).toEqual([expect.stringMatching('没有完整的备份')]);
});

test.runIf(isFull)('killed at any moment, neither leaves what could be taken for whole', async () => {
  const { root, warehouse, to } = await plot();
  await writeFile(join(warehouse, 'files/large'), Buffer.alloc(200 * 2 ** 20, 1));
  const run = async (command: string, way: string, folder: string, after: number) => {
    const asked = ['src/cli.ts', command, '--warehouse', folder, way, to];
    const child = spawn(process.execPath, asked, { stdio: 'ignore' });
    setTimeout(() => child.kill('SIGKILL'), after);
    return ((await once(child, 'close')) as [number | null])[0];
  };
  for (let after = 300; after < 2500; after += 200) {
    await run('backup', '--to', warehouse, after);
    const whole = (await readdir(to).catch(() => [])).filter((name) => !name.endsWith('.partial'));
    for (const name of whole) expect(await readdir(join(to, name))).toContain('backup.json');
  }
  const { record } = await backUp(warehouse, to);
  const other = join(root, 'other');
  for (let after = 300; after < 2500; after += 200) {
    const code = await run('restore', '--from', other, after);
    if (code === 0) await rm(other, { recursive: true });
    else expect(await readdir(other).catch(() => [])).toEqual([]);
  }
  expect(await bringBack(to, other)).toMatchObject({ reasons: [], faults: [] });
  expect((await verifyRecord(other, [record!])).faults).toEqual([]);
});
