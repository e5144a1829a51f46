import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, csv, events, headersOnly } from '../hand-in.ts';
import { asOf, province, worked } from './province.ts';
import { isFull } from '../../tier.ts';

const names = Object.keys(worked);
const ofMetrics = { upTo: 'metrics', without: ['checks', 'links', 'warnings', 'rules', 'assertions'] } as const;
const ofQuota = ['quota', 'quota_free', 'quota_over', 'quota_remaining', 'quota_use_rate'];

const all = readdirSync('pipelines/metrics').map((name) => name.replace(/\.sql$/, ''));

type Figures = Record<string, number | null>;
const measured = new WeakMap<Build, Map<string, Promise<Figures[]>>>();

/** What a metric is of rows; of the same rows all metrics are asked for at once, and once. */
async function measure(build: Build, metric: string, relation: string, where = 'true'): Promise<number | null> {
  const asked = measured.get(build) ?? new Map<string, Promise<Figures[]>>();
  measured.set(build, asked);
  const rows = `from ${relation} as x where ${where}`;
  const figures = all.map((name) => `metrics."${name}"(x)::double as "${name}"`);
  if (!asked.has(rows)) asked.set(rows, build.read<Figures>('figures', `select ${figures.join(', ')} ${rows}`));
  const [row] = await asked.get(rows)!;
  return row?.[metric] ?? null;
}

test('every metric is worked out by hand', () => {
  expect([...names].sort()).toEqual([...all].sort());
});

describe('a province worked out by hand', () => {
  let build: Build;
  beforeAll(async () => {
    build = await buildFrom(province, { asOf });
  });
  afterAll(() => build.close());

  test('breaks no assertion', async () => {
    expect(await rowsOf(build, 'from assertions.broken')).toEqual([]);
  });

  test.each(names)('%s over cells', async (metric) => {
    const [jinan, qingdao, both] = worked[metric] ?? [];
    expect(await measure(build, metric, 'marts.cube', "city = '济南市' and batch = '2025'")).toBe(jinan);
    expect(await measure(build, metric, 'marts.cube', "city = '青岛市' and batch = '2025'")).toBe(qingdao);
    expect(await measure(build, metric, 'marts.cube', "batch = '2025'")).toBe(both);
  });

  test.each(names)(
    '%s over projects and over county cells: the same, but no quota is a project’s or a county’s',
    async (metric) => {
      for (const relation of ['marts.projects', 'marts.county_cube']) {
        const expected = ofQuota.includes(metric) ? [null, null, null] : worked[metric];
        const found = await Promise.all(
          ["city = '济南市'", "city = '青岛市'", 'true'].map((where) => measure(build, metric, relation, where))
        );
        expect([relation, found]).toEqual([relation, expected]);
      }
    }
  );

  test.each(all.filter((name) => !names.includes(name)))(
    '%s, not worked out here, is over projects what it is over cells',
    async (metric) => {
      for (const where of ["city = '济南市'", "city = '青岛市'", 'true'])
        expect(await measure(build, metric, 'marts.projects', where)).toBe(
          await measure(build, metric, 'marts.cube', `${where} and projects > 0`)
        );
    }
  );

  test.each(names)('%s of a city without projects or quota: a count is 0, the rest unknown', async (metric) => {
    const isCount =
      (worked[metric] ?? []).every((value) => Number.isInteger(value) && Number(value) < 100) &&
      !ofQuota.includes(metric);
    expect(await measure(build, metric, 'marts.cube', "city = '日照市'")).toBe(isCount ? 0 : null);
    expect(await measure(build, metric, 'marts.cube', 'false')).toBe(isCount ? 0 : null);
  });

  test('a quota is the city’s, and nobody’s under a direction, a task, a type, an owner or a stage', async () => {
    expect(await measure(build, 'quota', 'marts.cube', "batch = '2025'")).toBe(6);
    for (const where of [
      "direction = '技术赋能'",
      "direction = '链式转型'",
      "task = '工业互联网+安全生产'",
      "applicant_type = '服务商'",
      "ownership = '民营'",
      "stage = '已奖补'",
    ]) {
      expect([where, await measure(build, 'quota', 'marts.cube', where)]).toEqual([where, null]);
      expect([where, await measure(build, 'quota_use_rate', 'marts.cube', where)]).toEqual([where, null]);
    }
    expect(await measure(build, 'quota_used', 'marts.cube', "task = '工业互联网+安全生产' and city = '济南市'")).toBe(
      2
    );
  });

  test('counts are whole numbers, ratios doubles', async () => {
    const types = await rowsOf(
      build,
      `describe select metrics.applied(c) as applied, metrics.quota(c) as quota, metrics.quota_remaining(c) as remaining, metrics.listing_rate(c) as listing, metrics.leverage(c) as leverage from marts.cube as c`
    );
    expect(types.map(({ column_type }) => column_type)).toEqual(['BIGINT', 'BIGINT', 'BIGINT', 'DOUBLE', 'DOUBLE']);
  });
});

test('while a city with projects has no quota, what is left over and the rate are unknown, and no other figure is', async () => {
  const build = await buildFrom(
    {
      ...province,
      'applications-烟台.csv': csv([application('Y1', { 推荐市: '烟台市', '县（市、区）': '芝罘区' })]),
      'events-烟台.csv': csv(events('Y1', '提交 2025-04-01 09:00, 市推荐 2025-04-20 09:00')),
    },
    ofMetrics
  );
  const all = await Promise.all(
    ['quota', 'quota_used', 'quota_remaining', 'quota_use_rate'].map((metric) =>
      measure(build, metric, 'marts.cube', "batch = '2025'")
    )
  );
  expect(all).toEqual([6, 6, null, null]);
  expect(await measure(build, 'quota_use_rate', 'marts.cube', "city = '济南市' and batch = '2025'")).toBe(2 / 4);
  expect(await measure(build, 'quota_use_rate', 'marts.cube', "city = '烟台市' and batch = '2025'")).toBe(null);
  build.close();
});

test.runIf(isFull)('a ratio leaves out the project of which it knows one part only', async () => {
  const build = await buildFrom(
    {
      'applications.csv': csv([application('A', { '项目总投资(万元)': '约300' }), application('B')]),
      'events.csv': csv([...events('A', '提交 2025-04-01 09:00'), ...events('B', '提交 2025-04-01 09:00')]),
      'acceptances.csv': csv(['A', 'B'].map((id) => ({ 项目编号: id, 验收结论: '通过', '核定实际投入(万元)': '50' }))),
    },
    ofMetrics
  );
  expect(await measure(build, 'verified_investment', 'marts.cube')).toBe(1_000_000);
  expect(await measure(build, 'investment_completion_rate_with_total', 'marts.cube')).toBe(50 / 100);
  // Neither wrote a plan of its own.
  expect(await measure(build, 'investment_completion_rate', 'marts.cube')).toBe(null);
  build.close();
});

test.runIf(isFull)('an empty province has its 16 cities, no figure and no fault', async () => {
  const build = await buildFrom(headersOnly);
  expect(await rowsOf(build, 'from assertions.broken')).toEqual([]);
  expect(
    await rowsOf(
      build,
      `select batch, count(distinct city)::integer as cities, sum(projects)::integer as projects from marts.cube group by batch order by batch`
    )
  ).toEqual(['2024-1', '2024-2', '2025'].map((batch) => ({ batch, cities: 16, projects: 0 })));
  for (const metric of names)
    expect([metric, await measure(build, metric, 'marts.cube')]).toEqual([metric, expect.toBeOneOf([0, null])]);
  for (const metric of names)
    expect([metric, await measure(build, metric, 'marts.projects')]).toEqual([metric, expect.toBeOneOf([0, null])]);
  build.close();
});
