import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { alertsFile, openAlerts } from '#alerts';
import {
  bringOwn,
  changedIn,
  checkSums,
  goBack,
  NotUpgraded,
  readPointer,
  releaseFile,
  sumsFile,
  trialOf,
  upgrade,
} from '#deliver';
import { backUp, bringBack } from '#pipeline';
import { openStore } from '#store';
import { reportBack } from '#tasks/delivery.ts';
import { enteringDoor } from '#server/entering-door.ts';
import { isFull, sized } from '../tier.ts';
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
  expect(await goBack({ ...quiet, home })).toEqual({ from: young, to: old, backup: '备份', carried: [] });
  expect(await goBack({ ...quiet, home })).toEqual({ from: old, to: young, backup: '备份', carried: [] });
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
  await expect(upgrade({ ...quiet, home, archive: '不在.tar.gz' })).rejects.toThrow(/没有这个文件：不在\.tar\.gz/);
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
});

test('what was filled in after an upgrade comes back with it, and forth, and what both programs changed lies beside', async () => {
  const { home, name: old } = await layHome('1.0.0');
  const { archive, name: young } = await archiveOf('1.1.0');
  const of = (name: string, file: string) => join(home, 'releases', name, file);
  const textOf = (name: string, file: string) => readFileSync(of(name, file), 'utf8');
  const [quota, limit, gone, added] = ['data/same.csv', 'data/参考 1.csv', 'data/gone.csv', 'data/alerts/自己的.csv'];
  writeFileSync(of(old, quota), '名额,5\r\n');
  await upgrade({ ...quiet, home, archive });
  writeFileSync(of(young, quota), '名额,6\r\n');
  writeFileSync(of(young, limit), '上限,8');
  rmSync(of(young, gone));
  mkdirSync(of(young, 'data/alerts'));
  writeFileSync(of(young, added), '新的');
  const lies = [quota, limit, gone].map((file) => [file, textOf(old, file)]);
  await expect(goBack({ ...quiet, home, tryOut: () => Promise.resolve('读不了') })).rejects.toThrow('读不了');
  expect([quota, limit, gone].map((file) => [file, textOf(old, file)])).toEqual(lies);
  expect([existsSync(of(old, added)), existsSync(of(old, `${limit}.new`))]).toEqual([false, false]);

  const back = await goBack({ ...quiet, home });
  expect(back.carried).toEqual([
    { file: added, how: 'kept' },
    { file: gone, how: 'gone' },
    { file: quota, how: 'kept' },
    { file: limit, how: 'beside' },
  ]);
  expect([textOf(old, quota), textOf(old, added), existsSync(of(old, gone))]).toEqual(['名额,6\r\n', '新的', false]);
  // The older program came with another form of this file: it reads its own, and what was written since lies there too.
  expect([textOf(old, limit), textOf(old, `${limit}.new`)]).toEqual([lies[1]![1], '上限,8']);
  expect(reportBack(back).join('\n')).toMatch(/参考 1\.csv　两份程序里各改过，没有盖掉/);
  // Forth again, by the archive, as somebody does who means it.
  writeFileSync(of(old, quota), '名额,7');
  expect(await upgrade({ ...quiet, home, archive })).toMatchObject({ carried: [{ file: quota, how: 'kept' }] });
  expect([textOf(young, quota), textOf(young, limit)]).toEqual(['名额,7', '上限,8']);
});

test('what is filled in while the data are tried is brought along too', async () => {
  const { home, name: old } = await layHome('1.0.0');
  const { archive, name: young } = await archiveOf('1.1.0');
  const of = (name: string) => join(home, 'releases', name, 'data/参考 1.csv');
  const meanwhile = (name: string, text: string) => () => (writeFileSync(of(name), text), Promise.resolve(null));
  writeFileSync(of(old), '上限,6');
  const told = await upgrade({ ...quiet, home, archive, tryOut: meanwhile(old, '上限,7') });
  expect(told.carried).toEqual([{ file: 'data/参考 1.csv', how: 'both' }]);
  expect(readFileSync(of(young), 'utf8')).toBe('上限,7');
  expect(readFileSync(`${of(young)}.new`, 'utf8')).toContain('1.1.0,1');
  writeFileSync(of(young), '上限,8');
  await goBack({ ...quiet, home, tryOut: meanwhile(young, '上限,9') });
  expect(readFileSync(of(old), 'utf8')).toBe('上限,9');
});

test.runIf(process.getuid?.() === 0)('what is filled in belongs in the new program to whom it belonged', async () => {
  const { home, name: old } = await layHome('1.0.0');
  const { archive, name: young } = await archiveOf('1.1.0');
  const of = (name: string, file: string) => join(home, 'releases', name, file);
  for (const name of ['data', ...readdirSync(of(old, 'data')).map((each) => `data/${each}`)])
    chownSync(of(old, name), 4321, 4321);
  writeFileSync(of(old, 'data/same.csv'), '名额,5');
  await upgrade({ ...quiet, home, archive });
  for (const file of ['data', 'data/same.csv', 'data/参考 2.csv'])
    expect(statSync(of(young, file)).uid, file).toBe(4321);
  expect(statSync(of(young, 'src/cli.ts')).uid).toBe(0);
});

test('what an office changed is in its backup, and comes back into a program that was unpacked anew', async () => {
  const { home, name: old } = await layHome('1.0.0');
  const release = join(home, 'releases', old);
  writeFileSync(join(release, 'data/same.csv'), '名额,5\r\n');
  writeFileSync(join(release, 'data/参考 1.csv'), '上限,7');
  writeFileSync(join(release, 'data/参考 2.csv'), '上限,8');
  const [warehouse, backups] = [scratch(), scratch()];
  openStore(join(warehouse, 'record.sqlite')).close();
  const { folder } = await backUp(warehouse, backups, undefined, { folder: release, files: await changedIn(release) });
  const fresh = await layHome('1.1.0');
  const there = join(fresh.home, 'releases', fresh.name);
  writeFileSync(join(there, 'data/参考 2.csv'), '这里先填的');
  const again = join(scratch(), 'warehouse');
  const told = await bringBack(backups, again);
  expect(told).toMatchObject({ reasons: [], content: join(folder, 'content') });
  expect(readdirSync(again)).not.toContain('content');
  expect(await bringOwn(told.content!, there)).toEqual([
    { file: 'data/same.csv', how: 'kept' },
    { file: 'data/参考 1.csv', how: 'both' },
    { file: 'data/参考 2.csv', how: 'beside' },
  ]);
  const textOf = (file: string) => readFileSync(join(there, file), 'utf8');
  expect(['data/same.csv', 'data/参考 1.csv', 'data/参考 2.csv', 'data/参考 2.csv.new'].map(textOf)).toEqual([
    '名额,5\r\n',
    '上限,7',
    '这里先填的',
    '上限,8',
  ]);
  writeFileSync(join(folder, 'content/data/same.csv'), 'x');
  expect((await bringBack(backups, join(scratch(), 'w'))).reasons.join()).toContain(
    'content/data/same.csv 与备份时不同'
  );
});

test('a program that was replaced saves nothing any more, and says so', async () => {
  const { home, name: old } = await layHome('1.0.0');
  const { archive, name: young } = await archiveOf('1.1.0');
  const doorOf = (name: string) =>
    enteringDoor({
      warehouse: scratch(),
      worker: () => Promise.resolve(),
      desk: null,
      digest: () => Promise.resolve(''),
      onSaved: () => undefined,
      home,
      release: join(home, 'releases', name),
    });
  expect(await doorOf(old).refusal!()).toBeNull();
  await upgrade({ ...quiet, home, archive });
  expect(await doorOf(old).refusal!()).toContain(`程序已经换成 ${young}`);
  expect(await doorOf(young).refusal!()).toBeNull();
});

test.runIf(isFull)('killed at any moment of going back, every file is whole, and the next run ends it', async () => {
  const { home, name: old } = await layHome('1.0.0');
  const { archive, name: young } = await archiveOf('1.1.0');
  await upgrade({ ...quiet, home, archive });
  const of = (name: string, at: number) => join(home, 'releases', name, `data/市/名额 ${at}.csv`);
  mkdirSync(join(home, 'releases', young, 'data/市'));
  const text = '名额,7\r\n'.repeat(20_000);
  for (let at = 0; at < 300; at += 1) writeFileSync(of(young, at), text);
  const random = seeded(2);
  const code = `const { goBack } = await import('./src/deliver/index.ts');
    process.stdin.once('data', () => goBack({ home: process.argv[1],
      backUp: async () => null, tryOut: async () => null, onProgress: () => {} }).then(() => process.exit()));
    console.log('ready');`;
  for (let kill = 0; kill < 50; kill += 1) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, home], { stdio: 'pipe' });
    await once(child.stdout, 'data');
    const ended = once(child, 'exit');
    child.stdin.write('go\n');
    await sleep(random.below(400));
    child.kill('SIGKILL');
    await ended;
    const { current } = await readPointer(home);
    for (let at = 0; at < 300; at += 1)
      if (existsSync(of(old, at)) || current === old) expect(readFileSync(of(old, at), 'utf8') === text).toBe(true);
    if (current === young) continue;
    writeFileSync(join(home, 'current'), `${young}\n${old}\n`);
    rmSync(join(home, 'releases', old, 'data/市'), { recursive: true });
  }
  expect((await goBack({ ...quiet, home })).carried.every(({ how }) => how === 'kept')).toBe(true);
  expect(readdirSync(join(home, 'releases', old, 'data/市')).filter((name) => name.endsWith('.csv'))).toHaveLength(300);
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
