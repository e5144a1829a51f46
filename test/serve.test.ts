import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { first, publishVersion, warehouseFolder } from './published.ts';
import { noAccount } from './accounts/command.ts';
import { runAccountCommand } from '#tasks/accounts.ts';
import { isFull } from './tier.ts';

let folder: string;
let dispose: () => Promise<void>;
let content: string;
const running: ChildProcess[] = [];
beforeEach(async () => {
  ({ folder, dispose } = await warehouseFolder());
  content = mkdtempSync(join(tmpdir(), 'content-'));
  writeDashboard('select 1 as n');
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  rmSync(content, { recursive: true });
  await dispose();
});

interface Started {
  child: ChildProcess;
  said(): string;
  address: string;
}

/** The one dashboard, of one query. */
function writeDashboard(sql: string): void {
  mkdirSync(join(content, 'slow'), { recursive: true });
  writeFileSync(
    join(content, 'slow/dashboard.ts'),
    "export default { title: '慢', description: '', order: 1, panels: { one: { title: '一', chart: { mark: 'table' } } } };"
  );
  writeFileSync(join(content, 'slow/one.sql'), sql);
}

/** Starts the server as a process of its own, on a free port. */
async function start(options: object = {}): Promise<Started> {
  const given = JSON.stringify({ warehouse: folder, dashboards: content, port: 0, host: '127.0.0.1', ...options });
  const program = `const { serve } = await import('./src/server/serve.ts'); await serve(${given}).catch((error) => { console.error(error.message); process.exitCode = 1; });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let text = '';
  const ended = once(child, 'exit');
  const address = await new Promise<string>((resolve) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const [found] = /http:\/\/\S+?:\d+/.exec(text) ?? [];
      if (found) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => resolve(''));
  });
  return { child, said: () => text, address };
}

test('it says where it is, answers API and pages, and ends on SIGTERM', async () => {
  await publishVersion(folder, first);
  const { child, address, said } = await start();
  expect(said()).toContain(`百景：${address}`);
  expect((await fetch(`${address}/api/health`)).status).toBe(200);
  const page = await fetch(`${address}/projects`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toContain('text/html');
  // What is on no wall is shown as it is read, here, whatever its name would be to a browser.
  for (const path of ['/wall/%2Felsewhere.example', '/%2Felsewhere.example?view=wall', '/wall/%5Celsewhere.example'])
    expect((await fetch(address + path, { redirect: 'manual' })).headers.get('location')).toMatch(/^\/%(?:2F|5C)else/);
  // Who chooses colours is led back to a page of this site, whatever another one wrote into the address.
  const backTo = async (back: string) =>
    (await fetch(`${address}/theme?to=dark&back=${encodeURIComponent(back)}`, { redirect: 'manual' })).headers.get(
      'location'
    );
  expect(await backTo('/quota?batch=2025')).toBe('/quota?batch=2025');
  for (const back of [
    '/\t/evil.example',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\n/evil.example',
  ])
    expect([back, await backTo(back)]).toEqual([back, '/']);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test.runIf(isFull)('an answer on its way is finished after SIGTERM', async () => {
  // It outlasts every deadline, on all cores.
  writeDashboard('select count(*) as n from range(60000) as a, range(60000) as b where a.range * b.range % 7 = 3');
  await publishVersion(folder, first);
  const { child, address } = await start({ warm: 0 });
  const slow = fetch(`${address}/api/dashboards/slow/one.json`);
  await sleep(150);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const answer = await slow;
  expect([answer.status, await answer.text()]).toEqual([504, expect.stringContaining('timeout')]);
  expect(await ended).toEqual([0, null]);
});

test.runIf(isFull)('a port that is taken is said in words, and the exit is 1', async () => {
  const { address } = await start();
  const port = Number(new URL(address).port);
  const { child, said } = await start({ port });
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(1);
  expect(said()).toContain(`端口 ${port} 已被占用`);
  expect(said()).not.toContain('at ');
});

test.runIf(isFull)('an address that this machine has not is said in words', async () => {
  await runAccountCommand('add', { ...noAccount, warehouse: folder, name: 'root', role: 'administrator' });
  const { child, said } = await start({ host: '203.0.113.7', behindProxy: '127.0.0.1', origin: 'https://x.example' });
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(1);
  expect(said()).toContain('这台机器没有地址 203.0.113.7');
});

test('without built pages it does not start, and says what to do', async () => {
  const { child, said } = await start({ build: content });
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(1);
  expect(said()).toMatch(/页面还没有构建.*请先运行 npm run build/);
});

test.runIf(isFull)('pages that cannot be read end it', async () => {
  writeFileSync(join(content, 'handler.js'), "throw new Error('half built');");
  const { child, said } = await start({ build: content });
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(1);
  expect(said()).toContain('half built');
});

test('without data it starts, says what to do, and serves what is then published', async () => {
  const { address, said } = await start();
  expect(said()).toContain('还没有导入数据');
  const page = await fetch(`${address}/`);
  expect(page.status).toBe(503);
  expect(await page.text()).toContain('还没有导入数据');
  await publishVersion(folder, first);
  await expect.poll(async () => (await fetch(`${address}/api/health`)).status, { timeout: 30_000 }).toBe(200);
});

test('with a version of another format it starts, says so on every page and how to build it again', async () => {
  await publishVersion(folder, first, [], {}, { format: 0 });
  const { address, said } = await start();
  expect(said()).toMatch(/百景：http:\S+（版本 \S+ 的格式是 0，.*此版本需另建：请运行 npm run rebuild/);
  for (const [path, status] of [
    ['/', 503],
    ['/projects', 503],
    ['/compliance', 503],
    ['/ledger', 503],
    ['/data', 503],
    [`/data/receipts/${first}`, 503],
    ['/data/guide', 200],
  ] as const) {
    const page = await fetch(address + path);
    expect([path, page.status]).toEqual([path, status]);
    const text = await page.text();
    expect(text, path).toMatch(/此版本需另建：请运行 npm run rebuild/);
    expect(text, path).not.toContain('还没有导入数据');
  }
});

test.runIf(isFull)('another name for this server is refused', async () => {
  const { address } = await start();
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.write('GET /projects HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  await once(socket, 'close');
  expect(text).toMatch(/^HTTP\/1.1 400 /);
  expect(text).toContain('unknown_host');
});

test.runIf(isFull)('whoever sends a request too slowly is let go, and the others are not kept waiting', async () => {
  await publishVersion(folder, first);
  const { address } = await start();
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const before = Date.now();
  const drip = setInterval(() => socket.write('X'), 500);
  socket.write('GET /api/health HTTP/1.1\r\nHost: localhost\r\n');
  expect((await fetch(`${address}/api/health`)).status).toBe(200);
  await new Promise((resolve) => socket.on('close', resolve).resume());
  clearInterval(drip);
  expect(Date.now() - before).toBeLessThan(20_000);
});
