import { readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../office/served.ts';
import { publishVersion as publishUnlocked } from '../published.ts';
import { decide } from '../replicate/plot.ts';
import { awaitLock } from '../../src/pipeline/versions/lock.ts';
import { browser } from './browser.ts';
import { addAccounts, machine, startSite, type Machine } from './machines.ts';
import { startS3 } from './s3.ts';

/** One who builds, two who read behind the real nginx, a server that speaks S3: all in processes that are killed. */

const versionOf = (day: number) =>
  `202607${String(day).padStart(2, '0')}T090000-${String(day).padStart(2, '0').repeat(4)}`;
/** As a load does it: whoever builds sweeps what lies about when the lock is free. */
async function publishVersion(folder: string, version: string): Promise<void> {
  const { lock } = await awaitLock(folder, () => undefined);
  await publishUnlocked(folder, version).finally(() => lock.release());
}

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(path, bytes);
}

let root: string;
let s3: Awaited<ReturnType<typeof startS3>>;
let builder: Machine;
let readers: [Machine, Machine];
let site: { stop(): Promise<void> };
let tls: number;
const at = (name: string) => join(root, name);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'readers-'));
  await mkdir(at('builder'));
  await publishVersion(at('builder'), versionOf(1));
  await addAccounts(at('builder'));
  s3 = await startS3(at('buckets'), { ahead: 3_600_000 });
  tls = await freePort();
  const proxied = ['--sign-in', '--behind-proxy', '127.0.0.1', '--origin', `https://localhost:${tls}`];
  const store = ['s3://baijing/province', '--endpoint', s3.endpoint];
  builder = machine(await freePort(), ['--warehouse', at('builder'), '--push', ...store, ...proxied]);
  await builder.start();
  const copy = async (name: string) =>
    machine(await freePort(), [
      '--warehouse',
      at(name),
      '--from',
      ...store,
      '--trust-header',
      'X-Remote-User',
      ...proxied,
    ]);
  readers = [await copy('one'), await copy('two')];
  await Promise.all(readers.map((each) => each.start()));
  site = await startSite(at('site'), { builder: builder.port, readers: [readers[0].port, readers[1].port], tls });
});
afterAll(async () => {
  await site?.stop();
  await Promise.all([builder, ...(readers ?? [])].map((each) => each?.kill()));
  await s3?.kill();
  await rm(root, { recursive: true, force: true });
});

const paths = ['/api/metrics', '/api/published', '/api/filters', '/data', '/api/projects?limit=5'];

test('people read through ten versions, and whatever is killed: nothing fails but by a clean 503, nobody goes back', async () => {
  const people = Array.from({ length: 6 }, (_, i) => browser(tls, `browser ${i}`));
  for (const each of people) expect((await each.signIn('reads')).status).toBe(201);
  const told = { asked: 0, away: 0, wrong: [] as string[], back: [] as string[], versions: new Set<string>() };
  let isOver = false;
  const clicking = people.map(async (each, i) => {
    let last = '';
    for (let k = i; !isOver; k += 1) {
      const path = paths[k % paths.length]!;
      const seen = await each
        .ask(path)
        .catch((error: Error) => ({ status: 0, body: error.message, headers: {} as NodeJS.Dict<string> }));
      told.asked += 1;
      const version = String(seen.headers['x-baijing-version'] ?? '');
      if (seen.status === 503 && seen.headers['retry-after'] !== undefined) told.away += 1;
      else if (seen.status !== 200) told.wrong.push(`${each.name} ${path}: ${seen.status} ${seen.body.slice(0, 200)}`);
      else if (version !== '') {
        if (version < last) told.back.push(`${each.name} ${path}: ${version} after ${last}`);
        last = version;
        told.versions.add(version);
      }
      await sleep(40);
    }
  });
  const follows = async (version: string, machines: readonly Machine[] = readers) => {
    for (const each of machines) {
      for (let i = 0; i < 300; i += 1) {
        const answer = await fetch(`http://127.0.0.1:${each.port}/api/ready`).catch(() => null);
        if (answer?.status === 200 && answer.headers.get('x-baijing-version') === version) break;
        if (i === 299) throw new Error(`${version} did not come to ${each.port}: ${each.said().slice(-2000)}`);
        await sleep(100);
      }
    }
  };
  for (let day = 2; day <= 11; day += 1) {
    await publishVersion(at('builder'), versionOf(day));
    if (day === 3) await readers[0].kill();
    if (day === 4) await readers[0].start();
    if (day === 5) {
      await s3.kill();
      await sleep(1500);
      s3 = await startS3(at('buckets'), { port: s3.port, ahead: -3_600_000 });
    }
    if (day === 7) {
      await builder.kill();
      await sleep(1500);
      await builder.start();
    }
    if (day === 9) {
      await readers[1].kill();
      await readers[1].start();
    }
    await follows(versionOf(day), day === 3 ? [readers[1]] : readers);
  }
  isOver = true;
  await Promise.all(clicking);
  for (const each of people) each.close();
  console.log(`asked ${told.asked}, away ${told.away}, versions ${told.versions.size}`);
  expect(told.wrong).toEqual([]);
  expect(told.back).toEqual([]);
  expect(told.versions.size).toBeGreaterThan(6);
  expect(told.asked).toBeGreaterThan(200);
  expect(told.away / told.asked).toBeLessThan(0.5);
}, 560_000);

test('who may see what is the builder’s to say, at once and everywhere', async () => {
  const [nobody, all, city] = ['stranger', 'all', 'city'].map((name) => browser(tls, name));
  expect((await nobody!.ask('/api/projects')).status).toBe(401);
  expect((await nobody!.ask('/api/projects', { headers: { 'x-remote-user': 'reads' } })).status).toBe(401);
  await all!.signIn('reads');
  await city!.signIn('jinan');
  const total = async (each: typeof all) =>
    (JSON.parse((await each!.ask('/api/projects')).body) as { total: number }).total;
  expect(await total(city)).toBeLessThan(await total(all));
  // Whoever is signed out is out on every machine with the next question.
  const origin = `https://localhost:${tls}`;
  await city!.ask('/api/session', { method: 'DELETE', headers: { origin, 'sec-fetch-site': 'same-origin' } });
  expect((await city!.ask('/api/projects')).status).toBe(401);
  // Past nginx, from this machine, nobody is anybody.
  expect((await fetch(`http://127.0.0.1:${readers[0].port}/api/projects`)).status).toBe(401);
  for (const each of [nobody, all, city]) each!.close();
});

test.each([
  [12, 'is cut short', '不完整', (path: string) => truncate(path, 1000)],
  [13, 'has one bit turned', '与它的校验值不同', flip],
] as const)(
  'version %i, which %s, is refused by both, told in health, and mended by who builds',
  async (day, _, why, harm) => {
    const [before, damaged] = [versionOf(day - 1), versionOf(day)];
    await Promise.all(readers.map((each) => each.kill()));
    await publishVersion(at('builder'), damaged);
    decide(at('builder'), `看着第 ${day} 版定的`);
    const { sha256 } = JSON.parse(await readFile(join(at('builder'), `${damaged}.json`), 'utf8')) as {
      sha256: string;
    };
    const below = at('buckets/baijing/province/objects');
    const object = () => readdirSync(below).find((name) => name.startsWith(sha256) && name.endsWith('object'));
    for (let i = 0; i < 300 && object() === undefined; i += 1) await sleep(100);
    await sleep(1000);
    await harm(join(below, object()!));
    await Promise.all(readers.map((each) => each.start()));
    for (const each of readers) {
      const health = (await (await fetch(`http://127.0.0.1:${each.port}/api/health`)).json()) as {
        version: string;
        status: string;
        faults: string[];
      };
      expect(health.version).toBe(before);
      for (let i = 0; i < 100 && !each.said().includes(damaged); i += 1) await sleep(100);
    }
    await sleep(1500);
    const health = await (await fetch(`http://127.0.0.1:${readers[0].port}/api/health`)).text();
    expect(health).toMatch(new RegExp(`degraded.*这台是副本：版本 ${damaged} .*${why}.*没有采用`));
    expect(health).not.toContain('S3RVER');
    const { run } = await import('../command.ts');
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' });
    const mended = await run(
      'push',
      '--to',
      's3://baijing/province',
      '--endpoint',
      s3.endpoint,
      '--warehouse',
      at('builder'),
      '--verify'
    );
    expect([mended.code, mended.stdout + mended.stderr]).toMatchObject([0, expect.stringContaining(damaged) as string]);
    for (const each of readers)
      for (let i = 0; i < 400; i += 1) {
        if ((await fetch(`http://127.0.0.1:${each.port}/api/ready`)).headers.get('x-baijing-version') === damaged)
          break;
        if (i === 399) throw new Error(`not mended: ${each.said().slice(-1000)}`);
        await sleep(100);
      }
  }
);

test.runIf(process.platform === 'linux')(
  'a reader whose disk is full says so, serves on, and goes on when there is room',
  async () => {
    const { spawnSync } = await import('node:child_process');
    const folder = at('small');
    await mkdir(folder);
    const size = Math.ceil((statSync(join(at('builder'), `${versionOf(13)}.duckdb`)).size * 1.4) / 4096) * 4096;
    const follow = `${process.execPath} src/cli.ts follow --once --from s3://baijing/province --endpoint ${s3.endpoint} --warehouse ${folder}/w`;
    const script = `mount -t tmpfs -o size=${size} none ${folder} && head -c ${Math.floor(size * 0.7)} /dev/zero > ${folder}/filler
    ${follow}; echo "full $?"; ls -A ${folder}/w; rm ${folder}/filler; mount -o remount,size=${size * 40} ${folder}; ${follow}; echo "room $?"`;
    const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script], {
      encoding: 'utf8',
      env: { ...process.env, AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' },
    });
    expect(stdout, stderr).toMatch(/full 1[^]*room 0/);
    expect(stdout).toMatch(/ENOSPC|full/i);
    expect(stdout).not.toMatch(/^\.pull-/m);
  }
);
