import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { aboutWarehouse, asCalled, asTyped, commandsOfData } from '#spec';
import { namedWarehouse } from '#environment/about-warehouse.ts';
import { commands, readLine } from '#commands/index.ts';
import { dataFolder } from '#environment/data-folder.ts';
import { sayServedElsewhere } from '#tasks/served-elsewhere.ts';
import { openUploads } from './api/uploading.ts';
import { first, publishVersion } from './published.ts';

test('a command that is about data says which, and is typed as it stands by npm and by the script of an archive', () => {
  const data = '/var/lib/baijing/warehouse';
  for (const [text, script, said] of [
    ['npm run load -- 交来的表', 'load', `./baijing load --warehouse ${data} 交来的表`],
    ['npm run doctor', 'doctor', `./baijing doctor --warehouse ${data}`],
    ['先 npm run versions -- prune 看看', 'versions', `先 ./baijing versions --warehouse ${data} prune 看看`],
    ['npm run account -- reset 账号', 'account', `./baijing account --warehouse ${data} reset 账号`],
  ] as const) {
    const told = aboutWarehouse(text, data);
    expect(told).toContain(`npm run ${script} -- --warehouse ${data}`);
    expect(asCalled(told, './baijing')).toBe(said);
    expect(asTyped(text, { program: './baijing', warehouse: data })).toBe(said);
  }
  for (const other of ['npm run check:content', 'npm run build', 'npm run notice -- check', 'npm start'])
    expect(aboutWarehouse(other, data)).toBe(other);
  expect(aboutWarehouse('npm run doctor', null)).toBe('npm run doctor');
  expect(aboutWarehouse('npm run doctor', '/数据 盘/a')).toContain('--warehouse "/数据 盘/a"');
});

test('the commands that are about data are those that take a warehouse', () => {
  const takes = Object.entries(commands).flatMap(([name, { options }]) => ('warehouse' in options ? [name] : []));
  expect([...commandsOfData].toSorted()).toEqual(takes.toSorted());
});

test('what is said so is read so', () => {
  const { given } = readLine(['account', '--warehouse', '/x', 'reset', 'root']);
  expect([given.warehouse, given.words]).toEqual([resolve('/x'), ['reset', 'root']]);
  expect(namedWarehouse(dataFolder())).toBeNull();
  expect(namedWarehouse('/x')).toBe(resolve('/x'));
});

test('who loads where no server looks is told so, and where one does, or none answers, nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'elsewhere-'));
  await mkdir(join(folder, 'served'));
  await publishVersion(join(folder, 'served'), first);
  const door = await openUploads({ warehouse: join(folder, 'served') });
  let isOpen = true;
  try {
    const port = Number(new URL(door.address).port);
    expect(await sayServedElsewhere(join(folder, 'other'), port)).toMatch(/用的是另一个数据仓库.*other.*--warehouse/);
    expect(await sayServedElsewhere(join(folder, 'served'), port)).toBeNull();
    await door.close();
    isOpen = false;
    expect(await sayServedElsewhere(join(folder, 'other'), port)).toBeNull();
  } finally {
    if (isOpen) await door.close();
    await rm(folder, { recursive: true, force: true });
  }
});
