import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';

let build: Build;
beforeAll(async () => {
  build = await buildFrom({}, { upTo: 'parsers' });
});
afterAll(() => build.close());

test('the province has its 16 cities under the codes of GB/T 2260, 莱芜 no longer among them', async () => {
  const cities = await rowsOf(build, 'select code, city, is_separately_planned from reference.cities');
  expect(cities.map(({ code }) => code)).toEqual(
    ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '13', '14', '15', '16', '17'].map(
      (place) => `37${place}00`
    )
  );
  expect(cities.filter(({ is_separately_planned }) => is_separately_planned)).toEqual([
    { code: '370200', city: '青岛市', is_separately_planned: true },
  ]);
});

test('it has 136 counties, each under its own city; zones stand beside them', async () => {
  expect(
    await rowsOf(
      build,
      `select kind, count(*)::integer as n from reference.counties where kind <> '功能区' group by kind order by kind`
    )
  ).toEqual([
    { kind: '区', n: 58 },
    { kind: '县', n: 52 },
    { kind: '县级市', n: 26 },
  ]);
  expect(
    await rowsOf(
      build,
      `from reference.counties left join reference.cities using (city) where reference.cities.code is null or left(reference.counties.code, 4) <> left(reference.cities.code, 4)`
    )
  ).toEqual([]);
  expect(await rowsOf(build, 'select city, county from reference.counties group by all having count(*) > 1')).toEqual(
    []
  );
  expect(
    await rowsOf(build, 'select code from reference.counties where code is not null group by all having count(*) > 1')
  ).toEqual([]);
});

test('every name and code reads as its place, and 市中区 in either of its cities', async () => {
  expect(
    await rowsOf(
      build,
      'from reference.cities where parsers.city(city) is distinct from city or parsers.city(short_name) is distinct from city or parsers.city(code) is distinct from city'
    )
  ).toEqual([]);
  expect(
    await rowsOf(
      build,
      'from reference.counties where parsers.county(county, city) is distinct from county or parsers.county(city || county, city) is distinct from county'
    )
  ).toEqual([]);
  expect(
    await rowsOf(
      build,
      'from reference.counties where code is not null and parsers.county(code, city) is distinct from county'
    )
  ).toEqual([]);
  expect(await rowsOf(build, `select city from reference.counties where county = '市中区' order by code`)).toEqual([
    { city: '济南市' },
    { city: '枣庄市' },
  ]);
});

test('every alias leads somewhere, and to one place only', async () => {
  expect(await rowsOf(build, `from reference.aliases where kind not in ('city', 'county', 'choice')`)).toEqual([]);
  expect(
    await rowsOf(build, `from reference.aliases where kind = 'city' and parsers.city(alias) is distinct from name`)
  ).toEqual([]);
  expect(
    await rowsOf(
      build,
      `from reference.aliases where kind = 'county' and parsers.county(alias, city) is distinct from name`
    )
  ).toEqual([]);
  expect(
    await rowsOf(
      build,
      `from reference.aliases a where kind = 'choice' and not exists (
         from reference.choice_names n where n.value = a.name and n.spelling = parsers.spelling(a.alias) and parsers.choice(a.alias, n.source, n.name) = a.name
       )`
    )
  ).toEqual([]);
});
