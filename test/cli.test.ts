import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asCalled, type Defect, type Receipt } from '#spec';
import { recordFile } from '#pipeline';
import { openStore } from '#store';
import { readCurrent } from '#warehouse';
import { commands, readLine, usageOf } from '#commands/index.ts';
import { Misuse } from '#environment/misuse.ts';
import { run, start } from './command.ts';
import { changedContent } from './content/changed.ts';
import { folderOf } from './pipeline/content.ts';
import { isFull, some } from './tier.ts';

const scratch = () => mkdtemp(join(tmpdir(), 'cli-'));

const applications = `项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资(万元)
P1,2025,甲项目,1,91370100MA3C000019,甲公司,服务商,民营,济南市,100
P2,2025,乙项目,2,91370200MA3C000027,乙公司,制造业企业,民营,岛青市,200
P3,2025,丙项目,3,91370300MA3C000035,丙公司,制造业企业,民营,淄博市,约300
`;

test.each(
  some<[string[], string]>(
    [
      [[], '要给出命令'],
      [['load'], 'load 要给出一个文件夹'],
      [['load', ''], 'load 要给出一个文件夹'],
      [['versions', 'prune'], 'versions prune 要写明留多少：--keep 个数、--older 天数，或两样都写（都满足的才清理）'],
      [['rules'], 'rules 要给出另一套口径（--compare 文件夹）或另一个截至日（--as-of 日期）'],
    ],
    1
  )
)('%j is wrong usage: what is wrong, how it is used, exit 2', async (args, words) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`${words}。\n\n用法：`);
});

test.each([
  [['lod'], '没有命令 lod，最接近的是 load'],
  [['doctr'], '没有命令 doctr，最接近的是 doctor'],
  [['zzz'], '没有命令 zzz'],
  [['constructor'], '没有命令 constructor'],
  [['load', 'a', 'b'], '多出了 b'],
  [['load', 'a', '--force'], '没有选项 --force'],
  [['load', 'a', '--dry-run=yes'], '选项 --dry-run 的值不对'],
  [['load', 'a', '--as-of'], '选项 --as-of 的值不对'],
  [['load', 'a', '--as-of', '2025-02-30'], '--as-of 要写成 2026-06-30 这样的日期（写的是 2025-02-30）'],
  [['load', 'a', '--as-of', '2025/2/3'], '--as-of 要写成 2026-06-30 这样的日期（写的是 2025/2/3）'],
  [['load', 'a', '--as-of', ''], '--as-of 要写成 2026-06-30 这样的日期（写的是 ）'],
  [['rules', '--compare'], '选项 --compare 的值不对'],
  [['rules', '--as-of', '2025-02-30'], '--as-of 要写成 2026-06-30 这样的日期（写的是 2025-02-30）'],
  [['serve', '--port', '99999'], '--port 要是 0 到 65535 的整数（写的是 99999）'],
  [['serve', '--port', 'http'], '--port 要是 0 到 65535 的整数（写的是 http）'],
  [['serve', 'data'], '多出了 data'],
  [['rebuild', '--version', 'latest'], '--version 要写成 20261123T090000-1a2b3c4d 这样的版本号（写的是 latest）'],
  [['rebuild', 'data'], '多出了 data'],
  [['versions', 'prune', '--keep', '0'], '--keep 要是不小于 1 的整数（写的是 0）'],
  [['load', 'a', '--memory', '10MB'], '--memory 要写成 4GB、800MB 这样的大小，不小于 256MB（写的是 10MB）'],
  [['serve', '--older', 'week'], '--older 要是不小于 0 的整数（写的是 week）'],
])('%j is wrong usage', (line, words) => {
  expect(() => readLine(line)).toThrow(new Misuse(words));
});

test('that there are no accounts is an answer, by which an upgrade of one seat goes on', async () => {
  const asked = ['account', 'list', '--warehouse', join(await scratch(), 'warehouse'), '--json'];
  expect(await run(...asked)).toMatchObject({ code: 0, stdout: '[]\n' });
});

test('how a command is used is told of it alone, as it is typed here and by who has an archive', () => {
  for (const name of Object.keys(commands)) {
    const told = usageOf(name);
    const heads = [...told.matchAll(/^ {2}(?:npm run |\S*baijing )(\S+)/gm)].map(([, head = '']) =>
      head.replace(':', '-')
    );
    expect(new Set(heads), told).toEqual(new Set([['start', 'dev'].includes(name) ? 'serve' : name]));
    expect(asCalled(told, './baijing')).not.toMatch(/npm| -- /);
  }
  expect(usageOf('start')).toContain('--behind-proxy');
  expect(usageOf('zzz')).toBe('所有命令：npm start -- --help');
});

test.runIf(isFull)(
  'a notice of which something is open is told, exit 1, as JSON too; one that is entered, exit 0',
  async () => {
    const folder = await changedContent([]);
    const tend = (...args: string[]) => run('notice', ...args, '--root', folder);
    expect(await tend('new', '2027', '--from', '2026-示例')).toMatchObject({ code: 0 });
    const { code, stdout } = await tend('check', '2027', '--json');
    expect({ code, isOpen: stdout.includes('"item"') }).toEqual({ code: 1, isOpen: true });
    expect(await tend('check')).toMatchObject({ code: 1 });
    expect(await tend('check', '2025')).toMatchObject({ code: 0, stdout: '通知 2025 已经录全。\n' });
    await rm(folder, { recursive: true });
  }
);

test.runIf(isFull)(
  'verdicts are compared under another day, exit 0; what cannot be compared is refused, exit 1; nothing is published',
  async () => {
    const folder = await folderOf({
      'applications.csv': applications,
      'events.csv': '项目编号,环节,时间\nP1,提交,2025-04-01 09:00\nP1,公布,2025-06-10 09:00\n',
    });
    const warehouse = join(await scratch(), 'warehouse');
    expect((await run('load', folder, '--warehouse', warehouse, '--as-of', '2025-04-24')).code).toBe(0);
    const before = await readdir(warehouse);
    expect(await run('rules', '--compare', 'data/reference', '--warehouse', warehouse)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('没有一条结论改变。'),
    });
    const other = await run('rules', '--as-of', '2026-06-30', '--warehouse', warehouse, '--json');
    expect(JSON.parse(other.stdout)).toMatchObject({
      reasons: [],
      changed: [],
      asOf: { before: '2025-04-24', after: '2026-06-30' },
    });
    expect(await run('rules', '--compare', join(warehouse, 'nowhere'), '--warehouse', warehouse)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('没有口径文件'),
    });
    expect(await readdir(warehouse)).toEqual(before);
  }
);

test('--help tells how it is used', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('用法：') });
});

test('start loads the sample where nothing is published, tells of it, serves it, and loads nothing the next time', async () => {
  const sample = await folderOf({ 'applications 示例数据.csv': applications });
  const warehouse = join(await scratch(), 'warehouse');
  const args = ['start', '--sample', sample, '--as-of', '2026-06-30', '--warehouse', warehouse, '--port', '0'];
  const served = async () => {
    const server = start(...args);
    const address = /http:\S+?:\d+/.exec(await server.says(/^百景：http:/))?.[0];
    const { version } = (await (await fetch(`${address}/api/health`)).json()) as { version: string };
    expect(version).toBe((await readCurrent(warehouse))?.version);
    server.child.kill('SIGTERM');
    return { version, ...(await server.ended) };
  };
  const { version, stdout, stderr } = await served();
  expect(stderr.split('\n')).toEqual(
    expect.arrayContaining(['核对文件', '读取 applications 示例数据.csv', '计算 主题表', '发布'])
  );
  expect(stdout).toMatch(/applications 示例数据\.csv +项目基本信息表 +utf-8 +3 +2 +0 +1 +0 +0/i);
  expect(stdout).toMatch(/applications 示例数据\.csv:3 推荐市「岛青市」.*青岛市/);
  expect(stdout).toMatch(/applications 示例数据\.csv:4 项目总投资「约300」/);
  expect(stdout).toMatch(/截至日 2026-06-30/);
  expect(stdout).toContain(`已发布版本 ${version}`);
  const again = await served();
  expect([again.version, /^读取/m.test(again.stderr)]).toEqual([version, false]);
});

/** What the tests from here on load, compare and rebuild. */
const warehouse = join(await scratch(), 'warehouse');
const handedIn = await folderOf({
  'applications.csv': applications + applications.split('\n')[2]?.replace('P2', 'P9').concat('\n').repeat(12),
});

test('--json answers with the receipt and every defect, and nothing else; the same again publishes nothing, exit 0', async () => {
  const args = ['load', handedIn, '--warehouse', warehouse, '--as-of', '2026-06-30'];
  const { code, stdout, stderr } = await run(...args, '--by', '张三', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const outcome = JSON.parse(stdout) as { status: string; receipt: Receipt; defects: Defect[] };
  expect(outcome.status).toBe('published');
  expect(outcome.receipt).toMatchObject({
    number: expect.stringMatching(/^\d{4}-0001$/),
    by: { name: '张三', isVerified: false },
    files: [{ file: 'applications.csv', read: 15, loaded: 2, rejected: 13 }],
  });
  expect(outcome.defects.filter(({ value }) => value === '岛青市').map(({ row, effect }) => [row, effect])).toEqual(
    [3, ...Array.from({ length: 12 }, (_, at) => at + 5)].map((row) => [row, 'row'])
  );
  const { version } = outcome.receipt;
  expect(await run(...args)).toMatchObject({
    code: 0,
    stdout: `没有变化：这些文件与当前版本 ${version} 相同，没有发布新版本。\n`,
  });
  expect((await readCurrent(warehouse))?.version).toBe(version);
});

test('a load that is refused is on record, a trial of it is not', async () => {
  const empty = await scratch();
  const refusedOnRecord = () => {
    const store = openStore(recordFile(warehouse), { readOnly: true });
    const { total } = store.find({ stream: 'use', event: 'load_refused' }, { limit: 10, offset: 0 });
    store.close();
    return total;
  };
  const args = ['load', empty, '--warehouse', warehouse];
  expect([(await run(...args, '--dry-run')).code, refusedOnRecord()]).toEqual([1, 0]);
  expect([(await run(...args)).code, refusedOnRecord()]).toEqual([1, 1]);
  expect((await run('record', 'verify', '--warehouse', warehouse)).code).toBe(0);
});

test('rebuild where nothing was loaded says so, exit 1', async () => {
  expect(await run('rebuild', '--warehouse', join(await scratch(), 'warehouse'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('没有可以重建的'),
  });
});

test.runIf(isFull)(
  'rebuild makes the version again from the kept files alone and says that it is the same',
  async () => {
    const before = (await readCurrent(warehouse))!;
    const { code, stdout } = await run('rebuild', '--warehouse', warehouse);
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(new RegExp(`^一致：与版本 ${before.version} 比较，\\d+ 张主题表逐行相同。`));
    const after = (await readCurrent(warehouse))!;
    expect(after.version > before.version).toBe(true);
    expect(after.receipt).toMatchObject({
      number: expect.stringMatching(/-0002$/),
      rebuildOf: before.version,
      compared: { cured: 0, fresh: 0 },
    });
    const again = await run('rebuild', '--warehouse', warehouse, '--version', before.version, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ of: before.version, outcome: { status: 'dry-run' } });
  }
);

test.runIf(isFull)('--dry-run reports all and publishes nothing', async () => {
  const warehouse = join(await scratch(), 'warehouse');
  const { code, stdout } = await run(
    'load',
    await folderOf({ 'applications.csv': applications }),
    '--warehouse',
    warehouse,
    '--dry-run'
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/applications\.csv:3 推荐市「岛青市」/);
  expect(stdout).toMatch(/试运行：.*没有发布/);
  await expect(readdir(warehouse)).rejects.toThrow('ENOENT');
});

const refused: [string, Record<string, string | Buffer>, RegExp][] = [
  ['an empty folder', {}, /是空的/],
  ['a folder of other things', { 'a.pdf': '%PDF-1.4', 'b.csv': '甲,乙\n1,2\n' }, /没有一个文件可以导入/],
  ['a missing column', { 'applications.csv': applications.replace('推荐市', '推荐人') }, /推荐市/],
  [
    'two encodings in one file',
    { 'applications.csv': Buffer.concat([Buffer.from(applications), Buffer.from([0xbc, 0xc3, 0xc4, 0xcf, 0x0a])]) },
    /编码/,
  ],
];
test.each(some(refused, 1))(
  '%s is refused with the reason and exit 1, and nothing is made',
  async (_, files, reason) => {
    const warehouse = join(await scratch(), 'warehouse');
    const { code, stdout } = await run('load', await folderOf(files), '--warehouse', warehouse);
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(reason) });
    expect(stdout).toContain('没有发布，数据仓库未改动。');
    await expect(readdir(warehouse)).rejects.toThrow('ENOENT');
  }
);

test('a folder that is not there is refused with exit 1, in JSON', async () => {
  const { code, stdout } = await run('load', '/nowhere/at/all', '--json');
  expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({
    code: 1,
    status: 'refused',
    reasons: [expect.stringContaining('找不到文件夹')],
    receipt: null,
    defects: [],
  });
});

test('start without a sample and without a version says what is missing, exit 1', async () => {
  const { code, stdout } = await run(
    'start',
    '--sample',
    '/nowhere/at/all',
    '--warehouse',
    join(await scratch(), 'w'),
    '--port',
    '0'
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('找不到文件夹 /nowhere/at/all') });
});

test('npm start loads the sample with an as-of day that the command line understands, and builds no page for --help', async () => {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
  expect(scripts.start).toMatch(/^node src\/cli\.ts start --as-of 2026-06-30$/);
  // The command builds them itself, once it knows what was asked for.
  expect([scripts.prestart, scripts.preserve]).toEqual(['node src/ready.js', 'node src/ready.js']);
});
