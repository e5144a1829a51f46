import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { proofHref, type Row, type Table } from '#spec';
import {
  answerPanel,
  queryMetrics,
  noFilters,
  readCatalog,
  readDashboards,
  readFilters,
  type Catalog,
  type Dimension,
} from '#query';
import { openFile, readCurrent, type OpenFile } from '#warehouse';
import { draw, isDrawn, summary } from '#lib/charts/index.ts';
import { toSvg } from '#lib/charts/svg.ts';
import { some } from '../tier.ts';

const dashboards = await readDashboards('dashboards');
const panels = [...dashboards].flatMap(([name, { panels, queries }]) =>
  Object.entries(panels).map(([key, panel]) => ({ id: `${name}/${key}`, panel, query: queries.get(key)! }))
);
const dimensions: readonly Dimension[] = [
  'batch',
  'city',
  'county',
  'direction',
  'task',
  'applicant_type',
  'ownership',
  'stage',
];

let reading: OpenFile;
let catalog: Catalog;
beforeAll(async () => {
  const current = await readCurrent(inject('sampleWarehouse'));
  if (!current) throw new Error('the sample is not published');
  reading = await openFile(current.path, current.path);
  catalog = await readCatalog(reading);
});
afterAll(() => reading.close());

async function tableOf(id: string, asked: Record<string, string[]> = {}): Promise<Table> {
  const { query } = panels.find((each) => each.id === id)!;
  const filters = Object.keys(asked).length > 0 ? readFilters(catalog, asked) : noFilters;
  const {
    version,
    columns,
    result,
    unfit = [],
  } = await answerPanel({ reading }, catalog, query, {
    filters,
    scope: { city: null },
  });
  return { version, columns, rows: await result.rows(), unfit: [...unfit] };
}

async function metricsOf(metrics: string[], by: string[] = [], asked: Record<string, string[]> = {}): Promise<Row[]> {
  const filters = Object.keys(asked).length > 0 ? readFilters(catalog, asked) : noFilters;
  return (await queryMetrics({ reading }, catalog, { metrics, by }, { filters, scope: { city: null } })).result.rows();
}

describe.each(panels)('$id', ({ id, panel }) => {
  test('brings the parts of every ratio, and the count it rests on', async () => {
    const { columns } = await tableOf(id);
    const names = columns.map(({ name }) => name);
    const parts = columns.flatMap(({ numerator, denominator, n }) =>
      [numerator, denominator, n].filter((part) => part !== undefined)
    );
    expect(parts.filter((part) => !names.includes(part))).toEqual([]);
  });

  test('obeys every filter: answers, and draws, under its values', async () => {
    for (const dimension of dimensions) {
      for (const value of some(catalog.values[dimension], 2)) {
        const table = await tableOf(id, { [dimension]: [value] });
        // Other dimensions may be listed whole, with nought where the filter leaves nothing.
        if (dimension === 'batch' || dimension === 'city')
          expect(table.rows.filter((row) => (row[dimension] ?? value) !== value)).toEqual([]);
        if (!isDrawn(panel.chart)) continue;
        const { option, height } = draw(panel.chart, table, { width: 350, values: catalog.values });
        expect(toSvg(option, { width: 350, height: Math.max(1, height) }), `${dimension}=${value}`).not.toMatch(
          /NaN|Infinity|undefined/
        );
        expect(summary(panel.title, panel.chart, table)).toMatch(/。$/);
      }
    }
  });
});

type Asked = Record<string, string[]>;
const sum = (rows: readonly Row[], name: string): number =>
  rows.reduce((total, row) => total + (typeof row[name] === 'number' ? row[name] : 0), 0);
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
          (await tableOf(id, asked)).rows.map(({ city }) => city),
          JSON.stringify(asked)
        ).toEqual(cities);
      }
      expect((await tableOf(id, { city: ['菏泽市', '潍坊市'] })).rows.map(({ city }) => city)).toEqual([
        '潍坊市',
        '菏泽市',
      ]);
    }
  );

  test('adds up to the whole', async () => {
    for (const asked of [{}, { batch: ['2025'] }, { direction: ['技术赋能'] }] as Asked[]) {
      const [whole] = await metricsOf(
        ['quota', 'quota_used', 'quota_exempt', 'verified_investment', 'subsidy_net'],
        [],
        asked
      );
      const quotas = (await tableOf('quota/cities', asked)).rows;
      const money = (await tableOf('funding/by-city', asked)).rows;
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
    const { rows, unfit } = await tableOf(id, asked);
    const known = (await tableOf(id, { batch: ['2025'] })).rows.filter(({ quota }) => quota !== null);
    expect(known.length).toBeGreaterThan(0);
    expect(rows.filter(({ quota }) => quota !== null)).toEqual([]);
    expect(unfit).toMatchObject([{ state: 'not_applicable', filters: ['direction'] }]);
    expect(unfit![0]!.columns).toContain('quota');
  }
  const { rows, unfit } = await tableOf('overview/headline', asked);
  expect(rows[0]).toMatchObject({ quota_use_rate: null, quota_free: null, quota_over: null });
  expect(unfit![0]!.columns).toEqual(expect.arrayContaining(['quota_use_rate', 'quota_free', 'quota_over']));
});

describe('the overview', () => {
  test('shows the metrics, under any filter', async () => {
    for (const asked of [{}, { city: ['烟台市'], batch: ['2025'] }, { county: ['历下区'] }] as Asked[]) {
      const [shown] = (await tableOf('overview/headline', asked)).rows;
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
      const [metrics] = await metricsOf(names, [], asked);
      expect(names.map((name) => shown![name])).toEqual(names.map((name) => metrics![name]));
    }
  });

  test('no step of the funnel is longer than the one before it, but those that acceptance decides', async () => {
    const [row] = (await tableOf('overview/stages')).rows;
    const steps = ['applied', 'county_recommended', 'recommended', 'listed', 'accepted', 'supported'].map((name) =>
      Number(row![name])
    );
    expect(steps.slice(0, 5)).toEqual(steps.slice(0, 5).toSorted((a, b) => b - a));
  });

  test('names every city that is over its quota in a batch, and no other', async () => {
    const all = await metricsOf(['quota_remaining'], ['batch', 'city']);
    const over = all
      .filter(({ quota_remaining }) => typeof quota_remaining === 'number' && quota_remaining < 0)
      .map(({ batch, city }) => `${batch} ${city}`);
    expect(over.length).toBeGreaterThan(0);
    expect((await tableOf('overview/over-quota')).rows.map(({ batch, city }) => `${batch} ${city}`).toSorted()).toEqual(
      over.toSorted()
    );
  });

  test('lists what is undecided past its period by the as-of day, the longest first', async () => {
    const { rows } = await tableOf('overview/overdue');
    expect(rows.length).toBeGreaterThan(0);
    const ends = rows.map(({ period_end }) => String(period_end));
    expect(ends).toEqual(ends.toSorted());
    expect(ends.every((end) => end < '2026-06-30')).toBe(true);
  });

  test('counts findings by rule, and leaves out what passed', async () => {
    const { rows } = await tableOf('overview/findings');
    const found = await (
      await reading.read(
        'test',
        `select rule, count(*) as n from marts.findings where verdict <> 'pass' group by rule, severity, subject_kind`
      )
    ).rows();
    expect(rows.map(({ rule, failed, in_review }) => [rule, Number(failed) + Number(in_review)]).toSorted()).toEqual(
      found.map(({ rule, n }) => [rule, n]).toSorted()
    );
  });
});

describe('directions', () => {
  const listed = async (table: string, batch: string) =>
    (await (await reading.read('test', `from reference.${table} where batch = '${batch}'`)).rows()) as Row[];

  test('the tasks of a batch are those of its notice, and what no notice lists stands apart with its year', async () => {
    for (const batch of ['2025', '2026-1']) {
      const tasks = (await tableOf('directions/tasks', { batch: [batch] })).rows;
      expect(tasks.map(({ task }) => task)).toEqual((await listed('tasks', batch)).map(({ task }) => task));
    }
    const unlisted = (await tableOf('directions/tasks', { batch: ['2024-1'] })).rows;
    expect(unlisted.length).toBeGreaterThan(0);
    expect(unlisted.filter(({ task, direction }) => direction !== '未映射' || !/ · 2024$/.test(String(task)))).toEqual(
      []
    );
  });

  test('of several notices the newest leads: what it renamed stands under its name, what it retired only with projects', async () => {
    const both = { batch: ['2025', '2026-1'] };
    const { rows: tasks } = await tableOf('directions/tasks', both);
    const newest = (await listed('tasks', '2026-1')).map(({ task }) => task);
    expect(tasks.map(({ task }) => task)).toEqual([...newest, '轻量化改造数字产品和解决方案']);
    const [whole] = await metricsOf(['applied', 'listed'], [], both);
    expect([sum(tasks, 'applied'), sum(tasks, 'listed')]).toEqual([whole!.applied, whole!.listed]);
    const names = ['工业互联网安全解决方案', '工业互联网网络安全解决方案'];
    const [shown] = tasks.filter(({ task }) => task === names[0]);
    const [proved] = await metricsOf(['applied'], [], { ...both, task: names });
    expect(Number(shown!.applied)).toBeGreaterThan(0);
    expect(shown!.applied).toBe(proved!.applied);
    const directions = (await tableOf('directions/directions', both)).rows.map(({ direction }) => direction);
    expect(directions).toEqual((await listed('directions', '2026-1')).map(({ direction }) => direction));
    expect((await tableOf('directions/stages', { batch: ['2025'] })).rows.map(({ direction }) => direction)).toEqual(
      (await listed('directions', '2025')).map(({ direction }) => direction)
    );
  });

  test('a number under a name that gathers another is followed to both', async () => {
    const { query } = panels.find(({ id }) => id === 'directions/tasks')!;
    const proofIn = async (batch: string[]) =>
      (
        await answerPanel({ reading }, catalog, query, {
          filters: readFilters(catalog, { batch }),
          scope: { city: null },
        })
      ).proof;
    const proof = await proofIn(['2025', '2026-1']);
    expect(proof.gathers).toEqual({ task: { 工业互联网安全解决方案: ['工业互联网网络安全解决方案'] } });
    expect((await proofIn(['2025'])).gathers).toBeUndefined();
    const row = { task: '工业互联网安全解决方案', direction: '技术赋能', applied: 1 };
    const context = (search: string) => ({
      params: new URLSearchParams(search),
      filters: ['batch', 'direction', 'task'].map((name) => ({ name, values: catalog.values[name as Dimension] })),
    });
    const tasksOf = (search: string) =>
      new URL(`http://a${proofHref({ proof }, row, 'applied', context(search))}`).searchParams.getAll('task');
    expect(tasksOf('')).toEqual(['工业互联网安全解决方案', '工业互联网网络安全解决方案']);
    expect(tasksOf('task=工业互联网网络安全解决方案')).toEqual(['工业互联网网络安全解决方案']);
  });

  test('the grid has every city and task, and adds up', async () => {
    const grid = (await tableOf('directions/grid', { batch: ['2025'] })).rows;
    expect(grid).toHaveLength(16 * 9);
    const [whole] = await metricsOf(['applied'], [], { batch: ['2025'] });
    expect(sum(grid, 'applied')).toBe(whole!.applied);
  });

  test('the caps are those of the notice, and what is supported is counted against them', async () => {
    const caps = (await tableOf('directions/caps', { batch: ['2025'] })).rows;
    const supported = await metricsOf(['supported'], ['direction'], { batch: ['2025'] });
    expect(caps.map(({ support_period, capped, at_most }) => [support_period, capped, at_most])).toEqual([
      ['2025', '链式转型', 5],
      ['2025', '载体赋能', 5],
    ]);
    const all = (await tableOf('directions/caps')).rows.map(({ capped }) => capped);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('链式转型（2025）');
    for (const { direction, supported: shown } of caps)
      expect(shown).toBe(supported.find((row) => row.direction === direction)!.supported);
  });
});

describe('funding', () => {
  test('the scatter holds projects that passed and whose investment is verified, and no undecided one', async () => {
    const { rows } = await tableOf('funding/projects');
    const [{ n }] = (await (
      await reading.read(
        'test',
        'select count(*) as n from marts.projects where accepted = 1 and verified_investment > 0'
      )
    ).rows()) as [{ n: number }];
    expect(rows).toHaveLength(Math.min(500, n));
    const undecided = new Set((await tableOf('funding/undecided-projects')).rows.map(({ project_id }) => project_id));
    expect(undecided.size).toBeGreaterThan(0);
    expect(rows.filter(({ project_id }) => undecided.has(project_id!))).toEqual([]);
  });

  test('plan, declared, verified and subsidy are of the same projects, each with a plan of its own', async () => {
    for (const row of (await tableOf('funding/steps')).rows) {
      const [same] = await (
        await reading.read(
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
    const { rows } = await tableOf('funding/by-year');
    const known = await (
      await reading.read(
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
    await expect(metricsOf(['listed'], ['budget_year'])).rejects.toMatchObject({ status: 400, code: 'no_meaning' });
    await expect(metricsOf(['leverage'], [], { budget_year: ['2026'] })).rejects.toMatchObject({ code: 'no_meaning' });
    const days = await metricsOf(['days_to_pay.median', 'unpaid'], ['budget_year']);
    expect(days.map(({ budget_year }) => budget_year)).toEqual(known.map(({ budget_year }) => String(budget_year)));
    expect(days.every((row) => typeof row['days_to_pay.median'] === 'number')).toBe(true);
    const [year] = await metricsOf(['subsidy_allocated'], [], { budget_year: ['2026'] });
    expect(year!.subsidy_allocated).toBe(known.find(({ budget_year }) => budget_year === 2026)!.allocated);
  });

  test('a budget year narrows what is of money alone; any other panel says that it does not', async () => {
    const asked = { budget_year: ['2026'] };
    const view = { filters: readFilters(catalog, asked), scope: { city: null } };
    const answers = await Promise.all(
      panels
        .filter(({ id }) => id.startsWith('funding/'))
        .map(async ({ id, query }) => {
          const { unfit, proof, result } = await answerPanel({ reading }, catalog, query, view);
          const isDeaf = unfit?.some(
            ({ state, filters }) => state === 'not_filtered' && filters.includes('budget_year')
          );
          expect(proof.unheard ?? []).toEqual(isDeaf ? ['budget_year'] : []);
          return { id, isDeaf: isDeaf === true, rows: await result.rows() };
        })
    );
    const heard = answers.filter(({ isDeaf }) => !isDeaf);
    expect(heard.map(({ id }) => id)).toEqual(['funding/by-year', 'funding/days-to-pay']);
    expect(heard[0]!.rows.map(({ budget_year }) => budget_year)).toEqual(['2026']);
    for (const { id, isDeaf, rows } of answers) if (isDeaf) expect([id, rows]).toEqual([id, (await tableOf(id)).rows]);
  });

  test('the median stands beside the ratio of sums, with how many it is of', async () => {
    const [row] = (await tableOf('funding/spread')).rows;
    const ratios = (
      await (
        await reading.read(
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
});
