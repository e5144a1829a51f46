import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sized } from '../tier.ts';
import { all, filteredOf, metrics, metricsByEach, panels, standings, viewsOf, type Asked } from './asking.ts';
import { differences, nothing } from './comparing.ts';
import { fillTenants, pairOf, type Pair, type Plan, type Tenants } from './tenants.ts';

const projects = sized(1000, 100_000);

/** Three tenants as large as each other, each with the version before a city corrected its file and the one after. */
const plans = ['37', '示例省甲', "o'neill\\"].map((tenant): Plan => [tenant, [projects, 'corrected']]);
let tenants: Tenants;
const compared = nothing();

beforeAll(async () => {
  tenants = await fillTenants(plans);
}, 3_600_000);
afterAll(() => tenants.close());

async function compare(at: number, turn: number, asked: (pair: Pair) => Promise<Asked[]>): Promise<void> {
  const pair = await pairOf(tenants, at, turn);
  try {
    expect(await differences(pair, await asked(pair), compared)).toEqual([]);
  } finally {
    pair.local.close();
    console.log(`${plans[at]![0]}, version ${turn}, so far: ${JSON.stringify(compared)}`);
  }
}

describe('the same from both, row by row', { timeout: 3_600_000 }, () => {
  test.each(plans.flatMap(([tenant], at) => [0, 1].map((turn) => [tenant, turn, at] as const)))(
    '%s, version %i: every panel, every metric by city, batch and direction',
    (_, turn, at) =>
      compare(at, turn, async ({ catalog }) => [
        ...(await panels({ all }, catalog)),
        ...metrics(catalog, [[], ['city'], ['batch', 'direction']], ['']),
      ])
  );

  test('every panel as it is asked by filters, by scope, and of sums alone', () =>
    compare(0, 1, async ({ catalog }) => {
      const { all: _asked, ...views } = viewsOf(catalog);
      return [...standings(views, catalog), ...(await panels({ ...views, ...filteredOf(catalog) }, catalog))];
    }));

  test('every metric and statistic by every dimension', () =>
    compare(0, 1, ({ catalog }) => Promise.resolve(metricsByEach(catalog))));
});

test('a comparison that compared little would be none', () => {
  expect(compared.questions).toBeGreaterThan(4000);
  expect(compared.rows).toBeGreaterThan(projects * 20);
  expect(Object.keys(compared.refused).sort()).toEqual(['no_meaning', 'not_allowed']);
});
