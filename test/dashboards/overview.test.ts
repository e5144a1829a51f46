import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSample, type Asked, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

describe('the overview', () => {
  test('shows the metrics, under any filter', async () => {
    for (const asked of [{}, { city: ['烟台市'], batch: ['2025'] }, { county: ['历下区'] }] as Asked[]) {
      const [shown] = (await sample.tableOf('overview/headline', asked)).rows;
      const names = [
        'applied',
        'recommended',
        'recommendation_rate',
        'quota_used',
        'listed',
        'acceptance_rate',
        'verified_investment',
        'leverage',
      ];
      const [metrics] = await sample.metricsOf(names, [], asked);
      expect(names.map((name) => shown![name])).toEqual(names.map((name) => metrics![name]));
    }
  });

  test('no step of the funnel is longer than the one before it, but those that acceptance decides', async () => {
    const [row] = (await sample.tableOf('overview/stages')).rows;
    const steps = ['applied', 'county_recommended', 'recommended', 'listed', 'accepted', 'supported'].map((name) =>
      Number(row![name])
    );
    expect(steps.slice(0, 5)).toEqual(steps.slice(0, 5).toSorted((a, b) => b - a));
  });

  test('names every city that is over its quota in a batch, and no other', async () => {
    const all = await sample.metricsOf(['quota_remaining'], ['batch', 'city']);
    const over = all
      .filter(({ quota_remaining }) => typeof quota_remaining === 'number' && quota_remaining < 0)
      .map(({ batch, city }) => `${batch} ${city}`);
    expect(over.length).toBeGreaterThan(0);
    expect(
      (await sample.tableOf('overview/over-quota')).rows.map(({ batch, city }) => `${batch} ${city}`).toSorted()
    ).toEqual(over.toSorted());
  });

  test('lists what is undecided past its period by the as-of day, the longest first', async () => {
    const { rows } = await sample.tableOf('overview/overdue');
    expect(rows.length).toBeGreaterThan(0);
    const ends = rows.map(({ period_end }) => String(period_end));
    expect(ends).toEqual(ends.toSorted());
    expect(ends.every((end) => end < '2026-06-30')).toBe(true);
  });

  test('counts findings by rule, and leaves out what passed', async () => {
    const { rows } = await sample.tableOf('overview/findings');
    const found = await (
      await sample.reading.read(
        'test',
        `select rule, count(*) as n from marts.findings where verdict <> 'pass' group by rule, severity, subject_kind`
      )
    ).rows();
    expect(rows.map(({ rule, failed, in_review }) => [rule, Number(failed) + Number(in_review)]).toSorted()).toEqual(
      found.map(({ rule, n }) => [rule, n]).toSorted()
    );
  });
});
