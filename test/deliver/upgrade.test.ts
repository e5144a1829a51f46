import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { alertsFile, openAlerts } from '#alerts';
import { checkSums, goBack, NotUpgraded, readPointer, releaseFile, sumsFile, trialOf, upgrade } from '#deliver';
import { sized } from '../tier.ts';
import { seeded } from '../xlsx/seeded.ts';
import { archiveOf, layHome, scratch, type Made } from './releases.ts';

const quiet = { backUp: () => Promise.resolve('备份'), tryOut: () => Promise.resolve(null), onProgress: () => {} };
const whatIs = async (home: string) => ({
  ...(await readPointer(home)),
  there: readdirSync(join(home, 'releases')).sort(),
});

test('a newer release takes the place of the one before, which is there to go back to, and forth', async () => {
  const { home, name: old } = await layHome('1.0.0');
  const { archive, name: young } = await archiveOf('1.1.0');
  const order: string[] = [];
  const told = await upgrade({
    ...quiet,
    home,
    archive,
    backUp: () => Promise.resolve((order.push('backup'), '备份')),
    tryOut: (folder) => Promise.resolve((order.push(`try ${existsSync(join(folder, 'src/cli.ts'))}`), null)),
  });
  expect(told).toEqual({ from: old, to: young, backup: '备份', carried: [] });
  expect(order).toEqual(['backup', 'try true']);
  expect(await whatIs(home)).toEqual({ current: young, previous: old, there: [old, young].sort() });
  expect(await goBack({ ...quiet, home })).toEqual({ from: young, to: old, backup: '备份' });
  expect(await goBack({ ...quiet, home })).toEqual({ from: old, to: young, backup: '备份' });
  await expect(upgrade({ ...quiet, home, archive })).rejects.toThrow(/正在用的就是/);
});

const spoilt: [what: string, spoil: (made: Made) => void, says: RegExp][] = [
  ['a file that was changed', ({ folder }) => appendFileSync(join(folder, 'src/cli.ts'), ' '), /src\/cli\.ts 被改动过/],
  ['a file that is missing', ({ folder }) => rmSync(join(folder, 'data/参考 3.csv')), /少了 data\/参考 3\.csv/],
  [
    'a file that came later',
    ({ folder }) => writeFileSync(join(folder, 'src/more.ts'), ''),
    /src\/more\.ts 是后加进来的/,
  ],
  [
    'a link',
    ({ folder }) => (rmSync(join(folder, 'node')), symlinkSync('/bin/sh', join(folder, 'node'))),
    /是一个链接/,
  ],
  ['sums that were written anew', ({ folder }) => appendFileSync(join(folder, sumsFile), '\n'), /SHA256SUMS 被改动过/],
  ['no sums', ({ folder }) => rmSync(join(folder, sumsFile)), /没有 SHA256SUMS/],
  ['nothing that says what it is', ({ folder }) => writeFileSync(join(folder, releaseFile), '{}'), /不是百景的安装包/],
  [
    'a name that leads elsewhere',
    ({ folder }) =>
      writeFileSync(join(folder, releaseFile), JSON.stringify({ name: '../x', version: '', platform: '', sums: '' })),
    /不是百景的安装包/,
  ],
  ['two folders', ({ top }) => writeFileSync(join(top, 'releases', 'x'), ''), /不是百景的安装包/],
];

test.each(spoilt)('an archive with %s changes nothing and says why', async (_, spoil, says) => {
  const { home, name } = await layHome('1.0.0');
  const { archive } = await archiveOf('1.1.0', { spoil });
  const refused = await upgrade({ ...quiet, home, archive }).catch((error: Error) => error);
  expect(refused).toBeInstanceOf(NotUpgraded);
  expect((refused as Error).message).toMatch(says);
  expect(await whatIs(home)).toEqual({ current: name, previous: null, there: [name] });
});

test('an archive that was cut off, one for another machine, and data that the new program cannot read change nothing', async () => {
  const { home, name } = await layHome('1.0.0');
  const cut = await archiveOf('1.1.0');
  truncateSync(cut.archive, 500);
  await expect(upgrade({ ...quiet, home, archive: cut.archive })).rejects.toThrow(/解不开/);
  const foreign = await archiveOf('1.1.0', { platform: 'linux-sparc' });
  await expect(upgrade({ ...quiet, home, archive: foreign.archive })).rejects.toThrow(/给 linux-sparc 的安装包/);
  const { archive } = await archiveOf('1.1.0');
  const tryOut = () => Promise.resolve('record verify 退出码 1');
  await expect(upgrade({ ...quiet, home, archive, tryOut })).rejects.toThrow(/读不了现在的数据/);
  await expect(goBack({ ...quiet, home })).rejects.toThrow(/没有升级过/);
  expect(await whatIs(home)).toEqual({ current: name, previous: null, there: [name] });
});

test('a release that cannot read what the newer one wrote is not gone back to, and how it is done is said', async () => {
  const { home, name: old } = await layHome('1.0.0');
  const { archive, name: young } = await archiveOf('1.1.0');
  await upgrade({ ...quiet, home, archive });
  const asked: (string | null)[] = [];
  const tryOut = (release: string, backup: string | null) => {
    asked.push(release, backup);
    return Promise.resolve('账号 access.sqlite 由更新的程序写过');
  };
  await expect(goBack({ ...quiet, home, tryOut })).rejects.toThrow(
    /读不了现在的数据，没有退回.*restore --from backups/s
  );
  expect(asked).toEqual([join(home, 'releases', old), '备份']);
  expect(await whatIs(home)).toEqual({ current: young, previous: old, there: [old, young].sort() });
});

test('a program tries itself on a copy: what it does to a store there is not done to the backup', async () => {
  const [backup, room] = [scratch(), scratch()];
  mkdirSync(join(backup, 'files'));
  writeFileSync(join(backup, 'files/a'), '原件');
  openAlerts(alertsFile(backup)).close();
  const before = readFileSync(alertsFile(backup));
  const warehouse = await trialOf(backup, room);
  const store = openAlerts(alertsFile(warehouse));
  store.database.exec(`insert into conditions values ('x', '{}')`);
  store.close();
  expect(readFileSync(join(warehouse, 'files/a'), 'utf8')).toBe('原件');
  expect(readFileSync(alertsFile(backup)).equals(before)).toBe(true);
});

test('what the office changed comes along, and what both changed is told and lies beside', async () => {
  const { home, name: old } = await layHome('1.0.0');
  const of = (name: string, file: string) => join(home, 'releases', name, file);
  const [quota, limit, gone, added] = ['data/same.csv', 'data/参考 1.csv', 'data/gone.csv', 'dashboards/自己的/x.sql'];
  writeFileSync(of(old, quota), '名额,5');
  writeFileSync(of(old, limit), '上限,7');
  rmSync(of(old, gone));
  mkdirSync(of(old, 'dashboards/自己的'), { recursive: true });
  writeFileSync(of(old, added), 'select 1');
  const { archive, name: young } = await archiveOf('1.1.0');
  const upgraded = await upgrade({ ...quiet, home, archive });
  expect(upgraded.carried).toEqual([
    { file: added, how: 'kept' },
    { file: quota, how: 'kept' },
    { file: limit, how: 'both' },
    { file: gone, how: 'gone' },
  ]);
  const textOf = (file: string) => readFileSync(of(young, file), 'utf8');
  expect([textOf(quota), textOf(limit), textOf(added)]).toEqual(['名额,5', '上限,7', 'select 1']);
  expect(textOf(`${limit}.new`)).toContain('1.1.0,1');
  expect(existsSync(of(young, gone))).toBe(false);
  // Back, changed there, and forth: each keeps what was written in it.
  await goBack({ ...quiet, home });
  writeFileSync(of(old, quota), '名额,6');
  await goBack({ ...quiet, home });
  expect(textOf(quota)).toBe('名额,5');
});

test('killed at any moment of an upgrade, the old or the new release is current, whole', async () => {
  const { home, name: old } = await layHome('1.0.0');
  const { archive, name: young } = await archiveOf('1.1.0', { count: 300 });
  const random = seeded(1);
  const code = `const { upgrade } = await import('./src/deliver/index.ts');
    process.stdin.once('data', () => upgrade({ home: process.argv[1], archive: process.argv[2],
      backUp: async () => null, tryOut: async () => null, onProgress: () => {} }).then(() => process.exit()));
    console.log('ready');`;
  const seen = new Set<string>();
  for (let kill = 0; kill < sized(6, 50); kill += 1) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, home, archive], { stdio: 'pipe' });
    await once(child.stdout, 'data');
    const ended = once(child, 'exit');
    child.stdin.write('go\n');
    await sleep(random.below(160));
    child.kill('SIGKILL');
    await ended;
    const { current, previous } = await readPointer(home);
    seen.add(current);
    expect([old, young]).toContain(current);
    expect(previous).toBe(current === young ? old : null);
    expect(await checkSums(join(home, 'releases', current))).toEqual([expect.objectContaining({ file: releaseFile })]);
    if (current === young) rmSync(join(home, 'current'));
    if (current === young) writeFileSync(join(home, 'current'), `${old}\n`);
  }
  expect(await upgrade({ ...quiet, home, archive })).toMatchObject({ to: young });
  expect(readdirSync(join(home, 'releases')).sort()).toEqual([old, young].sort());
});
