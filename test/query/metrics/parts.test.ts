import { everything } from '#spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerPanel, noFilters, type PanelQuery } from '#query';
import { openProvince } from '../reading.ts';

let province: Awaited<ReturnType<typeof openProvince>>;
beforeAll(async () => {
  province = await openProvince();
});
afterAll(() => province.close());

async function table(panel: Partial<PanelQuery>) {
  const { columns, result } = await answerPanel(
    province.context,
    province.catalog,
    { file: 'dashboards/test/panel.sql', header: {}, ...panel } as PanelQuery,
    { filters: noFilters, scope: everything }
  );
  return { names: columns.map(({ name }) => name), rows: await result.rows() };
}

describe('the parts of a ratio', () => {
  test('stand before it in a panel that does not select them, also behind Chinese text', async () => {
    const sql = `select '推荐率' as what, -- 各市
  c.city, metrics.recommendation_rate(c) as recommendation_rate from cube as c group by c.city order by c.city`;
    const { names, rows } = await table({ sql });
    expect(names).toEqual(['what', 'city', 'recommended', 'applied', 'recommendation_rate']);
    for (const { recommended, applied, recommendation_rate: rate } of rows)
      expect(rate).toBe(applied === 0 ? null : Number(recommended) / Number(applied));
  });

  test('are not said twice', async () => {
    const sql = `select metrics.applied(c) as applied, metrics.recommendation_rate(c) as recommendation_rate, metrics.recommended(c) as recommended from cube as c`;
    expect((await table({ sql })).names).toEqual(['applied', 'recommendation_rate', 'recommended']);
  });

  test('are of the rows that the ratio is of', async () => {
    const sql = `with near as (from projects where city = '济南市') select metrics.recommendation_rate(s) as recommendation_rate from near as s`;
    expect((await table({ sql })).rows).toEqual([{ recommended: 2, applied: 2, recommendation_rate: 1 }]);
  });

  test('are not put where the metric is another by name, or stands further in', async () => {
    const other = `select metrics.recommendation_rate(c) as share from cube as c`;
    expect((await table({ sql: other })).names).toEqual(['share']);
    const inner = `select recommendation_rate from (select metrics.recommendation_rate(c) as recommendation_rate from cube as c)`;
    expect((await table({ sql: inner })).names).toEqual(['recommendation_rate']);
  });

  test('stand last in a panel that is metrics by dimensions', async () => {
    const question = { metrics: ['recommendation_rate', 'quota'], by: ['batch'] };
    expect((await table({ question })).names).toEqual([
      'batch',
      'recommendation_rate',
      'quota',
      'recommended',
      'applied',
    ]);
  });
});
