import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlertsContent, Found } from '#alerts';
import { noDecisions } from '#store';
import { askCondition } from '../../src/alerts/ask/ask.ts';
import { openGround } from '../../src/alerts/ask/ground.ts';
import type { SystemRows } from '../../src/alerts/ask/system.ts';
import { readOwnAlerts } from '#server/alerts-content.ts';
import { newWarehouse } from '../changes/versions.ts';
import { application, csv, events, type Line } from '../pipelines/hand-in.ts';

const code = '91350100M000100Y43';
const planned = '实施期内计划投资(万元)';
const project = (id: string, changed: Line = {}): Line =>
  application(id, {
    统一社会信用代码: code,
    项目名称: `示例${id}项目`,
    [planned]: '100',
    响应内容起始日期: '2025-03-02',
    实施期止: '2026-01-31',
    ...changed,
  });
const listed = '提交 2025-04-01 09:00, 县区推荐 2025-04-03 09:00, 市推荐 2025-04-10 09:00, 公布 2025-06-12 16:00';
const recommended = '提交 2025-04-01 09:00, 县区推荐 2025-04-03 09:00, 市推荐 2025-04-10 09:00';
const paid = (id: string, amount: string, changed: Line = {}): Line => ({
  项目编号: id,
  预算年度: '2026',
  下达文号: `示例财工指〔2026〕${id}号`,
  下达日期: '2026-03-01',
  '下达金额(万元)': amount,
  拨付日期: '',
  '拨付金额(万元)': '',
  ...changed,
});
const accepted = (id: string, 验收结论 = '通过'): Line => ({
  项目编号: id,
  申请日期: '2026-02-01',
  验收日期: '2026-02-20',
  验收结论,
  '申报实际投入(万元)': '100',
  '核定实际投入(万元)': '90',
});

/** Before: all is in order. After: a city is over its quota, money lies, a deadline of the notice was missed. */
const before = {
  'applications.csv': csv([
    ...['J1', 'J2', 'J3', 'J4'].map((id) => project(id)),
    project('Q1', { 推荐市: '青岛市', '县（市、区）': '黄岛区' }),
    project('Q2', { 推荐市: '青岛市', '县（市、区）': '黄岛区', 实施期止: '' }),
  ]),
  'events.csv': csv([
    ...events('J1', listed),
    ...events('J2', listed),
    ...events('J3', '提交 2025-04-01 09:00'),
    ...events('J4', '提交 2025-04-01 09:00'),
    ...events('Q1', listed),
    ...events('Q2', listed),
  ]),
  'quotas.csv': csv([
    { 批次: '2025', 市: '济南市', 推荐名额: '2' },
    { 批次: '2025', 市: '青岛市', 推荐名额: '5' },
  ]),
  'acceptances.csv': csv([accepted('J1')]),
  'subsidies.csv': csv([paid('J1', '9', { 拨付日期: '2026-03-10', '拨付金额(万元)': '9' })]),
};
const after = {
  ...before,
  'events.csv': csv([
    ...events('J1', listed),
    ...events('J2', listed),
    ...events('J3', recommended),
    ...events('J4', '提交 2025-04-01 09:00'),
    ...events('Q1', listed),
    ...events('Q2', listed),
  ]),
  'acceptances.csv': csv([accepted('J1', '不通过'), accepted('J2')]),
  'subsidies.csv': csv([
    paid('J1', '9', { 拨付日期: '2026-03-10', '拨付金额(万元)': '9' }),
    paid('J2', '8'),
    paid('Q1', '7', { 拨付日期: '2026-03-12' }),
  ]),
};

/** Some days before the deadlines of the notice: what has still to be done for each. */
const open = {
  ...before,
  'events.csv': csv([
    ...events('J1', recommended),
    ...events('J2', '提交 2025-04-01 09:00, 退回 2025-04-02 10:00'),
    ...events('J3', '提交 2025-04-01 09:00, 县区推荐 2025-04-02 09:00'),
    ...events('J4', '提交 2025-04-01 09:00'),
  ]),
};

const nothing: SystemRows = { disk: [], version: [], loads: [], outbox: [], papers: [] };
const versionAt = (now: string, published_at: string | null = '2026-06-30 09:00:00') => [
  { version: 'V2', published_at, as_of: '2026-06-30', now },
];
const at = (now: string): SystemRows => ({ ...nothing, version: versionAt(now) });
const today = at('2026-07-01 09:00:00');

let warehouse: string;
let versions: Readonly<Record<'before' | 'after' | 'open', string>>;
let content: AlertsContent;
beforeAll(async () => {
  const made = await newWarehouse();
  warehouse = made.warehouse;
  versions = {
    open: await made.load(open, { asOf: '2025-04-22' }),
    before: await made.load(before),
    after: await made.load(after),
  };
  content = await readOwnAlerts();
});
afterAll(() => rm(join(warehouse, '..'), { recursive: true, force: true }));

/** What a condition of this program finds of a version, beside the one before it. */
async function found(name: string, system: SystemRows, of: keyof typeof versions = 'after'): Promise<Found[]> {
  const options = {
    version: versions[of],
    before: of === 'after' ? versions.before : null,
    decisions: noDecisions,
    system,
  };
  const ground = await openGround(warehouse, options);
  try {
    const outcome = await askCondition(ground, content.conditions.get(name)!);
    if (outcome.found === null) throw new Error(outcome.why);
    return [...outcome.found];
  } finally {
    ground.close();
  }
}
const told = (rows: readonly Found[]) =>
  rows.map(({ message, isUnknown }) => `${isUnknown ? '未知 ' : ''}${message}`).sort();
const asked = new Set<string>();
const tell = async (name: string, ...more: [SystemRows?, (keyof typeof versions)?]) => {
  asked.add(name);
  return told(await found(name, more[0] ?? today, more[1]));
};

test('a city over its quota is told, and not one whose quota nobody handed in and that has no project', async () => {
  expect(await tell('over_quota')).toEqual(['济南市 2025 批次推荐占用 3 个名额，名额 2 个，超出 1 个。']);
  expect(await tell('over_quota', today, 'before')).toEqual([]);
});

test('what fails now and did not before is told, by version: the same again later is told again', async () => {
  const rows = await found('new_failure', today);
  asked.add('new_failure');
  expect(rows.map(({ key, about }) => `${key} ${about.city ?? ''}`).sort()).toEqual([
    'acceptance_unpublished project J2 2025 V2 济南市',
    'over_quota city 济南市 2025 V2 济南市',
    'recovery project J1 2025 V2 济南市',
    'subsidy_without_acceptance project J1 2025 V2 济南市',
    'subsidy_without_acceptance project Q1 2025 V2 青岛市',
  ]);
  expect(told(rows)).toContain(
    '应收回的奖补没有收回（J1）不通过：2026-02-20 验收不通过，拨付 9.00 万元，到 2026-06-30 一笔没有收回'
  );
});

test('a verdict that turned to anything but 不通过 is told with both; one that is not there any more is no pass', async () => {
  expect(await tell('verdict_turned')).toEqual(['超期未出验收结论（J2）由不通过变为通过：已出验收结论：通过']);
});

test('a deadline of the notice is told of each city up to its second, and then no more', async () => {
  const rows = await found('notice_deadline', at('2025-04-24 17:00:00'), 'open');
  asked.add('notice_deadline');
  expect(rows).toHaveLength(32);
  expect(told(rows.filter(({ about }) => ['济南市', '淄博市'].includes(about.city!)))).toEqual([
    '2025 批次填报截止 2025-04-24 17:00（通知三（一））：济南市有 4 个项目，还没有提交的 1 个。',
    '2025 批次填报截止 2025-04-24 17:00（通知三（一））：系统里没有淄博市的项目。',
    '2025 批次市推荐截止 2025-04-25 17:00（通知三（二））：济南市有 4 个项目，还没有推荐的 3 个。',
    '2025 批次市推荐截止 2025-04-25 17:00（通知三（二））：系统里没有淄博市的项目。',
  ]);
  expect(new Set(rows.map(({ due }) => due))).toEqual(new Set(['2025-04-24T17:00:00', '2025-04-25T17:00:00']));
  expect(await tell('notice_deadline', at('2025-04-24 17:00:01'), 'open')).toHaveLength(16);
  expect(await tell('notice_deadline', at('2025-04-25 17:00:01'), 'open')).toEqual([]);
});

test('of each project whoever has to do something is told what and by when', async () => {
  expect(await tell('project_deadline', today, 'open')).toEqual([
    '济南市历下区：示例甲公司的“示例J4项目”（J4）要县区推荐，2025-04-25 17:00 截止（通知三（二））。',
    '济南市：示例甲公司的“示例J3项目”（J3）要市推荐，2025-04-25 17:00 截止（通知三（二））。',
    ...['“示例J2项目”（J2）要改好再提交', '“示例Q1项目”（Q1）要提交申报', '“示例Q2项目”（Q2）要提交申报'].map(
      (what) => `示例甲公司的${what}，2025-04-24 17:00 截止（通知三（一））。`
    ),
  ]);
  expect(await tell('project_deadline')).toEqual([]);
});

test('an acceptance is due at the end of its period; without one nobody knows, and it is not told to be in time', async () => {
  expect(await tell('acceptance_due')).toEqual([
    '未知 示例甲公司的“示例Q2项目”（Q2）要申请验收，实施期止 未知。',
    '示例甲公司的“示例Q1项目”（Q1）要申请验收，实施期止 2026-01-31。',
  ]);
  const [known] = (await found('acceptance_due', nothing)).filter(({ isUnknown }) => !isUnknown);
  expect(known!.due).toBe('2026-01-31T23:59:59');
});

test('money that was allocated and not paid is told by its sum; paid without an amount is unknown', async () => {
  expect(await tell('allocated_unpaid')).toEqual([
    '未知 青岛市 2025 批次有 1 笔奖补有拨付日期、没有金额，拨没拨足算不出来。',
    '济南市 2025 批次有 1 笔、8.00 万元奖补已下达、没有拨付。',
  ]);
  expect(await tell('allocated_unpaid', today, 'before')).toEqual([]);
});

test('a number that moved by more than a tenth is told with both sides', async () => {
  expect(await tell('metric_moved')).toEqual(
    [
      ['推荐数', '4 个', '5 个'],
      ['已出验收结论', '1 个', '2 个'],
      ['核定实际投入', '900000 元', '1800000 元'],
      ['已下达奖补', '90000 元', '240000 元'],
    ]
      .map(([what, old, now]) => `2025 批次的${what}由 ${old} 变为 ${now}，变动超过一成；为什么，见“变了什么”。`)
      .sort()
  );
});

test('what the machine and the record say is told, and what they cannot say is unknown', async () => {
  const one = (system: Partial<SystemRows>): SystemRows => ({ ...nothing, ...system });
  expect(await tell('disk_low', one({ disk: [{ free_bytes: 4e9, total_bytes: 2e10 }] }))).toEqual([
    '存放数据的磁盘只空着 4.0 GB，共 20.0 GB；满了就不能再导入。',
  ]);
  expect(await tell('disk_low', one({ disk: [{ free_bytes: 99e9, total_bytes: 1e12 }] }))).toHaveLength(1);
  expect(await tell('disk_low', one({ disk: [{ free_bytes: 100e9, total_bytes: 1e12 }] }))).toEqual([]);

  const load = { load: 'u@7', at: '2026-06-29 22:10:00', city: '济南市', files: 3 };
  const [refused] = await found('load_refused', one({ loads: [load] }));
  asked.add('load_refused');
  expect([refused!.key, refused!.about.city, refused!.message]).toEqual([
    'u@7',
    '济南市',
    '2026-06-29 22:10 交来的 3 个文件没有导入，数据还是原来的；为什么，见数据页的回执。',
  ]);

  const since = async (published: string | null, now: string) =>
    tell('version_old', { ...nothing, version: versionAt(now, published) });
  expect(await since('2026-06-30 09:00:00', '2026-07-14 08:59:59')).toEqual([]);
  expect(await since('2026-06-30 09:00:00', '2026-07-14 09:00:00')).toEqual([
    '现在的版本 V2 发布于 2026-06-30 09:00，已满 14 天没有新的数据。',
  ]);
  expect(await since(null, '2026-07-14 09:00:00')).toEqual(['未知 现在的版本 V2 哪天发布的不知道。']);

  const paper = (code: string, broken: number | null) => ({
    ...{ code, title: '示例简报', city: null, sealed_at: '2026-05-01 09:00:00', numbers: 5 },
    broken,
  });
  expect(await tell('paper_broken', one({ papers: [paper('A', 2), paper('B', 0), paper('C', null)] }))).toEqual([
    '印发的“示例简报”（A，2026-05-01）里 5 个数，有 2 个和现在的数据对不上。',
    '未知 印发的“示例简报”（C，2026-05-01）里的数现在问不出来。',
  ]);

  const mail = (message: string, status: string, why = '') => ({
    ...{ message, channel: '邮件', since: '2026-06-29 22:10:00' },
    status,
    why,
  });
  expect(
    await tell(
      'undelivered',
      one({
        outbox: [mail('1', 'given up', '对方不收'), mail('2', 'waiting'), mail('3', 'refused'), mail('4', 'sending')],
      })
    )
  ).toEqual(['经“邮件”发的一封通知没有送到：原因没有说。', '经“邮件”发的一封通知没有送到：对方不收。']);
});

test('each condition of this program has a case here', () => {
  expect(content.faults).toEqual([]);
  expect([...content.conditions.keys()].sort()).toEqual([...asked].sort());
});
