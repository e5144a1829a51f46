import { everything } from '#spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answerPanel,
  catalogWithin,
  noPanel,
  type PanelQuery,
  panelView,
  type ProofQuestion,
  proofRows,
  prove,
  readFilters,
} from '#query';
import { openProvince } from '../reading.ts';

let province: Awaited<ReturnType<typeof openProvince>>;
beforeAll(async () => {
  province = await openProvince();
});
afterAll(() => province.close());

const view = (asked: Record<string, string[]>, city: string | null = null) => ({
  filters: readFilters(province.catalog, asked),
  scope: city === null ? everything : { city: [city] },
});
const paging = { limit: 0, offset: 0 };
const follow = (question: ProofQuestion, asked: Record<string, string[]> = {}, city: string | null = null) =>
  prove(province.context, province.catalog, question, { ...view(asked, city), ...noPanel }, paging);

describe('a number', () => {
  test('is followed to the parts that its expression names, the line of a ratio first', async () => {
    const { value, recomputed, parts } = await follow({ metric: 'recommendation_rate' }, { batch: ['2025'] });
    expect([value, recomputed]).toEqual([2 / 3, { value: 2 / 3, agrees: true, difference: 0 }]);
    expect(parts.map(({ name, role, value, total, zeros }) => [name, role, value, total, zeros])).toEqual([
      ['recommended', 'numerator', 2, 2, 1],
      ['applied', 'denominator', 3, 3, 0],
    ]);
  });

  test('of quotas has the quotas for rows, whatever they are combined with', async () => {
    const { value, recomputed, parts } = await follow(
      { metric: 'quota_remaining' },
      { batch: ['2025'], city: ['济南市'] }
    );
    expect([value, recomputed?.value]).toEqual([2, 2]);
    expect(parts.map(({ name, value, total }) => [name, value, total])).toEqual([
      ['quota', 3, 1],
      ['quota_used', 1, 1],
      ['quota_unknown', 0, 0],
    ]);
  });

  test('that is unknown is unknown again, and a known nought is 0', async () => {
    expect(await follow({ metric: 'verified_investment' }, { city: ['济南市'] })).toMatchObject({
      value: null,
      recomputed: { value: null, agrees: true },
      parts: [{ total: 0, zeros: 0, unknown: 2 }],
    });
    expect(await follow({ metric: 'verified_investment' }, { city: ['枣庄市'] })).toMatchObject({
      value: 0,
      recomputed: { value: 0, agrees: true },
      parts: [{ total: 0, zeros: 1, unknown: 0 }],
    });
    expect(await follow({ metric: 'quota' }, { task: ['5G 工厂'] })).toMatchObject({
      value: null,
      recomputed: { value: null, agrees: true },
    });
  });

  test('runs as it is written, in a shell that knows no parameters', async () => {
    const { sql, value } = await follow(
      { metric: 'quota_used', only: ["project_name:链主'平台"] },
      { city: ['济南市'] }
    );
    expect(sql).toContain("project_name::varchar = '链主''平台'");
    expect(await (await province.context.reading.read('shell', sql.slice(0, -1))).rows()).toEqual([
      { quota_used: value },
    ]);
  });

  test('of one project is the project’s own; any number that it has will do', async () => {
    expect(await follow({ metric: 'total_investment', project: 'P-2' })).toMatchObject({
      value: 20000000.5,
      recomputed: { value: 20000000.5, agrees: true },
      conditions: [{ name: 'project_id', values: ['P-2'] }],
    });
    expect(await follow({ metric: 'source_row', project: 'P-2' })).toMatchObject({
      value: 3,
      recomputed: { agrees: true },
    });
    await expect(follow({ metric: 'source_row' })).rejects.toMatchObject({ status: 400, code: 'unknown_metric' });
    await expect(follow({ metric: 'applied', project: 'nobody' })).rejects.toMatchObject({
      status: 404,
      code: 'unknown_project',
    });
  });

  test('lists the rows that add up, and as a file all of them', async () => {
    const { parts } = await prove(
      province.context,
      province.catalog,
      { metric: 'total_investment' },
      { ...view({ city: ['济南市'] }), ...noPanel },
      { limit: 1, offset: 1 }
    );
    expect(parts[0]).toMatchObject({
      total: 2,
      rows: [
        {
          project_id: 'P-1',
          total_investment: 10000000,
          sources: [{ file: 'applications-示例数据.csv', row: 3, state: 'loaded' }, { file: 'events-示例数据.csv' }],
        },
      ],
    });
    const all = await proofRows(
      province.context,
      province.catalog,
      { metric: 'total_investment' },
      { ...view({ city: ['济南市'] }), ...noPanel }
    );
    expect((await all.result.rows()).map(({ project_id, total_investment }) => [project_id, total_investment])).toEqual(
      [
        ['P-2', 20000000.5],
        ['P-1', 10000000],
      ]
    );
  });
});

test.each<[string, ProofQuestion, string]>([
  ['metric', { metric: 'nothing' }, 'unknown_metric'],
  ['metric of a strange name', { metric: 'applied(p) from marts.projects --' }, 'unknown_metric'],
  ['column of conditions', { metric: 'applied', only: ['town:x'] }, 'unknown_column'],
  ['condition without a value', { metric: 'applied', only: ['county'] }, 'unknown_column'],
  ['number', { metric: 'applied', only: ['recommended:many'] }, 'bad_parameter'],
  ['part', { metric: 'applied', part: 'recommended' }, 'unknown_part'],
  ['meaning', { metric: 'quota', only: ['recommended:1'] }, 'no_meaning'],
])('an unknown %s is refused', async (_what, question, code) => {
  await expect(follow(question)).rejects.toMatchObject({ status: 400, code });
});

describe("a city's reader", () => {
  test('follows a number to its own rows only', async () => {
    expect(await follow({ metric: 'applied' }, {}, '济南市')).toMatchObject({
      value: 2,
      recomputed: { agrees: true },
      parts: [{ total: 2 }],
    });
    expect(await follow({ metric: 'applied' }, { city: ['青岛市'] }, '济南市')).toMatchObject({
      value: 0,
      parts: [{ total: 0 }],
    });
    await expect(follow({ metric: 'applied', project: 'P-3' }, {}, '济南市')).rejects.toMatchObject({ status: 404 });
  });

  test('sees a sum of the province where a panel shows it, and no row of the others', async () => {
    const panel: PanelQuery = {
      file: 'dashboards/test/panel.sql',
      header: {},
      sql: 'select city, metrics.quota_used(c) as quota_used from province_cube as c group by city',
    };
    const asked = { city: ['青岛市', '济南市'] };
    const given = view(asked, '济南市');
    const own = await catalogWithin(province.context, province.catalog, given);
    const { proof } = await answerPanel(province.context, own, panel, given);
    expect(proof).toEqual({ columns: ['quota_used'], keys: ['city'], panel: 'test/panel' });
    const seen = await panelView(province.context, own, panel, 'quota_used', given);
    expect(
      await prove(province.context, own, { metric: 'quota_used' }, { ...given, ...seen }, { limit: 10, offset: 0 })
    ).toMatchObject({
      value: 2,
      recomputed: null,
      parts: [{ isPartial: true, total: 1, rows: [{ project_id: 'P-1' }] }],
    });
    await expect(panelView(province.context, own, panel, 'total_investment', given)).rejects.toMatchObject({
      status: 400,
      code: 'not_shown',
    });
  });
});

test('a panel that is of some projects only says so with its numbers', async () => {
  const panel: PanelQuery = {
    file: 'dashboards/test/panel.sql',
    header: { where: 'quota_exempt:1' },
    sql: 'select p.city, metrics.recommended(p) as recommended, count(*) as n from projects as p group by p.city',
  };
  const { proof, result } = await answerPanel(province.context, province.catalog, panel, view({}));
  expect(await result.rows()).toEqual([{ city: '济南市', recommended: 1, n: 1 }]);
  expect(proof).toEqual({ columns: ['recommended'], keys: ['city'], panel: 'test/panel' });
  const seen = await panelView(province.context, province.catalog, panel, 'recommended', view({}));
  expect(
    await prove(
      province.context,
      province.catalog,
      { metric: 'recommended' },
      { ...view({ city: ['济南市'] }), ...seen },
      paging
    )
  ).toMatchObject({ value: 1, conditions: [{ name: 'city' }, { name: 'quota_exempt', values: [1] }] });
});
