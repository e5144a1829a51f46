import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Row } from '#spec';
import { overRows } from './over-rows.ts';
import { openSample, type Asked, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

/** Listed projects of a firm each, with these net subsidies. */
const paid = (nets: readonly (number | null)[]): Row[] =>
  nets.map((net, i) => ({
    project_id: `P${i}`,
    applicant_id: `F${i}`,
    applicant: `单位${i}`,
    city: '济南市',
    batch: '2025',
    listed: 1,
    supported: net !== null && net > 0 ? 1 : 0,
    subsidy_net: net,
  }));

/** The Gini coefficient as the mean difference of all pairs over twice the mean: reckoned in another way. */
function gini(values: readonly number[]): number {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const away = values.flatMap((a) => values.map((b) => Math.abs(a - b))).reduce((sum, each) => sum + each, 0);
  return away / (2 * values.length ** 2 * mean);
}

const firmsOf = async (nets: readonly (number | null)[]) =>
  (await overRows(sample, 'outcomes/concentration', paid(nets))).find(({ kind }) => kind === '单位');

describe('concentration', () => {
  test('comes to the Gini coefficient of all pairs, and to the share of the ten largest', async () => {
    const nets = [5, 1, 4, 2, 8, 16, 3, 9, 30, 7, 6, 11, 2.5];
    const row = await firmsOf(nets);
    expect(row!.gini).toBeCloseTo(gini(nets), 12);
    const total = nets.reduce((sum, each) => sum + each, 0);
    expect(row!.top_share).toBeCloseTo((total - 1 - 2 - 2.5) / total, 12);
    expect(row!.half_of).toBe(3);
  });

  test.each<[string, (number | null)[], Row]>([
    ['all have the same', Array.from({ length: 12 }, () => 7), { gini: 0, half_of: 6, units_n: 12 }],
    ['one has all', [9, 0, 0, 0, 0], { gini: 0.8, half_of: 1, units_n: 5 }],
    ['there are too few for it', [1, 2, 3, 4], { gini: null, top_share: null, units_n: 4 }],
    ['there is one', [5], { gini: null, top_share: null, half_of: 1, units_n: 1 }],
    ['there are two', [5, 5], { gini: null, half_of: 1, units_n: 2 }],
    ['all of it was taken back', [0, 0, 0, 0, 0, 0], { gini: null, half_of: null, units_n: 6 }],
    ['one is negative, which counts as nought', [-5, 1, 1, 1, 1], { gini: 0.2, negative_n: 1, subsidy_net: -1 }],
    ['some are not settled, and are no noughts', [3, 3, 3, 3, 3, null, null], { gini: 0, units_n: 5, unsettled_n: 2 }],
    ['ten are all of them', Array.from({ length: 10 }, () => 1), { top_share: null, units_n: 10 }],
  ])('where %s', async (_, nets, expected) => {
    const row = await firmsOf(nets);
    for (const [name, value] of Object.entries(expected))
      expect([name, row![name]]).toEqual([name, typeof value === 'number' ? expect.closeTo(value, 9) : value]);
  });

  test('of nothing settled is no row, and draws no line', async () => {
    expect(await firmsOf([null, null])).toBeUndefined();
    expect(await overRows(sample, 'outcomes/lorenz', paid([null]))).toEqual([
      // A city of which nothing was allocated has none of what there is none of.
    ]);
  });

  test('takes the firms of a group together, and each firm without one by itself', async () => {
    const rows = paid([1, 2, 3, 4, 5, 6]).map((row, i) => ({ ...row, group_name: i < 3 ? '集团甲' : null }));
    const [firms, groups, cities] = await overRows(sample, 'outcomes/concentration', rows);
    expect([firms!.units_n, groups!.units_n, cities!.units_n]).toEqual([6, 4, 1]);
  });

  test('a line rises from the least to the most, and ends at all', async () => {
    const rows = (await overRows(sample, 'outcomes/lorenz', paid([4, -1, 0, 1, 5]))).filter(
      ({ kind }) => kind === '单位'
    );
    expect(rows.map(({ units_share, money_share }) => [units_share, money_share])).toEqual([
      [0.2, 0],
      [0.4, 0],
      [0.6, 0.1],
      [0.8, 0.5],
      [1, 1],
    ]);
  });

  test('of the sample agrees with its rows', async () => {
    for (const asked of [{}, { batch: ['2025'] }] as Asked[]) {
      const condition = asked.batch ? `where batch = '2025'` : '';
      const nets = (
        await (
          await sample.reading.read(
            'test',
            `select sum(subsidy_net)::double as net from marts.projects ${condition} group by coalesce(applicant_id, applicant) having net is not null`
          )
        ).rows()
      ).map(({ net }) => Number(net));
      const [firms] = (await sample.tableOf('outcomes/concentration', asked)).rows;
      expect(firms).toMatchObject({ kind: '单位', units_n: nets.length });
      expect(firms!.gini).toBeCloseTo(gini(nets), 9);
      const sorted = nets.toSorted((a, b) => b - a);
      const sum = (of: number[]) => of.reduce((total, each) => total + each, 0);
      expect(firms!.top_share).toBeCloseTo(sum(sorted.slice(0, 10)) / sum(sorted), 9);
      const top = (await sample.tableOf('outcomes/top-firms', asked)).rows[9]!;
      expect(top.up_to).toBeCloseTo(sum(sorted.slice(0, 10)) / sum(sorted), 9);
    }
  });
});

describe('what stands out', () => {
  const ratios = (values: readonly number[]): Row[] =>
    values.map((value, i) => ({
      project_id: `P${i}`,
      project_name: String(value),
      batch: '2025',
      city: '济南市',
      verified_of_own_plan: value * 100,
      own_plan_of_verified: 100,
    }));
  const named = async (values: readonly number[]) =>
    (await overRows(sample, 'outcomes/outliers', ratios(values))).map(({ project_name }) => project_name);

  test('lies one and a half interquartile ranges beyond the quartiles, on either side', async () => {
    const middle = [1, 1.1, 1.2, 1.3, 1.4];
    expect(await named([...middle, 1.6])).toEqual([]);
    expect(await named([...middle, 3])).toEqual(['3']);
    expect(await named([...middle, -2])).toEqual(['-2']);
  });

  test('is nobody of fewer than five, nor where all are the same', async () => {
    expect(await named([1, 1, 1, 9])).toEqual([]);
    expect(await named([1, 1, 1, 1, 1, 1])).toEqual([]);
  });

  test('stands out of those who are all the same', async () => expect(await named([1, 1, 1, 1, 1, 2])).toEqual(['2']));
});

test('a sum is told beside the median as the metric tells it', async () => {
  const [metrics] = await sample.metricsOf(['subsidy_intensity', 'leverage']);
  const [intensity] = (await sample.tableOf('outcomes/intensity')).rows;
  const [leverage] = (await sample.tableOf('outcomes/leverage')).rows;
  expect([intensity!.sums_rate, leverage!.sums_ratio]).toEqual([
    expect.closeTo(Number(metrics!.subsidy_intensity), 9),
    expect.closeTo(Number(metrics!.leverage), 9),
  ]);
});

describe('a ratio of sums drawn again and again', () => {
  const ratios = (pairs: readonly (readonly [number, number])[]): Row[] =>
    pairs.map(([above, below], i) => ({
      project_id: `P${String(i).padStart(3, '0')}`,
      batch: '2025',
      verified_of_own_plan: above,
      own_plan_of_verified: below,
    }));
  const drawnOf = async (pairs: readonly (readonly [number, number])[]) =>
    (await overRows(sample, 'outcomes/drawn', ratios(pairs))).find(({ measured }) => measured === '核定 ÷ 计划');

  /** The same thousand draws, each place of each by the last eight bytes of a hash, reckoned here. */
  function spanOf(pairs: readonly (readonly [number, number])[]): [number, number] {
    const found = Array.from({ length: 1000 }, (_, draw) => {
      const drawn = pairs.map((_, place) => {
        const hash = createHash('md5').update(`核定 ÷ 计划/2025/${draw}/${place}`).digest();
        return pairs[Number(hash.readBigUInt64LE(8) % BigInt(pairs.length))]!;
      });
      const sumOf = (at: 0 | 1) => drawn.reduce((total, pair) => total + pair[at], 0);
      return sumOf(0) / sumOf(1);
    }).sort((a, b) => a - b);
    const at = (share: number) => {
      const place = share * 999;
      return found[Math.floor(place)]! + (found[Math.ceil(place)]! - found[Math.floor(place)]!) * (place % 1);
    };
    return [at(0.025), at(0.975)];
  }

  test('comes to the span that the same draws make elsewhere, each time the same', async () => {
    const pairs = Array.from({ length: 12 }, (_, i) => [80 + ((i * 37) % 41), 100 + ((i * 53) % 29)] as const);
    const row = await drawnOf(pairs);
    const [low, high] = spanOf(pairs);
    expect([row!.drawn_low, row!.drawn_high]).toEqual([expect.closeTo(low, 9), expect.closeTo(high, 9)]);
    expect(low).toBeLessThan(Number(row!.ratio_of_sums));
    expect(high).toBeGreaterThan(Number(row!.ratio_of_sums));
    expect(await drawnOf(pairs)).toEqual(row);
  });

  test('is no wider than a point where all are equal, and none of fewer than six or of nothing', async () => {
    const equal = await drawnOf(Array.from({ length: 8 }, () => [9, 10] as const));
    expect([equal!.drawn_low, equal!.drawn_high]).toEqual([expect.closeTo(0.9, 9), expect.closeTo(0.9, 9)]);
    const few = await drawnOf([
      [1, 2],
      [3, 4],
    ]);
    expect([few!.drawn_n, few!.drawn_low, few!.why_not]).toEqual([2, null, '不到 6 个']);
    expect(await drawnOf([])).toBeUndefined();
    expect(await drawnOf([[1, 0]])).toBeUndefined();
  });
});
