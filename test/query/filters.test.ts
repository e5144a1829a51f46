import { everything } from '#spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryMetrics, readFilters } from '#query';
import { openProvince } from './reading.ts';

let province: Awaited<ReturnType<typeof openProvince>>;
beforeAll(async () => {
  province = await openProvince();
});
afterAll(() => province.close());

test('the values of a filter stand in the order of its reference table, those of the data alone after them', () => {
  const { values } = province.catalog;
  expect(values.batch).toEqual(['2024-1', '2024-2', '2025']);
  expect(values.city.slice(0, 4)).toEqual(['济南市', '青岛市', '淄博市', '枣庄市']);
  expect(values.direction).toEqual(['技术赋能', '链式转型', '载体赋能', '未映射']);
  expect(values.task).toEqual(['5G 工厂', '产业链协同', '标杆工厂']);
  expect(values.county).toEqual(['历下区', '市中区', '市南区']);
});

test('a value said twice counts once', () => {
  expect(readFilters(province.catalog, { city: ['济南市', '济南市'], limit: 5 })).toEqual(
    new Map([['city', ['济南市']]])
  );
});

test.each(['济南', '370100', '', 'jinan', '济南市 ', '__proto__', "' or 1=1"])(
  '%j is no city by its full name',
  (city) => {
    expect(() => readFilters(province.catalog, { city: [city] })).toThrow(
      expect.objectContaining({
        status: 400,
        code: 'unknown_value',
        details: { parameter: 'city', value: city, allowed: province.catalog.values.city },
      }) as Error
    );
  }
);

test('a county of a name that two cities have is told by its city, and by no other', async () => {
  const asked = async (county: string) => {
    const view = { filters: readFilters(province.catalog, { county: [county] }), scope: everything };
    const question = { metrics: ['projects'], by: [] };
    return (await (await queryMetrics(province.context, province.catalog, question, view)).result.rows())[0];
  };
  expect(await asked('市中区')).toEqual({ projects: 1 });
  expect(await asked('市中区（济南市）')).toEqual({ projects: 1 });
  expect(await asked('市中区（枣庄市）')).toEqual({ projects: 0 });
  expect(() => readFilters(province.catalog, { county: ['市中区（火星市）'] })).toThrow(/县（市、区）/);
  expect(() => readFilters(province.catalog, { city: ['济南市（济南市）'] })).toThrow(/推荐市/);
});
