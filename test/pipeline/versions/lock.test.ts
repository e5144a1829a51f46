import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bornOf } from '../../../src/pipeline/versions/lock-owner.ts';
import { takeLock } from '../../../src/pipeline/versions/lock.ts';
import { sweep } from '../../../src/pipeline/versions/sweep.ts';

const scratch = () => mkdtemp(join(tmpdir(), 'lock-'));
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

async function held(folder: string) {
  const taken = await takeLock(folder);
  if ('heldBy' in taken) throw new Error(`held by ${taken.heldBy.pid}`);
  return taken.lock;
}

test('one holder at a time; the next is told who and since when; a released lock is free', async () => {
  const folder = await scratch();
  const lock = await held(folder);
  expect(await takeLock(folder)).toEqual({
    heldBy: expect.objectContaining({
      pid: process.pid,
      since: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    }),
  });
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
  await (await held(folder)).release();
});

test('the lock of a dead process is taken over, with what it was putting in place', async () => {
  const folder = await scratch();
  await writeFile(
    join(folder, 'lock'),
    JSON.stringify({
      id: 'x',
      pid: deadPid(),
      since: '2026-11-23 12:00:00',
      born: null,
      version: '20261123T120000-aaaaaaaa',
    })
  );
  const lock = await held(folder);
  expect(lock.predecessor).toMatchObject({ id: 'x', version: '20261123T120000-aaaaaaaa' });
  expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid, version: null });
  await lock.announce('20261123T120001-aaaaaaaa');
  expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toMatchObject({
    pid: process.pid,
    version: '20261123T120001-aaaaaaaa',
  });
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
});

test('a process that has the number of a dead holder is not the holder', async () => {
  const folder = await scratch();
  await writeFile(
    join(folder, 'lock'),
    JSON.stringify({ id: 'x', pid: process.pid, since: '', born: 'another boot 1', version: null })
  );
  expect((await held(folder)).predecessor?.id).toBe('x');
  expect(await bornOf(process.pid)).not.toBeNull();
  expect(await bornOf(deadPid())).toBeNull();
});

test.each(['', '{"pid":', 'null', '[]'])('a lock that says %j is held by nobody', async (text) => {
  const folder = await scratch();
  await writeFile(join(folder, 'lock'), text);
  await (await held(folder)).release();
});

test('of many processes that find the lock of a dead one, exactly one takes it', async () => {
  const code = `const { takeLock } = await import('./src/pipeline/versions/lock.ts');
    process.stdin.once('data', async () => {
      const taken = await takeLock(process.argv[1]);
      console.log('lock' in taken ? 'taken' : 'held');
      process.stdin.once('data', () => process.exit());
    });
    console.log('ready');`;
  const folder = await scratch();
  await writeFile(
    join(folder, 'lock'),
    JSON.stringify({ id: 'x', pid: deadPid(), since: '', born: null, version: null })
  );
  const racers = Array.from({ length: 8 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', code, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  );
  const says = (racer: (typeof racers)[number]) =>
    new Promise<string>((resolve) => racer.stdout.once('data', (data: Buffer) => resolve(String(data).trim())));
  await Promise.all(racers.map(says));
  const answers = racers.map(says);
  for (const racer of racers) racer.stdin.write('go\n');
  expect((await Promise.all(answers)).sort()).toEqual([...Array.from({ length: 7 }, () => 'held'), 'taken']);
  for (const racer of racers) racer.stdin.end('done\n');
  await Promise.all(racers.map((racer) => new Promise((resolve) => racer.once('exit', resolve))));
});

test('what a dead process left is swept, what another is just writing stays', async () => {
  const folder = await scratch();
  for (const name of ['.build-a.duckdb', '.build-a.duckdb.wal', 'lock.b.draft', 'lock.c.draft', 'notes.txt'])
    await writeFile(join(folder, name), '');
  await utimes(join(folder, 'lock.b.draft'), new Date(0), new Date(0));
  await sweep(folder, null);
  expect((await readdir(folder)).sort()).toEqual(['lock.c.draft', 'notes.txt']);
});
