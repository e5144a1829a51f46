import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openFile, readCurrent, type OpenFile } from '#warehouse';

/** The committed sample, loaded: what a first visitor sees. */
describe('the sample in a warehouse', () => {
  let file: OpenFile;
  const read = async (sql: string) => (await file.read('sample.test', sql)).rows();

  beforeAll(async () => {
    const folder = inject('sampleWarehouse');
    const current = await readCurrent(folder);
    if (!current) throw new Error(`nothing is published in ${folder}`);
    file = await openFile(current.path, current.version);
  });
  afterAll(() => file.close());

  it('has the seven defects that were put into it and no other but days after the as-of day', async () => {
    const defects = `select "check", value, effect from loads.defects where "check" <> 'future_day' order by "check"`;
    expect(await read(defects)).toEqual([
      { check: 'ragged_row', value: expect.stringContaining('1,200.00') as string, effect: 'row' },
      { check: 'total_does_not_foot', value: expect.any(String) as string, effect: 'mark' },
      { check: 'unknown_county', value: '示例新区', effect: 'row' },
      { check: 'unknown_project', value: 'SL2025-3709-9999', effect: 'row' },
      { check: 'unknown_task', value: '轻量化改造数字产品和解决方案', effect: 'row' },
      { check: 'unreadable_day', value: '2026-06-31', effect: 'cell' },
      { check: 'unreadable_money', value: '约500', effect: 'cell' },
    ]);
    const later = `select count(*) as columns, min(file like '2026年度/%') as invented, max(effect) as effect
      from loads.defects where "check" = 'future_day'`;
    expect(await read(later)).toEqual([{ columns: 7, invented: true, effect: 'mark' }]);
  });

  it('loads all files, two rows superseded by a corrected one', async () => {
    expect(
      await read(
        "select count(*) as files, sum(superseded) as superseded, count_if(status <> 'loaded') as refused from loads.files"
      )
    ).toEqual([{ files: 52, superseded: 2, refused: 0 }]);
    expect(await read("select planned_investment from marts.projects where project_id = 'SL2025-3706-0005'")).toEqual([
      { planned_investment: 6_400_000 },
    ]);
    expect(await read("select county from marts.projects where project_id = 'SL2025-3706-0006'")).toEqual([
      { county: '福山区' },
    ]);
  });

  it('has quotas for all cities, one city over its quota, one far under', async () => {
    const cities = await read(
      "select city, metrics.quota_use_rate(c) as rate from marts.cube as c where batch = '2025' group by all"
    );
    expect(cities).toHaveLength(16);
    const rates = cities.map(({ rate }) => rate as number);
    expect(rates.filter((rate) => rate > 1)).toHaveLength(1);
    expect(rates.filter((rate) => rate < 0.6)).toHaveLength(1);
    expect(await read("select count(*) as n from marts.quotas where quota > 0 and batch < '2026'")).toEqual([
      { n: 48 },
    ]);
  });

  it('narrows step by step and concludes two thirds of 2025', async () => {
    const [row] = await read(
      "select metrics.applied(c) as applied, metrics.county_recommended(c) as county, metrics.recommended(c) as city, metrics.listed(c) as listed, metrics.concluded(c) as concluded, metrics.accepted(c) as accepted, metrics.supported(c) as supported from marts.cube as c where batch = '2025'"
    );
    const { applied, county, city, listed, concluded, accepted, supported } = row as Record<string, number>;
    const steps = [applied, county, city, listed, accepted, supported] as number[];
    expect(steps).toEqual(steps.toSorted((a, b) => b - a));
    expect((concluded as number) / (listed as number)).toBeCloseTo(2 / 3, 1);
    expect((accepted as number) / (concluded as number)).toBeGreaterThan(0.8);
  });

  it('spends plausibly: intensity of 10 to 15 %, verified below declared, paid below allocated', async () => {
    const rows = await read(
      "select batch, metrics.subsidy_intensity(c) as intensity, metrics.investment_reduction_rate(c) as reduced, metrics.disbursement_rate(c) as disbursed from marts.cube as c where batch < '2026' group by all having sum(supported) > 0"
    );
    for (const { intensity, reduced, disbursed } of rows as Record<string, number>[]) {
      expect(intensity).toBeGreaterThan(0.1);
      expect(intensity).toBeLessThan(0.15);
      expect(reduced).toBeGreaterThan(0.02);
      expect(reduced).toBeLessThan(0.15);
      expect(disbursed).toBeGreaterThan(0.8);
      expect(disbursed).toBeLessThan(1);
    }
  });

  it('gives the five first rules something to find, and most projects nothing', async () => {
    const found = await read(
      "select rule, count(*) as n from marts.findings where verdict = 'fail' and batches < '2026' group by all"
    );
    const of = new Map(found.map(({ rule, n }) => [rule, n as number]));
    expect(of.get('over_quota')).toBe(1);
    expect(of.get('subsidy_without_acceptance')).toBe(1);
    expect(of.get('direction_support_cap')).toBe(1);
    expect(of.get('late_recommendation')).toBeGreaterThanOrEqual(1);
    expect(of.get('late_submission')).toBeGreaterThanOrEqual(2);
    expect(of.get('late_submission')).toBeLessThan(15);
  });
});
