import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { faultsOf, ownPlatform, platforms } from '#deliver';
import { asCalledHere } from '#environment/terminal.ts';
import { run } from '../command.ts';
import { isFull } from '../tier.ts';

const platform = ownPlatform();
const scratch = () => mkdtempSync(join(tmpdir(), 'pack-'));

test('a package without a form for the machine, and a file for another machine, are named', async () => {
  const modules = scratch();
  const native = (name: string) => {
    mkdirSync(join(modules, name), { recursive: true });
    writeFileSync(join(modules, name, 'duckdb.node'), '');
  };
  mkdirSync(join(modules, '@duckdb/node-bindings'), { recursive: true });
  native('@duckdb/node-bindings-linux-arm64');
  expect(await faultsOf(modules, platforms['linux-arm64']!)).toEqual([]);
  expect(await faultsOf(modules, platforms['windows-x64']!)).toEqual([
    '@duckdb/node-bindings 没有给 windows-x64 的 @duckdb/node-bindings-win32-x64',
    '@duckdb/node-bindings-linux-arm64/duckdb.node 不知道是给哪种机器的',
  ]);
});

test('commands are told as they are typed where there is no npm', () => {
  expect(asCalledHere('先 npm run account -- add 张三；再 npm start', './baijing')).toBe(
    '先 ./baijing account add 张三；再 ./baijing'
  );
  expect(asCalledHere('运行 npm run check:content。', './baijing')).toBe('运行 ./baijing check-content。');
  expect(asCalledHere('运行 npm run rebuild，', './baijing')).toBe('运行 ./baijing rebuild，');
  expect(asCalledHere('npm run load -- 表', undefined)).toBe('npm run load -- 表');
});

test('what writes commands anew leaves itself as it is, where it lies among the pages of an archive', () => {
  const own = readFileSync('src/spec/as-called.ts', 'utf8');
  expect(own).toContain('replaceAll');
  expect(asCalledHere(own, './baijing')).toBe(own);
});

test('a platform that nothing is packed for is refused with those that there are', async () => {
  const { code, stderr } = await run('pack', '--platform', 'solaris');
  expect(code).toBe(2);
  for (const name of Object.keys(platforms)) expect(stderr).toContain(name);
});

test('who did not install from an archive is told so', async () => {
  const { code, stderr } = await run('upgrade', 'x.tar.gz');
  expect([code, stderr]).toEqual([2, expect.stringContaining('这不是用安装包装的程序')]);
});

const alone = ['--user', '--map-root-user', '--net'];
const canPart = platform !== null && spawnSync('unshare', [...alone, 'true']).status === 0;

/** What of the archive is asked where there is no network but the machine's own. */
const visit = `
ip link set lo up
cd "$1"
./baijing > start.log 2>&1 &
served=$!
for try in $(seq 1 90); do
  sleep 1
  "$2" -e 'fetch("http://127.0.0.1:3000/").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' && break
done
"$2" -e 'Promise.all(["/quota", "/projects", "/data", "/verify", "/brief"].map((path) => fetch("http://127.0.0.1:3000" + path))).then((all) => console.log("pages", all.map((r) => r.status).join()))'
kill $served
wait $served
mkdir handed
cp releases/*/data/sample/* handed/ 2>/dev/null || cp -r releases/*/data/sample/. handed/
./baijing load handed | tail -1
./baijing upgrade "$3"
./baijing upgrade "$3"
./baijing back
./baijing versions list | head -3
`;

/** Two archives, a sample, a load and three trials of data, one after another. */
const longest = { timeout: 900_000 };

test.runIf(isFull && canPart)('an archive is made and used where there is no network', longest, async () => {
  const out = scratch();
  const packed = await run('pack', '--out', out, '--json');
  expect(packed.stderr, packed.stderr).toBe('');
  const told = JSON.parse(packed.stdout) as { path: string; name: string; sha256: string };
  expect(readFileSync(`${told.path}.sha256`, 'utf8')).toContain(told.sha256);
  const again = JSON.parse((await run('pack', '--out', scratch(), '--json')).stdout) as { sha256: string };
  expect(again.sha256).toBe(told.sha256);
  const place = scratch();
  expect(spawnSync('tar', ['-xzf', told.path, '-C', place]).status).toBe(0);
  const home = join(place, readdirSync(place)[0]!);
  const release = join(home, 'releases', told.name);
  for (const name of ['vitest', 'typescript', 'svelte-check', 'playwright-core', 'exceljs'])
    expect(readdirSync(join(release, 'node_modules'))).not.toContain(name);
  // The next release: the same with another word in its README.
  const young = scratch();
  spawnSync('cp', ['-r', home, young]);
  const nextHome = join(young, readdirSync(young)[0]!);
  const relabel = `const { writeSums, releaseFile } = await import('./src/deliver/index.ts'); const fs = await import('node:fs');
    const folder = process.argv[1]; fs.appendFileSync(folder + '/README.md', ' '); fs.rmSync(folder + '/' + releaseFile);
    const sums = await writeSums(folder); const name = '9.9.9-' + sums.slice(0, 8);
    fs.writeFileSync(folder + '/' + releaseFile, JSON.stringify({ name, version: '9.9.9', platform: '${platform}', sums }));
    fs.renameSync(folder, folder + '/../' + name); console.log(name);`;
  const named = spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    relabel,
    join(nextHome, 'releases', told.name),
  ]);
  const next = String(named.stdout).trim();
  spawnSync('rm', ['-rf', join(nextHome, 'warehouse')]);
  const archive = join(young, 'next.tar.gz');
  expect(spawnSync('tar', ['-czf', archive, '-C', young, readdirSync(young)[0]!]).status).toBe(0);
  const path = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' };
  const child = spawn('unshare', [...alone, 'sh', '-c', visit, 'sh', home, join(release, 'node'), archive], {
    env: path,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (block: Buffer) => (said += block.toString()));
  await once(child, 'close');
  const started = readFileSync(join(home, 'start.log'), 'utf8');
  expect(started, started).toMatch(/百景：http:\/\/127\.0\.0\.1:3000/);
  expect(said).toContain('pages 200,200,200,200,200');
  expect(said).toMatch(/已发布版本 \S+，回执 \d{4}-0002/);
  expect(said).toMatch(
    new RegExp(`已换成 ${next.replaceAll('.', '\\.')}（原来是 ${told.name.replaceAll('.', '\\.')}）`)
  );
  expect(said).toContain(`正在用的就是 ${next}`);
  expect(said).toContain(`已退回 ${told.name}`);
});

beforeAll(() => {
  if (isFull && !canPart) console.error('a network of its own is not allowed here: the archive is not tried in one');
});
