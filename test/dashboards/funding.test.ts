import { everything, type Row } from '#spec';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { answerPanel, readFilters } from '#query';
import { openSample, panels, sum, type Asked, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

describe('funding', () => {
  test('the scatter holds projects that passed and whose investment is verified, and no undecided one', async () => {
    const { rows } = await sample.tableOf('funding/projects');
    const [{ n }] = (await (
      await sample.reading.read(
        'test',
        'select count(*) as n from marts.projects where accepted = 1 and verified_investment > 0'
      )
    ).rows()) as [{ n: number }];
    expect(rows).toHaveLength(Math.min(500, n));
    const undecided = new Set(
      (await sample.tableOf('funding/undecided-projects')).rows.map(({ project_id }) => project_id)
    );
    expect(undecided.size).toBeGreaterThan(0);
    expect(rows.filter(({ project_id }) => undecided.has(project_id!))).toEqual([]);
  });

  test('plan, declared, verified and subsidy are of the same projects, each with a plan of its own', async () => {
    for (const row of (await sample.tableOf('funding/steps')).rows) {
      const [same] = await (
        await sample.reading.read(
          'test',
          `select count(*) as n, sum(planned_investment) as planned, sum(declared_investment) as declared, sum(verified_investment) as verified,
             coalesce(sum(subsidy_allocated), 0) - coalesce(sum(subsidy_recovered), 0) as net
           from marts.projects
           where verified_investment is not null and declared_investment is not null and planned_basis = '计划投资' and batch = '${String(row.batch)}'`
        )
      ).rows();
      const { compared_projects: compared, planned_compared, declared_compared, verified_compared, net_compared } = row;
      expect({
        n: compared,
        planned: planned_compared,
        declared: declared_compared,
        verified: verified_compared,
      }).toEqual({
        n: same!.n,
        planned: same!.planned,
        declared: same!.declared,
        verified: same!.verified,
      });
      expect(net_compared ?? 0).toBe(same!.net);
    }
  });

  test('money is told by its budget year, and what is no money is not', async () => {
    const { rows } = await sample.tableOf('money-chain/by-year');
    const known = await (
      await sample.reading.read(
        'test',
        'select budget_year, sum(subsidy_allocated) as allocated, sum(coalesce(subsidy_paid, 0)) as paid from known.subsidies group by all order by all'
      )
    ).rows();
    expect(
      rows.map(({ budget_year, subsidy_allocated, paid_of_allocated }) => [
        budget_year,
        subsidy_allocated,
        paid_of_allocated,
      ])
    ).toEqual(known.map(({ budget_year, allocated, paid }) => [String(budget_year), allocated, paid]));
    await expect(sample.metricsOf(['listed'], ['budget_year'])).rejects.toMatchObject({
      status: 400,
      code: 'no_meaning',
    });
    await expect(sample.metricsOf(['leverage'], [], { budget_year: ['2026'] })).rejects.toMatchObject({
      code: 'no_meaning',
    });
    const days = await sample.metricsOf(['days_to_pay.median', 'unpaid'], ['budget_year']);
    expect(days.map(({ budget_year }) => budget_year)).toEqual(known.map(({ budget_year }) => String(budget_year)));
    expect(days.every((row) => typeof row['days_to_pay.median'] === 'number')).toBe(true);
    const [year] = await sample.metricsOf(['subsidy_allocated'], [], { budget_year: ['2026'] });
    expect(year!.subsidy_allocated).toBe(known.find(({ budget_year }) => budget_year === 2026)!.allocated);
  });

  test('a budget year narrows what is of money alone; any other panel says that it does not', async () => {
    const asked = { budget_year: ['2026'] };
    const view = { filters: readFilters(sample.catalog, asked), scope: everything };
    const answers = await Promise.all(
      panels
        .filter(({ id }) => /^(funding|money-chain)\//.test(id))
        .map(async ({ id, query }) => {
          const { unfit, proof, result } = await answerPanel(sample, sample.catalog, query, view);
          const isDeaf = unfit?.some(
            ({ state, filters }) => state === 'not_filtered' && filters.includes('budget_year')
          );
          expect(proof.unheard ?? []).toEqual(isDeaf ? ['budget_year'] : []);
          return { id, isDeaf: isDeaf === true, rows: await result.rows() };
        })
    );
    const heard = answers.filter(({ isDeaf }) => !isDeaf);
    expect(heard.map(({ id }) => id)).toEqual([
      'money-chain/by-year',
      'money-chain/allocated',
      'money-chain/allocations',
      'money-chain/hops',
    ]);
    expect(heard[0]!.rows.map(({ budget_year }) => budget_year)).toEqual(['2026']);
    for (const { id, isDeaf, rows } of answers)
      if (isDeaf) expect([id, rows]).toEqual([id, (await sample.tableOf(id)).rows]);
  });

  test('the median stands beside the ratio of sums, with how many it is of', async () => {
    const [row] = (await sample.tableOf('funding/spread')).rows;
    const ratios = (
      await (
        await sample.reading.read(
          'test',
          `select verified_investment / planned_investment as ratio from marts.projects where verified = 1 and planned_basis = '计划投资' order by 1`
        )
      ).rows()
    ).map(({ ratio }) => Number(ratio));
    const middle = (ratios.length - 1) / 2;
    expect(row!['investment_completion_rate.n']).toBe(ratios.length);
    expect(row!['investment_completion_rate.median']).toBeCloseTo(
      (ratios[Math.floor(middle)]! + ratios[Math.ceil(middle)]!) / 2,
      9
    );
    expect(row!['investment_completion_rate.above_one']).toBe(ratios.filter((ratio) => ratio > 1).length);
  });

  test('a strip says of each lane and of all what the statistics of its ratio say', async () => {
    for (const [panel, metric] of [
      ['funding/completion', 'investment_completion_rate'],
      ['outcomes/intensity', 'subsidy_intensity'],
      ['outcomes/leverage', 'leverage'],
    ] as const)
      for (const asked of [{}, { batch: ['2025'] }, { city: ['青岛市'] }] as Asked[]) {
        const names = ['n', 'median', 'quartile_1', 'quartile_3'].map((each) => `${metric}.${each}`);
        const [whole] = await sample.metricsOf(names, [], asked);
        const lanes = new Map((await sample.metricsOf(names, ['batch'], asked)).map((row) => [row.batch, row]));
        const { rows } = await sample.tableOf(panel, asked);
        expect(rows.length).toBeGreaterThan(5);
        for (const row of rows) {
          const lane = lanes.get(row.batch!)!;
          const told = [row.known_n, row.middle, row.half_low, row.half_high];
          expect(told).toEqual(names.map((name) => close(lane[name])));
        }
        const { all_n, all_middle, all_low, all_high } = rows[0]!;
        expect([all_n, all_middle, all_low, all_high]).toEqual(names.map((name) => close(whole![name])));
      }
  });

  test('a median is told with what it would be if all that are open failed, or passed', async () => {
    const { rows } = await sample.tableOf('funding/completion', { batch: ['2025'] });
    const [{ open_n, fail_middle, pass_middle, middle, fail_rate, pass_rate }] = rows as [Row];
    const known = rows.flatMap(({ completion }) => (typeof completion === 'number' ? completion : []));
    const open = rows.filter(({ completion }) => completion === null);
    expect(open_n).toBe(open.length);
    expect(open.length).toBeGreaterThan(5);
    const middleOf = (values: number[]) => {
      const sorted = values.toSorted((a, b) => a - b);
      return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
    };
    expect(middle).toBeCloseTo(middleOf(known), 9);
    expect(fail_middle).toBeCloseTo(middleOf([...known, ...open.map(() => 0)]), 9);
    expect(pass_middle).toBeCloseTo(middleOf([...known, ...open.map(() => 1)]), 9);
    const [verified, plan, planned] = ['verified_of_own_plan', 'own_plan_of_verified', 'open_plan'].map((name) =>
      sum(rows, name)
    ) as [number, number, number];
    expect([fail_rate, pass_rate]).toEqual([
      expect.closeTo(verified / (plan + planned), 9),
      expect.closeTo((verified + planned) / (plan + planned), 9),
    ]);
  });

  test('what nothing is verified of says so, and no number of it', async () => {
    const { rows } = await sample.tableOf('funding/completion', { stage: ['整改或延期'] });
    expect(rows.length).toBeGreaterThan(0);
    const { known_n, all_n, all_middle, few_n, none_open, odd, possible_low } = rows[0]!;
    expect({ known_n, all_n, all_middle, few_n, none_open, odd, possible_low }).toEqual({
      known_n: 0,
      all_n: null,
      all_middle: null,
      few_n: null,
      none_open: rows.length,
      odd: null,
      possible_low: null,
    });
  });
});

const close = (value: unknown): unknown => (typeof value === 'number' ? (expect.closeTo(value, 9) as number) : value);
