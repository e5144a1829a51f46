import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { examine, looked, writeBundle, type Finding, type Looked } from '#doctor';
import { backUp } from '#pipeline';
import { first, publishVersion, second, warehouseFolder } from '../published.ts';
import { run } from '../command.ts';
import { sharedServer } from '../shared-server.ts';

let folder: string;
let dispose: () => Promise<void>;
let door: string;
beforeAll(async () => {
  door = (await sharedServer(inject('sampleDoor'))).address;
  ({ folder, dispose } = await warehouseFolder());
  await publishVersion(folder, first);
  await publishVersion(folder, second);
  await chmod(folder, 0o700);
});
afterAll(() => dispose());

const after = (days: number) => new Date(Date.parse('2026-07-02T12:00:00+08:00') + days * 86_400_000);
const scratch = () => mkdtemp(join(tmpdir(), 'doctor-'));

async function lookedAt(more: Partial<Parameters<typeof examine>[0]> = {}): Promise<Record<Looked, Finding>> {
  const findings = await examine({
    warehouse: folder,
    program: '百景',
    backups: null,
    certificate: null,
    findBrowser: () => '/usr/bin/chromium',
    measures: () => Promise.resolve(null),
    waiting: () => null,
    help: () => Promise.resolve(null),
    now: after(1),
    ...more,
  });
  expect(findings.map(({ of }) => of)).toEqual(Object.keys(looked));
  for (const { standing, todo } of findings) expect(todo === null).toBe(standing === 'well');
  return Object.fromEntries(findings.map((each) => [each.of, each])) as Record<Looked, Finding>;
}

test('what nobody said, and what is not there, is unknown and not well', async () => {
  const here = await lookedAt();
  expect([here.backup.standing, here.certificate.standing]).toEqual(['unknown', 'unknown']);
  const nowhere = await lookedAt({ warehouse: '/nowhere/warehouse' });
  for (const name of ['disk', 'damage', 'record', 'privacy'] as const)
    expect(nowhere[name].standing, name).toBe('unknown');
  expect(nowhere.versions).toMatchObject({ standing: 'now', says: '0 个版本，当前 没有' });
});

test('a server of another warehouse is told, since what is said here is not about it', async () => {
  const other = await lookedAt({ served: () => Promise.resolve('20260801T090000-99999999') });
  expect(other.versions).toMatchObject({ standing: 'now', says: expect.stringContaining('另一个数据仓库') });
  expect((await lookedAt({ served: () => Promise.resolve(second) })).versions.standing).toBe('well');
});

test('a last load of long ago, a clock that was set back', async () => {
  expect((await lookedAt()).load.standing).toBe('well');
  expect((await lookedAt({ now: after(45) })).load).toMatchObject({
    standing: 'soon',
    says: expect.stringMatching(/4\d 天前/),
  });
  expect((await lookedAt()).clock.standing).toBe('well');
  expect((await lookedAt({ now: after(-30) })).clock).toMatchObject({
    standing: 'now',
    says: expect.stringContaining('还早'),
  });
});

test('a warehouse that others can open, and a record of an upload that was put aside', async () => {
  expect((await lookedAt()).privacy.standing).toBe('well');
  await chmod(folder, 0o755);
  expect((await lookedAt()).privacy.standing).toBe('now');
  await chmod(folder, 0o700);
  await mkdir(join(folder, 'uploads'), { recursive: true });
  await writeFile(join(folder, 'uploads/x.json.damaged'), '');
  expect((await lookedAt()).damage).toMatchObject({ standing: 'now', says: expect.stringContaining('x.json.damaged') });
  await rm(join(folder, 'uploads'), { recursive: true });
  expect((await lookedAt()).damage.standing).toBe('well');
});

test('a version that was published outside the record is told', async () => {
  expect((await lookedAt()).record).toMatchObject({ standing: 'now', says: expect.stringContaining('处不符') });
});

test('backups by their age, and a folder without a whole one', async () => {
  const to = await scratch();
  expect((await lookedAt({ backups: to })).backup).toMatchObject({ standing: 'now' });
  await mkdir(join(to, 'backup-20260701T000000.partial'));
  expect((await lookedAt({ backups: to })).backup.standing).toBe('now');
  await backUp(folder, to);
  const since = (days: number) => new Date(Date.now() + days * 86_400_000);
  const told = async (days: number) => (await lookedAt({ backups: to, now: since(days) })).backup.standing;
  expect([await told(0.5), await told(3), await told(20)]).toEqual(['well', 'soon', 'now']);
  const [name = ''] = (await readdir(to)).filter((each) => !each.endsWith('.partial'));
  await chmod(join(to, name), 0o755);
  expect((await lookedAt({ backups: to })).backup).toMatchObject({
    standing: 'now',
    says: expect.stringContaining(`别的用户打得开备份 ${join(to, name)}`),
    todo: `chmod -R go= ${join(to, name)}`,
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
test.runIf(hasOpenssl)('a certificate by the days that it has left, and a file that is none', async () => {
  const place = await scratch();
  const [cert, key] = [join(place, 'cert.pem'), join(place, 'key.pem')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '40', '-subj', '/CN=x', '-keyout', key, '-out', cert],
  ]);
  expect(made.status).toBe(0);
  const told = async (days: number) =>
    (await lookedAt({ certificate: cert, now: new Date(Date.now() + days * 86_400_000) })).certificate.standing;
  expect([await told(0), await told(20), await told(41)]).toEqual(['well', 'soon', 'now']);
  expect((await lookedAt({ certificate: key })).certificate.standing).toBe('now');
});

const measured = (...routes: [route: string, count: number, within3: number, within15: number][]) =>
  [
    'nodejs_eventloop_lag_p99_seconds 0.0210',
    'baijing_requests_open 2',
    ...routes.flatMap(([route, count, within3, within15]) => [
      `baijing_request_seconds_bucket{route="${route}",status="200",le="3"} ${within3}`,
      `baijing_request_seconds_bucket{route="${route}",status="200",le="15"} ${within15}`,
      `baijing_request_seconds_bucket{route="${route}",status="200",le="+Inf"} ${count}`,
      `baijing_request_seconds_count{route="${route}",status="200"} ${count}`,
    ]),
  ].join('\n');

test('slow answers are counted by what the server measured; where none answers nobody knows', async () => {
  const told = async (text: string | null) => (await lookedAt({ measures: () => Promise.resolve(text) })).slow;
  expect((await told(null)).standing).toBe('unknown');
  expect((await told(measured())).standing).toBe('unknown');
  expect(await told(measured(['/…', 300, 300, 300], ['/api/query', 100, 100, 100]))).toMatchObject({
    standing: 'well',
  });
  expect(await told(measured(['/…', 300, 298, 300]))).toMatchObject({
    standing: 'well',
    says: '300 次回答，超过 3 秒的 2 次、超过 15 秒的 0 次；最多的是 /…（2 次）',
  });
  expect((await told(measured(['/…', 300, 299, 299]))).standing).toBe('soon');
  expect(await told(measured(['/…', 50, 50, 50], ['/api/query', 50, 40, 50]))).toMatchObject({
    standing: 'soon',
    says: expect.stringContaining('最多的是 /api/query（10 次）'),
  });
});

test('what the running server measures is read as it says it', async () => {
  await fetch(`${door}/api/health`);
  const at = await lookedAt({ measures: async () => await (await fetch(`${door}/metrics`)).text() });
  expect(at.slow.says).toMatch(/^\d+ 次回答/);
  expect(at.queue.says).toMatch(/^等回答的 \d+ 个；还没有提醒$/);
});

test('mail that is due and does not leave, and what was given up, are told; what is due tomorrow is not', async () => {
  const told = async (waiting: number, oldest: string | null, givenUp: number) =>
    (await lookedAt({ waiting: () => ({ waiting, oldest, givenUp }), measures: () => Promise.resolve(measured()) }))
      .queue;
  const at = (hours: number) => new Date(after(1).getTime() + hours * 3_600_000).toISOString();
  expect((await told(0, null, 0)).standing).toBe('well');
  expect((await told(3, at(18), 0)).standing).toBe('well');
  expect(await told(3, at(-5), 0)).toMatchObject({
    standing: 'now',
    says: expect.stringContaining('最早的等了 5 小时'),
  });
  expect((await told(0, null, 2)).standing).toBe('soon');
});

test('whom to ask is what the office wrote, and no matter of who helps from afar', async () => {
  expect((await lookedAt()).help.standing).toBe('unknown');
  const here = await lookedAt({ help: () => Promise.resolve('信息中心 张三\n电话 0531-0000000\n') });
  expect(here.help).toMatchObject({ standing: 'well', says: '信息中心 张三；电话 0531-0000000' });
  const path = join(await scratch(), 'bundle.zip');
  await writeBundle(path, { warehouse: folder, findings: Object.values(here), machine: {} });
  expect(String(spawnSync('unzip', ['-p', path], { encoding: 'utf8' }).stdout)).not.toMatch(/张三|0531/);
});

test('a machine without a browser goes on', async () => {
  const findBrowser = () => {
    throw new Error('none');
  };
  expect((await lookedAt({ findBrowser })).browser).toMatchObject({ standing: 'soon' });
});

test('the bundle for who helps holds nothing of a project, a firm, a person or a file', async () => {
  const path = join(await scratch(), 'bundle.zip');
  const findings = Object.values(await lookedAt());
  await writeBundle(path, { warehouse: folder, findings, machine: { node: process.version } });
  await expect(writeBundle(path, { warehouse: folder, findings, machine: {} })).rejects.toThrow(/EEXIST/);
  const text = String(spawnSync('unzip', ['-p', path], { encoding: 'utf8' }).stdout);
  expect(text).toContain(second);
  const receipt = JSON.parse(await readFile(join(folder, `${second}.json`), 'utf8')) as {
    files: { file: string; sha256: string }[];
    by: { name: string } | null;
  };
  const secrets = [
    ...receipt.files.flatMap(({ file, sha256 }) => [file, sha256]),
    ...(receipt.by ? [receipt.by.name] : []),
    ...['济南市', '青岛市', '公司', 'SD-', '示例数据'],
  ];
  expect(secrets.length).toBeGreaterThan(5);
  for (const secret of secrets) expect(text, secret).not.toContain(secret);
});

test('the command says what to do, and its exit code whether something is to be done now', async () => {
  const bundle = join(await scratch(), 'b.zip');
  const told = await run('doctor', '--warehouse', folder, '--bundle', bundle);
  expect(told.code).toBe(1);
  for (const title of Object.values(looked)) expect(told.stdout).toContain(title);
  expect(existsSync(bundle)).toBe(true);
});
