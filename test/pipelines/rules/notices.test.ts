import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, events, handIn, type Line } from '../hand-in.ts';
import { notice, referenceWith, type Changes } from '../notice.ts';
import { isFull } from '../../tier.ts';

const code = (nth: number) => `91370100MA3C4D5E${10 + nth}`;
const first = '提交 2026-04-01 09:00, 市推荐 2026-04-16 09:00';
const second = '提交 2026-08-01 09:00, 市推荐 2026-09-01 09:00';
const listed = '提交 2025-04-01 09:00, 市推荐 2025-04-20 09:00, 公布 2025-06-10 09:00';

interface Handed {
  applications: Line[];
  events: Line[];
}

/** Applications of one organisation, each with its path. */
const of = (nth: number, batch: string, ids: readonly string[], changed: Line = {}): Handed => ({
  applications: ids.map((id) =>
    application(id, { 批次: batch, 统一社会信用代码: code(nth), 申报单位: `示例${nth}公司`, ...changed })
  ),
  events: ids.flatMap((id) => events(id, batch === '2026-1' ? first : batch === '2026-2' ? second : listed)),
});

async function buildWith(changes: Changes, handed: readonly Handed[], more: Record<string, Line[]> = {}) {
  const reference = await referenceWith(changes);
  try {
    const files = handIn({
      applications: handed.flatMap(({ applications }) => applications),
      events: handed.flatMap(({ events }) => events),
      ...more,
    });
    const named = Object.entries(files).map(([name, text]) => [name.replace('.csv', '_示例数据.csv'), text] as const);
    return await buildFrom(Object.fromEntries(named), { reference, asOf: '2026-12-31', upTo: 'assertions' });
  } finally {
    await rm(reference, { recursive: true });
  }
}

const found = (build: Build, rule: string, columns = 'subject_id, batch, batches, verdict, message') =>
  rowsOf(
    build,
    `select ${columns} from marts.findings where rule = '${rule}' and batches like '2026%' order by subject_id, batches`
  );

const chain = { 揭榜任务: '8' };
const allocated = (ids: readonly string[]): Line[] =>
  ids.map((id) => ({ 项目编号: id, 预算年度: '2026', 下达日期: '2026-12-01', '下达金额(万元)': '10' }));
const inGroup = (nth: number, batch: string, ids: readonly string[]) => of(nth, batch, ids, { 所属集团: '示例集团' });
const [caps, groups] = [
  [of(20, '2026-1', ['C1', 'C2', 'C3'], chain), of(21, '2026-2', ['C4', 'C5'], chain)],
  [inGroup(30, '2026-1', ['G1', 'G2', 'G3', 'G4']), inGroup(31, '2026-2', ['G5', 'G6', 'G7'])],
];
const supported = { subsidies: allocated(['C1', 'C2', 'C3', 'C4', 'C5']) };

describe('a year of two batches', () => {
  let build: Build;
  beforeAll(async () => {
    build = await buildWith(
      {},
      [
        of(1, '2026-1', ['A1', 'A2']),
        of(1, '2026-2', ['A3']),
        of(2, '2025', ['Q2']),
        of(2, '2026-1', ['B1', 'B2']),
        of(3, '2025', ['Q3']),
        of(3, '2026-1', ['D1']),
        of(3, '2026-2', ['D2']),
        of(4, '2025', ['Q4']),
        ...caps,
        ...groups,
      ],
      {
        ...supported,
        acceptances: ['Q2', 'Q3'].map((id) => ({ 项目编号: id, 验收结论: '通过', 验收日期: '2026-06-08' })),
      }
    );
  });
  afterAll(() => build.close());

  test('a limit of the year is judged once over its batches, and the finding names them and the notice', async () => {
    const columns =
      'subject_id, batch, batches, year, notice, clause, quotation, severity, verdict, message, city, as_of';
    const [finding, ...others] = (await found(build, 'provider_limit', columns)).filter(
      ({ subject_id }) => subject_id === code(1)
    );
    expect(others).toEqual([]);
    expect(finding).toEqual({
      subject_id: code(1),
      batch: null,
      batches: '2026-1、2026-2',
      year: 2026,
      notice,
      clause: '三（五）',
      quotation: expect.stringMatching(/^单个服务商每年度参与/),
      severity: 'warning',
      verdict: 'fail',
      message: '示例1公司 2026 年度参与 3 个（牵头 3、联合 0、往年在建未验收 0），超过原则上的上限 2 个',
      city: '济南市',
      as_of: '2026-12-31',
    });
  });

  test('what is carried over takes its place at the deadline of each batch, and the worst of these days counts', async () => {
    const said = new Map((await found(build, 'provider_limit')).map((row) => [row.subject_id, row]));
    expect(said.get(code(2))).toMatchObject({
      batch: '2026-1',
      verdict: 'fail',
      message: '示例2公司 2026 年度参与 3 个（牵头 2、联合 0、往年在建未验收 1），超过原则上的上限 2 个',
    });
    expect(said.get(code(3))).toMatchObject({
      verdict: 'pass',
      message: '示例3公司 2026 年度参与 2 个（牵头 2、联合 0、往年在建未验收 0），未超过原则上的上限 2 个',
    });
    expect(
      await rowsOf(
        build,
        `select organisation_id as id, counted_on, used, "left" from marts.organisations where year = 2026 and organisation_id in ('${code(2)}', '${code(3)}') order by 1`
      )
    ).toEqual([
      { id: code(2), counted_on: '2026-04-15', used: 3, left: -1 },
      { id: code(3), counted_on: '2026-08-31', used: 2, left: 0 },
    ]);
  });

  test('whoever files nothing in the year is not concerned, and its ledger shows what it carries over', async () => {
    expect((await found(build, 'provider_limit')).map(({ subject_id }) => subject_id)).not.toContain(code(4));
    expect(
      await rowsOf(
        build,
        `select own, carried_over, used from marts.organisations where year = 2026 and organisation_id = '${code(4)}'`
      )
    ).toEqual([{ own: 0, carried_over: 1, used: 1 }]);
  });

  test('a group and a direction have one number for the year', async () => {
    const both = { batch: null, batches: '2026-1、2026-2' };
    expect(await found(build, 'group_limit')).toEqual([
      { subject_id: '示例集团', ...both, verdict: 'fail', message: '示例集团 成员牵头申报 7 个，超过 6 个' },
    ]);
    expect(await found(build, 'direction_support_cap')).toMatchObject([
      { subject_id: '数据赋能', ...both, verdict: 'pass' },
      { subject_id: '载体赋能', ...both, verdict: 'pass' },
      {
        subject_id: '链式转型',
        ...both,
        verdict: 'fail',
        message: '2026-1、2026-2 链式转型方向支持 5 个，超出上限 4 个',
      },
    ]);
  });

  test('nothing of it breaks an assertion, and the year before is judged as it was', async () => {
    expect(await rowsOf(build, 'from assertions.broken')).toEqual([]);
    expect(
      await rowsOf(
        build,
        `select subject_id, batches, verdict from marts.findings where rule = 'provider_limit' and year = 2025 order by 1`
      )
    ).toEqual([2, 3, 4].map((nth) => ({ subject_id: code(nth), batches: '2025', verdict: 'pass' })));
  });
});

describe('a notice that says it otherwise', () => {
  const scope = (text: string, rule: string) =>
    text.replace(
      new RegExp(`^(${rule},[^,]*,)[^,]*?(?:每年度|全年)([^,]*,.*),year,`, 'm'),
      (_, start: string, words: string) => `${start}${words},batch,`
    );
  const ofBatch = ['group_limit', 'direction_support_cap', 'provider_limit', 'manufacturer_limit'];
  const changes: Changes = {
    rules: (text) =>
      ofBatch.reduce(scope, text).replace(/^late_submission,(?:"[^"]*"|[^"\n])*$/m, 'late_submission,,,,,,,另有规定'),
  };
  const maker = { 单位类型: '制造业企业' };
  const county = { '县（市、区）': '槐荫区' };
  const letter = { 是否子公司: '是', 省级公司推荐函: '否' };
  const reviewed = '提交 2026-04-01 09:00, 市级评审 2026-04-10 09:00, 市推荐 2026-04-16 09:00';
  let build: Build;
  beforeAll(async () => {
    build = await buildWith(
      changes,
      [
        ...caps,
        ...groups,
        of(40, '2026-1', ['S1', 'S2']),
        of(40, '2026-2', ['S3', 'S4', 'S5']),
        of(41, '2025', ['S0'], maker),
        of(41, '2026-1', ['S6', 'S7'], maker),
        of(41, '2026-2', ['S8'], maker),
        of(5, '2025', ['R0']),
        of(5, '2026-1', ['R1'], { 企业性质: '中央驻鲁企业', ...letter }),
        of(6, '2026-1', ['R2'], { 企业性质: '市属国企', ...letter }),
        {
          applications: [application('R3', { 批次: '2026-1', ...county }), application('R4', county)],
          events: [...events('R3', reviewed), ...events('R4', reviewed.replaceAll('2026', '2025'))],
        },
      ],
      {
        ...supported,
        acceptances: [{ 项目编号: 'S0', 验收结论: '通过', 验收日期: '2026-06-08' }],
        reviews: ['R1', 'R0'].map((id) => ({ 项目编号: id, 结论: '备选', 评审日期: '2026-05-20' })),
      }
    );
  });
  afterAll(() => build.close());

  test('a number of each batch is judged batch by batch', async () => {
    const own = (batch: string) => ({ batch, batches: batch, verdict: 'pass' });
    expect(await found(build, 'group_limit')).toMatchObject([
      { subject_id: '所属集团未填', batches: '2026-1', verdict: 'review' },
      { ...own('2026-1'), message: '示例集团 成员牵头申报 4 个，未超过 6 个' },
      own('2026-2'),
    ]);
    expect(
      (await found(build, 'direction_support_cap')).filter(({ subject_id }) => subject_id === '链式转型')
    ).toMatchObject([{ ...own('2026-1'), message: '2026-1 链式转型方向支持 3 个，未超上限 4 个' }, own('2026-2')]);
  });

  test('a limit on a firm counts what is of each batch, with what is carried over at its own deadline', async () => {
    const own = (batch: string, verdict: string, message: string) => ({
      batch,
      batches: batch,
      verdict,
      message: expect.stringContaining(message) as string,
    });
    const ofFirm = async (rule: string, nth: number) =>
      (await found(build, rule)).filter(({ subject_id }) => subject_id === code(nth));
    expect(await ofFirm('provider_limit', 40)).toMatchObject([
      own('2026-1', 'pass', '2026-1 批次参与 2 个（牵头 2、联合 0、往年在建未验收 0），未超过'),
      own('2026-2', 'fail', '2026-2 批次参与 3 个（牵头 3、联合 0、往年在建未验收 0），超过'),
    ]);
    expect(await ofFirm('manufacturer_limit', 41)).toMatchObject([
      own('2026-1', 'fail', '2026-1 批次参与 3 个（牵头 2、联合 0、往年在建未验收 1），超过 2 个'),
      own('2026-2', 'pass', '2026-2 批次参与 1 个（牵头 1、联合 0、往年在建未验收 0），未超过 2 个'),
    ]);
    expect(await rowsOf(build, 'from assertions.broken')).toEqual([]);
  });

  test('a rule that it has no use for finds nothing in its batches, and something in others', async () => {
    expect(await found(build, 'late_submission')).toEqual([]);
    expect(await rowsOf(build, `select distinct batch from marts.findings where rule = 'late_submission'`)).toEqual([
      { batch: '2025' },
    ]);
  });

  test('a reserve has a stage of its own; a result or a step that a notice does not have is refused and named', async () => {
    expect(
      await rowsOf(
        build,
        `select project_id, stage, listed from marts.projects where project_id in ('R0', 'R1') order by 1`
      )
    ).toEqual([
      { project_id: 'R0', stage: '已揭榜', listed: 1 },
      { project_id: 'R1', stage: '备选', listed: 0 },
    ]);
    expect(
      await rowsOf(
        build,
        `select source, value, problem, fix, effect from resolved.defects where effect = 'row' order by all`
      )
    ).toEqual([
      {
        source: 'events',
        value: '市级评审',
        problem: '2025 批次的通知没有“市级评审”',
        fix: '核对项目编号和环节；通知有 提交、退回、撤回、县区推荐、市推荐、省退回、省评审、公示、公布、撤销、申请验收、终止',
        effect: 'row',
      },
      {
        source: 'reviews',
        value: '备选',
        problem: '2025 批次的通知没有“备选”',
        fix: '核对项目编号和结论；通知有 不予揭榜、待定、揭榜',
        effect: 'row',
      },
    ]);
    expect(
      await rowsOf(build, `select step from marts.events where project_id in ('R3', 'R4') and step = '市级评审'`)
    ).toEqual([{ step: '市级评审' }]);
  });

  test('who is exempt and who needs a letter are two things', async () => {
    expect(
      await rowsOf(
        build,
        `select project_id, quota_exemption, quota_used from marts.projects where project_id in ('R1', 'R2') order by 1`
      )
    ).toEqual([
      { project_id: 'R1', quota_exemption: null, quota_used: 1 },
      { project_id: 'R2', quota_exemption: '省属国企、市属国企', quota_used: 0 },
    ]);
    expect(await found(build, 'provincial_letter', 'subject_id, verdict, message')).toEqual([
      { subject_id: 'R1', verdict: 'fail', message: '中央驻鲁企业的子公司，没有省级公司推荐函' },
    ]);
  });

  test('a county that was merged is the new one from this notice on', async () => {
    expect(
      await rowsOf(build, `select project_id, county from marts.projects where project_id in ('R3', 'R4') order by 1`)
    ).toEqual([
      { project_id: 'R3', county: '市中区' },
      { project_id: 'R4', county: '槐荫区' },
    ]);
  });
});

describe.runIf(isFull)('a notice that leaves something unsaid', () => {
  test.each<[string, Changes]>([
    ['a rule', { rules: (text) => text.replace(/^county_skipped,.*\n/m, '') }],
    ['a number', { limits: (text) => text.replace('group_projects,集团,6', 'group_projects,集团,?') }],
    [
      'a row that it once had',
      { limits: (text) => text.replace(/^clean_years,.*\n/m, ''), tables: (text) => `${text}\n` },
    ],
  ])('%s: nothing is judged by it, and what others judge stands', async (_, changes) => {
    const build = await buildWith(changes, [
      of(1, '2025', ['Q1']),
      of(1, '2026-1', ['A1']),
      inGroup(30, '2026-1', ['G1']),
    ]);
    try {
      const said = await rowsOf(
        build,
        `select distinct verdict, regexp_replace(message, '：.*）', '：…）') as message from marts.findings where batches like '2026%'`
      );
      expect(said).toEqual([
        { verdict: 'review', message: expect.stringMatching(/^通知 2026-示例 未录全（还有 \d+ 项：.+），不能判断$/) },
      ]);
      const [{ n } = { n: 0 }] = await rowsOf(
        build,
        `select count(*)::integer as n from marts.findings where batches = '2025' and verdict = 'pass'`
      );
      expect(n).toBeGreaterThan(3);
      expect(await rowsOf(build, 'from assertions.broken')).toEqual([]);
    } finally {
      build.close();
    }
  });
});
