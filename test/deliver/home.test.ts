import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { platforms } from '#deliver';
import { dataFolder, dataNote } from '#environment/data-folder.ts';
import { layHome } from '../../src/deliver/lay-home.ts';
import { sayAsCalled } from '../../src/deliver/say-as-called.ts';
import { setUpOffice } from '#tasks/set-up-office.ts';

const scratch = () => mkdtempSync(join(tmpdir(), 'home-'));
const needs = { files: ['node'], versions: { GLIBC: '2.28', GLIBCXX: '3.4.22' }, kernel: '3.2.0', faults: [] };

test('what Windows reads by itself is ASCII with its ends of lines; what people read there is marked UTF-8', async () => {
  const home = scratch();
  await layHome(home, platforms['windows-x64']!, { name: 'x', needs });
  const script = readFileSync(join(home, 'baijing.cmd'), 'latin1');
  expect(script).toMatch(/^[\x20-\x7e\r\n]*$/);
  expect(script.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  // A name with ) would end a block, and set /p reads both lines of a pointer that was written on Linux.
  expect(script).not.toMatch(/^\s*\)|set \/p/m);
  for (const label of script.match(/(?<=goto )\w+/g)!) expect(script).toContain(`\n:${label}\r\n`);
  for (const name of ['help.txt', '安装说明.txt']) {
    const text = readFileSync(join(home, name), 'utf8');
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).not.toContain('@NEEDS@');
  }
  expect(readFileSync(join(home, '安装说明.txt'), 'utf8')).toContain('Windows 10');
});

const node = `#!/bin/sh
[ "$1" = --version ] && { echo "$SAYS" >&2; exit "\${FAILS:-0}"; }
printf '%s|' "$BAIJING_HOME" "$BAIJING_WAREHOUSE" "\${BAIJING_OPEN:-}" "$@"
[ -n "$TELLS" ] && printf '%s' "$$"
exit "\${ENDS:-0}"
`;

/** A home as it is unpacked, with a program that says how it was called. */
async function homeIn(place: string, lines = ['machine x86_64', 'GLIBC 2.28', 'file node', '']): Promise<string> {
  const home = join(place, '百景 (新) & 旧 $HOME');
  mkdirSync(join(home, 'releases/9-x/src'), { recursive: true });
  await layHome(home, platforms['linux-x64']!, { name: '9-x', needs });
  writeFileSync(join(home, 'releases/9-x/node'), node);
  chmodSync(join(home, 'releases/9-x/node'), 0o755);
  writeFileSync(join(home, 'releases/9-x/src/cli.ts'), '');
  writeFileSync(join(home, 'releases/9-x/needs'), lines.join('\n'));
  return home;
}

function open(path: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(path, args, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', ...env },
  });
  return { status, stdout, stderr };
}

const onLinux = process.platform === 'linux';

test.runIf(onLinux)('it is opened from a folder of any name, and by a link to it from elsewhere', async () => {
  const place = scratch();
  const home = await homeIn(place);
  const cli = join(home, 'releases/9-x/src/cli.ts');
  const asOpened = `${home}|${home}/warehouse|1|${cli}|start|--as-of|2026-06-30|`;
  expect(open(join(home, 'baijing'))).toEqual({ status: 0, stdout: asOpened, stderr: '' });
  const link = join(place, 'desk');
  symlinkSync(join(home, 'baijing'), link);
  expect(open(link).stdout).toBe(asOpened);
  expect(open(link, ['load', '交来的 表'], { ENDS: '1' })).toEqual({
    status: 1,
    stdout: `${home}|${home}/warehouse||${cli}|load|交来的 表|`,
    stderr: '',
  });
  expect(open(link, [], { ENDS: '3' }).status).toBe(3);
  expect(open(link, ['x'], { BAIJING_WAREHOUSE: '/别处' }).stdout).toContain('|/别处|');
});

test.runIf(onLinux)('options alone are those of opening, as npm start takes them', async () => {
  const home = await homeIn(scratch());
  const said = (...args: string[]) => open(join(home, 'baijing'), args).stdout.split('|').slice(4, -1).join(' ');
  expect(said('--port', '8080')).toBe('start --as-of 2026-06-30 --port 8080');
  expect(said('--', '--port', '8080')).toBe('start --as-of 2026-06-30 --port 8080');
  expect(said('--help')).toBe('--help');
  expect(said('serve', '--port', '8080')).toBe('serve --port 8080');
});

test('an installed program looks for its data where the office put them, whatever a command says less', () => {
  const home = scratch();
  const own = { BAIJING_HOME: home, BAIJING_WAREHOUSE: join(home, 'warehouse') };
  expect(dataFolder(own)).toBe(join(home, 'warehouse'));
  writeFileSync(dataNote(home), '/var/lib/baijing/warehouse\n');
  expect(dataFolder(own)).toBe('/var/lib/baijing/warehouse');
  expect(dataFolder({ ...own, BAIJING_WAREHOUSE: '/别处' })).toBe('/别处');
  expect(dataFolder({ BAIJING_WAREHOUSE: '/别处' })).toBe('/别处');
});

test.runIf(onLinux)('an office is set up by lines that are typed as they stand', async () => {
  const home = '/root/百景';
  const data = '/var/lib/baijing/warehouse';
  const ask = (more: object) => setUpOffice({ home: '/opt/百景', origin: 'https://bj.example.gov.cn', data, ...more });
  expect(await ask({ home: null })).toContain('src/office/README.md');
  expect(await ask({ origin: 'bj.example.gov.cn' })).toContain('--origin https://网址');
  expect(await ask({ origin: 'http://bj.example.gov.cn' })).toContain('--origin https://网址');
  expect(await ask({ home: '/opt/百景 新' })).toContain('不能有空格');
  expect(await ask({ home })).toContain('搬到 /opt/baijing');
  // Where a service sees it: wherever this program lies, /tmp and /home would be refused.
  const place = mkdtempSync('/dev/shm/office-');
  try {
    const told = await ask({ home: place });
    if (typeof told === 'string') throw new Error(told);
    const [service, site] = told.files.map((path) => readFileSync(path, 'utf8')) as [string, string];
    expect(service).toContain(`ExecStart=${place}/baijing serve --warehouse ${data} --host 127.0.0.1`);
    expect(service).toContain('--origin https://bj.example.gov.cn');
    expect(service).toContain(`ReadWritePaths=/var/lib/baijing ${place}/releases`);
    expect(service + site).not.toMatch(/baijing\.example|node_modules/);
    expect(readFileSync(dataNote(place), 'utf8')).toBe(`${data}\n`);
    for (const name of ['baijing.service', 'nginx.conf'])
      expect(told.lines.join('\n')).toContain(`${place}/office/${name}`);
    expect(told.lines.join('\n'), 'nothing was loaded on one seat').not.toContain('backup --warehouse');
    mkdirSync(join(place, 'warehouse'));
    writeFileSync(join(place, 'warehouse/current'), 'x\n');
    const again = await ask({ home: place, data: join(place, 'elsewhere') });
    const lines = typeof again === 'string' ? [] : again.lines.map((line) => line.trim());
    const at = lines.indexOf(`${place}/baijing backup --warehouse ${place}/warehouse --to ${place}/moving`);
    expect(lines[at + 1]).toBe(`${place}/baijing restore --from ${place}/moving --warehouse ${place}/elsewhere`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});

test.runIf(onLinux)('who ends the script ends the program, where no window waits for a key', async () => {
  const home = await homeIn(scratch());
  const { pid, stdout } = spawnSync(join(home, 'baijing'), {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', TELLS: '1' },
  });
  expect(stdout.split('|').at(-1)).toBe(String(pid));
});

const lacking: [what: string, lines: string[] | undefined, env: Record<string, string>, says: RegExp][] = [
  [
    'another machine',
    ['machine sparc', 'file node', ''],
    { FAILS: '1', SAYS: 'Exec format error' },
    /是给 sparc 机器的/,
  ],
  ['an old glibc', ['GLIBC 99.1', 'file node', ''], { FAILS: '1', SAYS: 'not found' }, /glibc 是 \S+，至少要 99\.1/],
  ['a library', undefined, { FAILS: '127', SAYS: 'libstdc++.so.6: not found' }, /缺系统的库.*libstdc\+\+/],
  ['leave to run', undefined, { FAILS: '126', SAYS: 'Permission denied' }, /不让运行.*noexec.*执行控制/s],
  ['something else', undefined, { FAILS: '1', SAYS: '别的' }, /运行不了：别的/],
];

test.runIf(onLinux).each(lacking)('a machine that lacks %s is told so', async (_, lines, env, says) => {
  const home = await homeIn(scratch(), lines);
  const told = open(join(home, 'baijing'), [], env);
  expect(told.stderr).toMatch(says);
  expect([told.status, told.stdout]).toEqual([1, '']);
});

test.runIf(onLinux)('a script that was copied alone, and a release that is not whole, say so', async () => {
  const home = await homeIn(scratch());
  const alone = join(scratch(), 'baijing');
  copyFileSync(join(home, 'baijing'), alone);
  expect(open(alone).stderr).toContain('文件不全');
  writeFileSync(join(home, 'current'), '9-y\n9-x\n');
  expect(open(join(home, 'baijing'))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('没有 9-y 那份程序'),
  });
});

test('pages and answers of an archive say commands as they are typed there, also where they lie packed', async () => {
  const release = scratch();
  const lay = (file: string, text: string) => {
    mkdirSync(join(release, file, '..'), { recursive: true });
    writeFileSync(join(release, file), text);
  };
  const line = 'const words = `请运行 npm run load -- <文件夹>，再 npm start`;';
  for (const file of ['src/api/words.ts', 'src/pipeline/words.ts', 'build/client/a.js', 'build/client/b.css'])
    lay(file, line);
  lay('build/client/a.js.gz', '');
  lay('build/client/a.js.br', '');
  expect(await sayAsCalled(release, './baijing')).toBe(2);
  const said = 'const words = `请运行 ./baijing load <文件夹>，再 ./baijing`;';
  const bytesOf = (file: string) => readFileSync(join(release, file));
  expect(bytesOf('src/api/words.ts').toString()).toBe(said);
  // What a table is made by is the same program, wherever it is installed.
  expect(bytesOf('src/pipeline/words.ts').toString()).toBe(line);
  expect(gunzipSync(bytesOf('build/client/a.js.gz')).toString()).toBe(said);
  expect(brotliDecompressSync(bytesOf('build/client/a.js.br')).toString()).toBe(said);
});
