import { everything } from '#spec';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerPanel, catalogWithin, noFilters, readFilters, type Filters, type PanelQuery } from '#query';
import type { Row } from '#spec';
import { openProvince } from './reading.ts';

let province: Awaited<ReturnType<typeof openProvince>>;
beforeAll(async () => {
  province = await openProvince();
});
afterAll(() => province.close());

const panel = (sql: string): PanelQuery => ({ file: 'dashboards/test/panel.sql', header: {}, sql });
const everyRelation = panel(readFileSync('test/api/dashboards/quota/every-relation.sql', 'utf8'));

async function rows(
  query: PanelQuery,
  asked: Record<string, string[]> = {},
  city: string | null = null
): Promise<Row[]> {
  const filters: Filters = Object.keys(asked).length > 0 ? readFilters(province.catalog, asked) : noFilters;
  const view = { filters, scope: city === null ? everything : { city: [city] } };
  const catalog = await catalogWithin(province.context, province.catalog, view);
  const { result } = await answerPanel(province.context, catalog, query, view);
  return result.rows();
}

const all = {
  projects: 5,
  cells: 5,
  county_cube: 5,
  events: 3,
  acceptances: 2,
  subsidies: 1,
  quotas: 2,
  organisations: 2,
  findings: 4,
  province_cube: 5,
};

describe('filters', () => {
  test.each<[string, Record<string, string[]>, Partial<typeof all>]>([
    ['nothing', {}, {}],
    [
      'a column that a relation has',
      { batch: ['2025'] },
      {
        projects: 3,
        cells: 3,
        county_cube: 3,
        events: 2,
        acceptances: 0,
        subsidies: 0,
        quotas: 2,
        findings: 4,
        province_cube: 3,
      },
    ],
    [
      'any of several values',
      { city: ['青岛市', '枣庄市'] },
      {
        projects: 3,
        cells: 3,
        county_cube: 3,
        events: 1,
        acceptances: 2,
        subsidies: 1,
        quotas: 1,
        findings: 2,
        province_cube: 3,
      },
    ],
    [
      'several columns at once',
      { city: ['青岛市'], batch: ['2025'] },
      {
        projects: 1,
        cells: 1,
        county_cube: 1,
        events: 0,
        acceptances: 0,
        subsidies: 0,
        quotas: 1,
        findings: 2,
        province_cube: 1,
      },
    ],
    [
      'a county, which is in no sum but those of counties',
      { county: ['市南区'] },
      {
        projects: 2,
        cells: 2,
        county_cube: 2,
        events: 1,
        acceptances: 1,
        subsidies: 1,
        findings: 1,
        province_cube: 2,
      },
    ],
    [
      'a stage',
      { stage: ['已奖补'] },
      {
        projects: 1,
        cells: 1,
        county_cube: 1,
        events: 1,
        acceptances: 1,
        subsidies: 1,
        findings: 0,
        province_cube: 1,
      },
    ],
    [
      'a value that nobody has',
      { stage: ['填报'] },
      {
        projects: 0,
        cells: 0,
        county_cube: 0,
        events: 0,
        acceptances: 0,
        subsidies: 0,
        findings: 0,
        province_cube: 0,
      },
    ],
  ])('%s', async (_what, asked, expected) => {
    expect(await rows(everyRelation, asked)).toEqual([{ ...all, ...expected }]);
  });

  test('are bound, never written into the query', async () => {
    await expect(rows(everyRelation, { city: ["济南市') or true --"] })).rejects.toMatchObject({
      code: 'unknown_value',
    });
  });
});

test('a personal column of a mart is in no relation', async () => {
  const { context } = province;
  const catalog = { ...province.catalog, hidden: new Map([['projects', ['project_name']]]) };
  const { result } = await answerPanel(context, catalog, panel('select * from projects'), {
    filters: noFilters,
    scope: everything,
  });
  const names = result.columns.map(({ name }) => name);
  expect([names.includes('project_id'), names.includes('project_name')]).toEqual([true, false]);
});

describe("a city's scope", () => {
  test('leaves its own rows everywhere, of the sums of the province those that many stand behind; what knows no city is empty', async () => {
    expect(await rows(everyRelation, {}, '济南市')).toEqual([
      {
        projects: 2,
        cells: 2,
        county_cube: 2,
        events: 2,
        acceptances: 0,
        subsidies: 0,
        quotas: 1,
        organisations: 0,
        findings: 1,
        province_cube: 5,
      },
    ]);
  });

  test('is not widened by a filter on another city: alone it is told to be outside, beside the own it adds nothing', async () => {
    expect(await rows(everyRelation, { city: ['青岛市'] }, '济南市')).toEqual([]);
    const own = (await rows(everyRelation, { city: ['济南市'] }, '济南市')) as Row[];
    const both = (await rows(everyRelation, { city: ['济南市', '青岛市'] }, '济南市')) as Row[];
    const withoutReleased = ({ province_cube: _released, ...others }: Row) => others;
    expect(both.map(withoutReleased)).toEqual(own.map(withoutReleased));
    expect(own).toMatchObject([{ projects: 2, quotas: 1 }]);
  });

  test('holds in a panel that makes relations of its own, also under a known name', async () => {
    const sql =
      'with cube as (select * from projects), more as (from cube) select project_id from more join reference.cities using (city) order by 1';
    expect(await rows(panel(sql), {}, '济南市')).toEqual([{ project_id: 'P-1' }, { project_id: 'P-2' }]);
  });
});

describe('a panel', () => {
  test.each([
    ['a mart itself', 'select * from marts.projects', /不能读“marts\.projects”/],
    ['an earlier stage', 'select * from sources.applications', /不能读“sources\.applications”/],
    ['a mart in a subquery', 'select (select count(*) from marts.projects) as n from cube', /不能读“marts\.projects”/],
    ['a mart in a common table', 'with x as (select * from marts.projects) from x', /不能读“marts\.projects”/],
    ['a mart by a function', "select * from query_table('marts.projects')", /不能读“query_table”/],
    ['a query by a function', "select * from query('select * from marts.projects')", /不能读“query”/],
    ['what DuckDB knows', 'select * from duckdb_tables()', /不能读“duckdb_tables”/],
  ])('cannot read %s', async (_what, sql, message) => {
    await expect(rows(panel(sql))).rejects.toThrow(message);
  });

  test('of what this version does not hold says so', async () => {
    await expect(rows(panel('select * from nowhere'))).rejects.toMatchObject({
      status: 404,
      code: 'not_in_version',
      message: expect.stringContaining('nowhere'),
    });
  });

  test('may end in a comment or a semicolon, and keeps its order', async () => {
    expect(
      await rows(panel('select project_id from projects order by project_id desc limit 2 -- the last two'))
    ).toEqual([{ project_id: 'Q_2' }, { project_id: 'Q-1' }]);
  });

  test('may count up, which reads nothing', async () => {
    expect(await rows(panel('select * from range(2) as r(n)'))).toEqual([{ n: 0 }, { n: 1 }]);
  });
});
