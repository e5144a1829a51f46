import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Row } from '#spec';
import { openSample, sum, type Asked, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

const rowsOf = async (sql: string): Promise<Row[]> => (await sample.reading.read('test', sql)).rows();
const filters: Asked[] = [{}, { batch: ['2025'] }, { city: ['青岛市'], batch: ['2024-2'] }, { stage: ['已终止'] }];

describe('the chain', () => {
  test('comes from each step to the next by its gaps, under any filter', async () => {
    for (const asked of filters) {
      const { rows } = await sample.tableOf('money-chain/chain', asked);
      expect(rows.length).toBeGreaterThan(2);
      let at: number | null = null;
      for (const { reason, amount, is_step: isStep } of rows) {
        if (isStep === 1 && at !== null) expect([reason, amount]).toEqual([reason, expect.closeTo(at, 2)]);
        at = isStep === 1 ? Number(amount) : (at ?? 0) + Number(amount);
      }
    }
  });

  test('has at each step what the metrics have of listed projects', async () => {
    const [metrics] = await sample.metricsOf(['planned_of_listed', 'planned_as_total_of_listed'], [], {
      batch: ['2025'],
    });
    const [sums] = await rowsOf(`
      select sum(declared_investment) as declared, sum(verified_investment) as verified, sum(subsidy_allocated) as allocated, sum(subsidy_paid) as paid
      from marts.projects where listed = 1 and batch = '2025'`);
    const { rows } = await sample.tableOf('money-chain/chain', { batch: ['2025'] });
    const amountOf = (reason: string) => rows.find((row) => row.reason === reason)?.amount;
    expect(amountOf('计划投资')).toBe(metrics!.planned_of_listed);
    expect(amountOf('没有填写，按总投资计')).toBe(metrics!.planned_as_total_of_listed);
    expect([
      amountOf('申报实际投入'),
      amountOf('核定实际投入'),
      amountOf('已下达奖补'),
      amountOf('已拨付奖补'),
    ]).toEqual([sums!.declared, sums!.verified, sums!.allocated, sums!.paid]);
  });

  test('counts a project once in each of its reasons', async () => {
    const twice = await rowsOf(
      'select project_id, reason from marts.chain group by all having count(*) > 1 union all select project_id, step from marts.chain where amount = 0 and reason <> step group by all'
    );
    expect(twice).toEqual([]);
  });
});

test('the days of each hop are those of the payments themselves', async () => {
  const known = await rowsOf(`
    select p.city, s.allocated_on - a.concluded_on as days
    from known.subsidies as s
    join lifecycle.acceptances as a using (project_id)
    join validated.applications as p using (project_id)
    where a.result = '通过' and s.allocated_on >= a.concluded_on`);
  const byCity = Map.groupBy(known, ({ city }) => city);
  const { rows } = await sample.tableOf('money-chain/hops');
  expect(rows).toHaveLength(16);
  for (const row of rows) {
    const days = (byCity.get(row.city!) ?? []).map((each) => Number(each.days)).sort((a, b) => a - b);
    const half = (days.length - 1) / 2;
    expect([row.city, row['days_to_allocate.n']]).toEqual([row.city, days.length]);
    if (days.length > 0)
      expect(row['days_to_allocate.median']).toBe((days[Math.floor(half)]! + days[Math.ceil(half)]!) / 2);
  }
});

test('what lies idle is named, and adds up to its metric', async () => {
  for (const asked of [{}, { batch: ['2024-1'] }] as Asked[]) {
    const { rows } = await sample.tableOf('money-chain/idle', asked);
    const [metrics] = await sample.metricsOf(['unpaid_amount'], [], asked);
    expect(rows.length).toBeGreaterThan(0);
    expect(sum(rows, 'unpaid_amount')).toBeCloseTo(Number(metrics!.unpaid_amount), 2);
    for (const row of rows) expect([row.idle_n, row.idle_sum]).toEqual([rows.length, metrics!.unpaid_amount]);
    const days = rows.map(({ idle_days }) => Number(idle_days));
    expect(days).toEqual(days.toSorted((a, b) => b - a));
    expect(rows[0]!.longest).toBe(days[0]);
  }
});

test('a budget that no notice holds is unknown and says so', async () => {
  const { rows } = await sample.tableOf('money-chain/budget');
  expect(rows.length).toBeGreaterThan(2);
  for (const { budget, no_budget } of rows) expect([budget, no_budget]).toEqual([null, '预算没有录入']);
});
