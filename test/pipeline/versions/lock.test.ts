import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
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
  expect(await readdir(folder)).toEqual(['.lock']);
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
  expect(await readdir(folder)).toEqual(['.lock']);
});

test('what a program wrote that knew of no other lock than its number holds as long as that process runs', async () => {
  const folder = await scratch();
  const older = { id: 'x', pid: process.pid, since: '', version: null };
  await writeFile(join(folder, 'lock'), JSON.stringify({ ...older, born: await bornOf(process.pid) }));
  expect(await takeLock(folder)).toMatchObject({ heldBy: { id: 'x' } });
  await writeFile(join(folder, 'lock'), JSON.stringify({ ...older, born: 'another boot 1' }));
  expect((await held(folder)).predecessor?.id).toBe('x');
  expect(await bornOf(process.pid)).not.toBeNull();
  expect(await bornOf(deadPid())).toBeNull();
});

/** Another process that takes the lock, says so and waits to be killed. */
async function elsewhere(folder: string, command: readonly string[] = []) {
  const code = `const { takeLock } = await import('./src/pipeline/versions/lock.ts');
    const taken = await takeLock(process.argv[1]);
    console.log(JSON.stringify('lock' in taken ? { pid: process.pid } : taken));
    setInterval(() => {}, 1000);`;
  const [program = '', ...args] = [...command, process.execPath, '--input-type=module', '-e', code, folder];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    says: JSON.parse(String(said)) as { pid: number } | { heldBy: { pid: number } },
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

test('a holder that is killed holds no longer, at once', async () => {
  const folder = await scratch();
  const other = await elsewhere(folder);
  expect(await takeLock(folder)).toMatchObject({ heldBy: other.says });
  await other.kill();
  const lock = await held(folder);
  expect(lock.predecessor).toMatchObject(other.says);
  await lock.release();
});

const apart = ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--kill-child', '--mount-proc'];
const canPartWays = spawnSync(apart[0]!, [...apart.slice(1), 'true']).status === 0;

test.runIf(canPartWays)('a process that counts processes for itself, as in a container, steals no lock', async () => {
  const folder = await scratch();
  const lock = await held(folder);
  const other = await elsewhere(folder, apart);
  expect(other.says).toMatchObject({ heldBy: { pid: process.pid } });
  await other.kill();
  await lock.release();
  const inside = await elsewhere(folder, apart);
  expect(inside.says).toEqual({ pid: 1 });
  expect(await takeLock(folder)).toMatchObject({ heldBy: { pid: 1 } });
  await inside.kill();
  await (await held(folder)).release();
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

test('what a dead process left is swept', async () => {
  const folder = await scratch();
  for (const name of ['.build-a.duckdb', '.build-a.duckdb.wal', 'lock.b.draft', '.lock', 'notes.txt'])
    await writeFile(join(folder, name), '');
  await sweep(folder, null);
  expect((await readdir(folder)).sort()).toEqual(['.lock', 'notes.txt']);
});

test('a folder in which nothing can be locked is told, with what to do', async () => {
  const folder = await scratch();
  await mkdir(join(folder, '.lock'));
  await expect(takeLock(folder)).rejects.toThrow(/\.lock 不能上锁（.*）。请确认这个文件夹可以写/);
});
