import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogWithin, queryMetrics, readFilters, type Catalog } from '#query';
import { everything, type Row, type Scope } from '#spec';
import { scopedRelations } from '../../../src/query/relations.ts';
import { openProvince } from '../reading.ts';

let province: Awaited<ReturnType<typeof openProvince>>;
let catalog: Catalog;
beforeAll(async () => {
  province = await openProvince();
  ({ catalog } = province);
});
afterAll(() => province.close());

async function rows(
  sql: string,
  view: { scope: Scope; isReleased?: boolean; isPast?: boolean },
  asked = {}
): Promise<Row[]> {
  const { sql: bound, values } = scopedRelations(
    await catalogWithin(province.context, catalog, view),
    ['province_cube', 'cube'].filter((name) => sql.includes(name)),
    { filters: readFilters(catalog, asked), ...view },
    sql
  );
  return (await province.context.reading.read('test', bound, { values })).rows();
}

const byCity =
  'select city, sum(projects)::integer as n, sum(quota)::integer as quota, sum(total_investment)::double as money from province_cube group by city order by city';

describe('the sums of the province', () => {
  test('are told whole to who may see all', async () => {
    const told = await rows(byCity, { scope: everything });
    expect(told.filter(({ n, money }) => Number(n) > 0 && money === null)).toEqual([]);
    expect(told.some(({ money }) => money !== null)).toBe(true);
  });

  test('are withheld from a city where few stand behind them, save its own; places are public', async () => {
    const whole = await rows(byCity, { scope: everything });
    const told = await rows(byCity, { scope: { city: ['济南市'] } });
    for (const row of told) {
      const same = whole.find(({ city }) => city === row.city)!;
      expect(row.quota).toEqual(same.quota);
      if (row.city === '济南市') expect([row.n, row.money]).toEqual([same.n, same.money]);
      // Each city of this province has one project or two.
      else expect(row.money).toBeNull();
    }
    // A sum that something is withheld of is unknown, and no part of it.
    const [some] = await rows(
      "select sum(total_investment)::double as money from (select total_investment from province_cube where city > '')",
      { scope: { city: ['济南市'] } }
    );
    expect(some).toEqual({ money: null });
  });

  test('are told of the current version alone, save the own and places: what changed since may be of one project', async () => {
    const whole = await rows(byCity, { scope: everything });
    for (const view of [{ scope: { city: ['济南市'] } }, { scope: everything, isReleased: true }])
      for (const row of await rows(byCity, { ...view, isPast: true })) {
        const same = whole.find(({ city }) => city === row.city)!;
        const isOwn = row.city === '济南市' && 'city' in view.scope;
        expect(row).toEqual({ ...same, ...(isOwn || same.n === 0 ? {} : { n: null, money: null }) });
      }
  });

  test('are not told below the city', async () => {
    const county = catalog.values.county[0]!;
    const [row] = await rows(
      'select count(*)::integer as n from province_cube',
      { scope: { city: ['济南市'] } },
      { county: [county] }
    );
    expect(row).toEqual({ n: 0 });
  });
});

describe('who may see sums alone', () => {
  test('gets them of the relation that others see rows in', async () => {
    const told = await rows(byCity.replace('province_cube', 'cube'), { scope: everything, isReleased: true });
    expect(told.filter(({ money }) => money !== null)).toEqual([]);
    expect(told.some(({ quota }) => quota !== null)).toBe(true);
  });

  test('is told that what is withheld is unknown, and not that it is 0', async () => {
    const { context } = province;
    const ask = async (isReleased: boolean) => {
      const view = { filters: new Map(), scope: everything, isReleased };
      const own = await catalogWithin(context, catalog, view);
      const answer = await queryMetrics(context, own, { metrics: ['applied', 'projects'], by: ['city'] }, view);
      return { ...answer, rows: await answer.result.rows() };
    };
    const [whole, told] = [await ask(false), await ask(true)];
    expect(whole.rows.some(({ applied }) => Number(applied) > 0)).toBe(true);
    for (const row of whole.rows) {
      const same = told.rows.find(({ city }) => city === row.city)!;
      // Of where there is nothing, not even a quota, nothing is known either.
      expect([row.city, same.applied]).toEqual([row.city, Number(row.projects) > 0 ? null : same.applied && 0]);
    }
    expect(told.unfit).toMatchObject([{ state: 'left_out' }]);
    expect(whole.unfit).toEqual([]);
  });

  test('is refused whatever else there is, in words', async () => {
    const view = { filters: new Map(), scope: everything, isReleased: true };
    const own = await catalogWithin(province.context, catalog, view);
    const ask = (by: string[]) => queryMetrics(province.context, own, { metrics: ['applied'], by }, view);
    await expect(ask(['city'])).resolves.toBeDefined();
    await expect(ask(['project_id'])).rejects.toMatchObject({ status: 403, code: 'not_allowed' });
  });
});
