import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, events, handIn, headersOnly } from '../hand-in.ts';

const late = '提交 2025-04-24 18:00, 市推荐 2025-04-25 16:00, 公布 2025-06-10 09:00';

let build: Build;
beforeAll(async () => {
  build = await buildFrom(
    handIn({
      applications: [
        application('P1', { 实施期止: '2026-03-31' }),
        application('P2', { 单位类型: '制造业企业' }),
        application('P3', { 所属集团: '示例集团' }),
      ],
      events: ['P1', 'P2', 'P3'].flatMap((id) => events(id, late)),
      quotas: [{ 批次: '2025', 市: '济南市', 推荐名额: '2' }],
    }),
    { asOf: '2026-06-30' }
  );
});
afterAll(() => build.close());

const found = (rule: string, columns: string) =>
  rowsOf(build, `select ${columns} from marts.findings where rule = '${rule}' order by subject_id`);

test('a finding about a project carries its place, its clause and the as-of day of the load', async () => {
  const columns =
    'title, clause, severity, subject_kind, subject_id, verdict, as_of, project_id, batch, city, county, direction, stage';
  expect((await found('late_submission', columns))[0]).toEqual({
    title: '首次提交逾期',
    clause: '三（一）',
    severity: 'error',
    subject_kind: 'project',
    subject_id: 'P1',
    verdict: 'fail',
    as_of: '2026-06-30',
    project_id: 'P1',
    batch: '2025',
    city: '济南市',
    county: '历下区',
    direction: '技术赋能',
    stage: '已揭榜',
  });
  expect(await found('acceptance_overdue', 'subject_id, verdict, message')).toEqual([
    { subject_id: 'P1', verdict: 'fail', message: '实施期止 2026-03-31，到 2026-06-30 尚无验收结论，已过 91 天' },
    { subject_id: 'P2', verdict: 'review', message: '实施期止未填、读不出或存疑，到 2026-06-30 尚无验收结论' },
    { subject_id: 'P3', verdict: 'review', message: '实施期止未填、读不出或存疑，到 2026-06-30 尚无验收结论' },
  ]);
});

test('findings about a city, a direction, an organisation and a group belong to the batch and to no project', async () => {
  const columns = 'subject_kind, subject_id, verdict, severity, project_id, batch, city';
  expect(await found('over_quota', columns)).toEqual([
    {
      subject_kind: 'city',
      subject_id: '济南市',
      verdict: 'fail',
      severity: 'error',
      project_id: null,
      batch: '2025',
      city: '济南市',
    },
  ]);
  expect(
    (await found('direction_support_cap', 'subject_id, batch, direction')).map(({ direction }) => direction).sort()
  ).toEqual(['载体赋能', '链式转型']);
  expect(await found('manufacturer_limit', columns)).toMatchObject([
    { subject_kind: 'organisation', verdict: 'fail', batch: '2025', city: '济南市' },
  ]);
  expect(await found('group_limit', columns)).toEqual([
    {
      subject_kind: 'group',
      subject_id: '示例集团',
      verdict: 'pass',
      severity: 'warning',
      project_id: null,
      batch: '2025',
      city: null,
    },
  ]);
});

test('the evidence is the values that were judged', async () => {
  const [row] = await found('over_quota', 'evidence');
  expect(JSON.parse(String(row?.evidence))).toEqual({
    batch: '2025',
    city: '济南市',
    quota: 2,
    quota_used: 3,
    quota_exempt: 0,
    owner_unknown: 0,
    beyond_line: [],
    on_the_line: ['P1', 'P2', 'P3'],
  });
});

test('no finding takes a project out of a count', async () => {
  expect(
    await rowsOf(
      build,
      `select sum(recommended)::integer as recommended, sum(quota_used)::integer as used from marts.cube`
    )
  ).toEqual([{ recommended: 3, used: 3 }]);
});

test('of an empty province nothing is judged', async () => {
  const empty = await buildFrom(headersOnly, { upTo: 'rules' });
  expect(await rowsOf(empty, 'select * from marts.findings')).toEqual([]);
  empty.close();
});
