import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSample, sum, type Asked, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

const cities = [
  '济南市',
  '青岛市',
  '淄博市',
  '枣庄市',
  '东营市',
  '烟台市',
  '潍坊市',
  '济宁市',
  '泰安市',
  '威海市',
  '日照市',
  '临沂市',
  '德州市',
  '聊城市',
  '滨州市',
  '菏泽市',
];

describe('what stands by city', () => {
  test.each(['quota/by-city', 'quota/cities', 'funding/by-city'])(
    '%s has the 16 cities in the order of their codes, whatever the filter leaves',
    async (id) => {
      for (const asked of [
        {},
        { batch: ['2025'] },
        { direction: ['载体赋能'] },
        { task: ['5G 工厂（产线/车间）'] },
        { stage: ['填报'] },
      ] as Asked[]) {
        expect(
          (await sample.tableOf(id, asked)).rows.map(({ city }) => city),
          JSON.stringify(asked)
        ).toEqual(cities);
      }
      expect((await sample.tableOf(id, { city: ['菏泽市', '潍坊市'] })).rows.map(({ city }) => city)).toEqual([
        '潍坊市',
        '菏泽市',
      ]);
    }
  );

  test('adds up to the whole', async () => {
    for (const asked of [{}, { batch: ['2025'] }, { direction: ['技术赋能'] }] as Asked[]) {
      const [whole] = await sample.metricsOf(
        ['quota', 'quota_used', 'quota_exempt', 'verified_investment', 'subsidy_net'],
        [],
        asked
      );
      const quotas = (await sample.tableOf('quota/cities', asked)).rows;
      const money = (await sample.tableOf('funding/by-city', asked)).rows;
      expect([sum(quotas, 'quota'), sum(quotas, 'quota_used'), sum(quotas, 'quota_exempt')]).toEqual([
        whole!.quota ?? 0,
        whole!.quota_used,
        whole!.quota_exempt,
      ]);
      expect([sum(money, 'verified_investment'), sum(money, 'subsidy_net')]).toEqual([
        expect.closeTo(Number(whole!.verified_investment), 2),
        expect.closeTo(Number(whole!.subsidy_net), 2),
      ]);
    }
  });
});

test('a quota is of no direction: filtered by one there is nothing to compare, and it says so', async () => {
  const asked = { batch: ['2025'], direction: ['技术赋能'] };
  for (const id of ['quota/headline', 'quota/by-city', 'quota/cities', 'quota/by-batch']) {
    const { rows, unfit } = await sample.tableOf(id, asked);
    const known = (await sample.tableOf(id, { batch: ['2025'] })).rows.filter(({ quota }) => quota !== null);
    expect(known.length).toBeGreaterThan(0);
    expect(rows.filter(({ quota }) => quota !== null)).toEqual([]);
    expect(unfit).toMatchObject([{ state: 'not_applicable', filters: ['direction'] }]);
    expect(unfit![0]!.columns).toContain('quota');
  }
  const { rows, unfit } = await sample.tableOf('overview/headline', asked);
  expect(rows[0]).toMatchObject({ quota_use_rate: null, quota_free: null, quota_over: null });
  expect(unfit![0]!.columns).toEqual(expect.arrayContaining(['quota_use_rate', 'quota_free', 'quota_over']));
});
