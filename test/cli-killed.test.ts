import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyRecord } from '#pipeline';
import { followWarehouse, listVersions, type Warehouse } from '#warehouse';
import { run, start } from './command.ts';
import { folderOf } from './pipeline/content.ts';

const cities = ['济南市', '青岛市', '淄博市', '枣庄市', '东营市', '烟台市', '潍坊市', '济宁市'];
const projects = Array.from({ length: 400 }, (_, at) => ({ id: `P${at}`, city: cities[at % cities.length] as string }));
const applications = (some: typeof projects) =>
  ['项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资(万元)']
    .concat(
      some.map(
        ({ id, city }, at) =>
          `${id},2025,${id}项目,${(at % 6) + 1},91370100MA3C${String(at).padStart(6, '0')},${id}公司,服务商,民营,${city},${at + 1}`
      )
    )
    .join('\n');
const events = ['项目编号,环节,时间']
  .concat(projects.map(({ id }, at) => `${id},提交,2025-04-2${at % 5} 09:00:00`))
  .join('\n');

let folder: string;
let warehouse: string;
let served: Warehouse;
let days = 0;

/** A load of the same files is a new one when it judges by another day. */
const nextDay = () => new Date(Date.UTC(2026, 0, ++days)).toISOString().slice(0, 10);
const args = () => ['load', folder, '--warehouse', warehouse, '--as-of', nextDay()];

/** What readers see: the version, and figures that only a whole one can give. */
async function seen() {
  const lease = await served.lease();
  try {
    const [row] = await (
      await lease.read(
        'seen',
        `select
      (select version from loads.load) as version, (select count(*)::integer from marts.projects) as projects, (select count(*)::integer from marts.events) as events,
      (select sum(total_investment)::double from marts.projects) as money, (select count(*)::integer from catalog.metrics) as metrics`
      )
    ).rows();
    return row;
  } finally {
    lease.release();
  }
}

const whole = (version: string) => ({
  version,
  projects: 400,
  events: 400,
  money: 2 * 20_100 * 10_000,
  metrics: expect.any(Number),
});

/** The server looks again within a second. */
async function seenSoon(version: string) {
  const late = Date.now() + 30_000;
  while ((await seen())?.version !== version && Date.now() < late) await wait(50);
  return seen();
}

beforeAll(async () => {
  folder = await folderOf({
    'applications-1.csv': applications(projects.slice(0, 200)),
    'applications-2.csv': applications(projects.slice(200)),
    'events.csv': events,
  });
  warehouse = join(await mkdtemp(join(tmpdir(), 'killed-')), 'warehouse');
  const { code, stdout, stderr } = await run(...args());
  expect(code, stdout + stderr).toBe(0);
  served = await followWarehouse(warehouse, { poll: 100 });
});

afterAll(() => served?.close());

async function killAt(line: RegExp, { after = 0 } = {}): Promise<void> {
  const load = start(...args());
  await load.says(line);
  if (after > 0) await wait(after);
  load.child.kill('SIGKILL');
  await load.ended;
}

async function expectNextLoadToWork(): Promise<void> {
  const { code, stdout, stderr } = await run(...args());
  expect(code, stdout + stderr).toBe(0);
  const [newest = ''] = await listVersions(warehouse);
  expect(stdout).toContain(`已发布版本 ${newest}`);
  expect(await seenSoon(newest)).toEqual(whole(newest));
  expect(
    (await readdir(warehouse)).filter(
      (name) => !/^(\d{8}T\d{6}-[0-9a-f]{8}\.(duckdb|json)|current|files|\.lock|record\.sqlite)$/.test(name)
    )
  ).toEqual([]);
  expect((await verifyRecord(warehouse)).faults).toEqual([]);
}

const steps = [
  /^写盘/,
  /^核对文件/,
  /^读取 applications-1\.csv/,
  /^读取 events\.csv/,
  /^计算 参考数据/,
  /^计算 规范字段/,
  /^计算 主题表/,
  /^计算 规则判定/,
  /^登记/,
  /^回读校验/,
  /^保存原件/,
];
test.each(steps)('killed at %s: the old version is served whole, and the next load works', async (line) => {
  const [old = ''] = await listVersions(warehouse);
  await killAt(line);
  await wait(200);
  expect(await seen()).toEqual(whole(old));
  expect(await listVersions(warehouse)).toContain(old);
  await expectNextLoadToWork();
});

test.each([2, 0, 5, 13])(
  'killed %i ms after it began to publish: the old version or the new is served, whole, and the next load works',
  async (after) => {
    const before = await listVersions(warehouse);
    await killAt(/^发布/, { after });
    const [newest = ''] = await listVersions(warehouse);
    expect([before.length, before.length + 1]).toContain((await listVersions(warehouse)).length);
    expect(await seenSoon(newest)).toEqual(whole(newest));
    await expectNextLoadToWork();
  }
);

test('of two loads at once one is refused at once and changes nothing', async () => {
  const first = start(...args());
  await first.says(/^读取/);
  // The second reads the content before it asks for the lock: the first must not be done by then.
  first.child.kill('SIGSTOP');
  const second = await run(...args());
  first.child.kill('SIGCONT');
  expect(second).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      new RegExp(`另一个导入正在进行（进程 ${first.child.pid}，\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d 开始）`)
    ),
  });
  expect((await first.ended).code).toBe(0);
  await expectNextLoadToWork();
});

test('the first load of all, killed, leaves nothing to serve', async () => {
  const empty = join(await mkdtemp(join(tmpdir(), 'killed-')), 'warehouse');
  const load = start('load', folder, '--warehouse', empty);
  await load.says(/^写盘/);
  load.child.kill('SIGKILL');
  await load.ended;
  expect(await listVersions(empty)).toEqual([]);
  expect((await run('load', folder, '--warehouse', empty)).code).toBe(0);
});
