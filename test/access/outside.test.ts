import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { everything, type Proof, type Scope, type Table } from '#spec';
import type { Reader } from '#access';
import { createApp } from '#api';
import { readDashboards } from '#query';
import { followWarehouse, type Warehouse } from '#warehouse';
import { cityReader, readerOf } from '../readers.ts';

// What a reader may not see is neither 0 nor none: it is said that it is not shown.

const own = '济南市';
const says = '您的账号只看济南市；青岛市的这里不显示。';
const dashboards = await readDashboards('dashboards');

let warehouse: Warehouse;
let reader: Reader;
let app: Awaited<ReturnType<typeof createApp>>;
beforeAll(async () => {
  warehouse = await followWarehouse(inject('sampleWarehouse'), { poll: 60_000, log: () => {} });
  app = await createApp({ reader: () => reader, warehouse, dashboards: () => Promise.resolve(dashboards) });
});
afterAll(async () => {
  await app.close();
  warehouse.close();
});

const get = (path: string, as: Reader = cityReader(own)) => {
  reader = as;
  return app.inject({ url: encodeURI(`/api/${path}`) });
};
const tableOf = async (path: string, as?: Reader): Promise<Table> => {
  const answer = await get(path, as);
  expect(answer.statusCode, `${path}: ${answer.body.slice(0, 200)}`).toBe(200);
  return answer.json<Table>();
};
const within = (scope: Scope): Reader => readerOf(scope);

const panels = [...dashboards].flatMap(([name, { queries }]) => Array.from(queries.keys(), (key) => `${name}/${key}`));

describe('panels of a city that is not theirs', () => {
  let found: { id: string; table: Table }[];
  beforeAll(async () => {
    found = [];
    for (const id of panels) found.push({ id, table: await tableOf(`dashboards/${id}.json?city=青岛市`) });
  });

  test('say so and have no row, or tell what is told of all cities to everybody', () => {
    const shown = found.filter(({ table }) => !table.unfit?.some(({ state }) => state === 'out_of_scope'));
    expect(shown.map(({ id }) => id).sort()).toEqual([
      'cities/peers',
      'directions/caps',
      'quota/multiples',
      'quota/ranking',
      'quota/tiles',
    ]);
    const hidden = found.filter((each) => !shown.includes(each));
    expect(hidden.length).toBeGreaterThan(60);
    for (const { id, table } of hidden) {
      expect(table.unfit?.at(-1), id).toMatchObject({ state: 'out_of_scope', filters: ['city'], says });
      for (const row of table.rows)
        expect(
          Object.values(row).filter((value) => value !== null),
          id
        ).toEqual([]);
    }
  });

  test('and so do their files', async () => {
    const csv = (await get('dashboards/cities/places.csv?city=青岛市')).body.trim().split('\r\n');
    expect(csv).toHaveLength(1);
    expect(csv[0]).toContain(says);
    const svg = (await get('dashboards/quota/by-city.svg?city=青岛市')).body.replaceAll(/<[^>]+>/g, '');
    expect(svg).toContain('您的账号只看济南市');
  });

  test('a query answers unknown', async () => {
    const [total, byCity] = await Promise.all([
      tableOf('query?metrics=quota_used,projects&city=青岛市'),
      tableOf('query?metrics=quota_used&by=city&city=青岛市'),
    ]);
    expect(total.rows).toEqual([expect.objectContaining({ quota_used: null, projects: null })]);
    expect(byCity.rows).toEqual([]);
    expect([total.unfit, byCity.unfit]).toEqual([1, 2].map(() => [{ state: 'out_of_scope', filters: ['city'], says }]));
  });
});

test.each([
  'projects?city=青岛市',
  'projects?only=city:青岛市',
  'findings?city=青岛市',
  'matters?city=青岛市',
  'organisations?city=青岛市',
  'repeats?city=青岛市',
  'loads/<V>/defects.json?of=city:青岛市',
  'compliance?city=青岛市',
  'explain?metric=quota_used&city=青岛市',
  'explain?metric=quota_used&only=city:青岛市',
])('/%s is refused in the same words: a list of nothing would say that there is nothing', async (path) => {
  const at = path.replace('<V>', warehouse.version() ?? '');
  const answer = await get(at);
  expect(answer.statusCode).toBe(403);
  expect(answer.json()).toEqual({
    error: { code: 'out_of_scope', message: says, details: { parameter: 'city', value: '青岛市' } },
  });
  const all = await get(at, readerOf(everything));
  expect(all.statusCode).toBe(200);
});

test('of two cities the own is told, and that the other is not in it', async () => {
  const [two, one] = await Promise.all([
    tableOf('query?metrics=projects&city=济南市&city=青岛市'),
    tableOf('query?metrics=projects&city=济南市'),
  ]);
  expect(two.rows).toEqual(one.rows);
  expect(one.unfit).toBeUndefined();
  expect(two.unfit).toEqual([{ state: 'left_out', filters: ['city'], says: '您的账号只看济南市；青岛市的不在内。' }]);
});

test('a county lies where its city does', async () => {
  const unfitOf = async (query: string, scope: Scope) =>
    (await tableOf(`query?metrics=applied&${query}`, within(scope))).unfit?.map(({ state }) => state) ?? [];
  expect(await unfitOf('county=市南区', { city: [own] })).toEqual(['out_of_scope']);
  expect(await unfitOf('county=历下区', { city: [own] })).toEqual([]);
  // Of two counties of one name one is theirs.
  expect(await unfitOf('county=市中区', { city: [own] })).toEqual([]);
  expect(await unfitOf('county=市中区（枣庄市）', { city: [own] })).toEqual(['out_of_scope']);
  expect(await unfitOf('city=青岛市', { county: ['历下区'] })).toEqual(['out_of_scope']);
  expect(await unfitOf('city=济南市', { county: ['历下区'] })).toEqual([]);
  expect(await unfitOf('batch=2024-1', { city: [own], batch: ['2025'] })).toEqual(['out_of_scope']);
});

test('a number that is told of every city is followed by everybody', async () => {
  const answer = await get('explain?metric=quota_used&city=青岛市&batch=2025&panel=quota/ranking');
  expect(answer.statusCode).toBe(200);
  expect(answer.json<Proof>().value).toBeGreaterThan(0);
});

test('whoever sees the whole province is told of each city as ever', async () => {
  const table = await tableOf('query?metrics=projects&city=青岛市', readerOf(everything));
  expect(table.unfit).toBeUndefined();
  expect(table.rows[0]!.projects).toBeGreaterThan(0);
});
