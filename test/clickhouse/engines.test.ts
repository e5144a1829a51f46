import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reading } from '#warehouse';
import { all, filteredOf, metrics, metricsByEach, panels, standings, viewsOf } from './asking.ts';
import { differences, nothing } from './comparing.ts';
import { fillTenants, pairOf, type Pair, type Plan, type Tenants } from './tenants.ts';

/** Three tenants with two versions each; the one is large enough that what is withheld of few is told of most. */
const plans: readonly Plan[] = [
  ['37', [1000, 1100]],
  ['示例省甲', [200, 210]],
  ["o'neill\\", [150, 160]],
];
let tenants: Tenants;
const compared = nothing();

beforeAll(async () => {
  tenants = await fillTenants(plans);
}, 1_200_000);

afterAll(async () => {
  console.log(`compared in both engines: ${JSON.stringify(compared)}`);
  await tenants.close();
});

async function inBoth(at: number, turn: number, work: (pair: Pair) => Promise<void>): Promise<void> {
  const pair = await pairOf(tenants, at, turn);
  try {
    await work(pair);
  } finally {
    pair.local.close();
  }
}

// Five minutes of one core in all, where nothing else runs; what is shared takes as long as it takes.
describe('the same from both, row by row', { timeout: 1_200_000 }, () => {
  test('every panel: all, two cities of a batch, one city alone, sums alone', () =>
    inBoth(0, 1, async (pair) => {
      const views = viewsOf(pair.catalog);
      const asked = [...standings(views, pair.catalog), ...(await panels(views, pair.catalog))];
      expect(asked.length).toBeGreaterThan(250);
      expect(await differences(pair, asked, compared)).toEqual([]);
    }));

  test('every filter on every panel', () =>
    inBoth(1, 1, async (pair) => {
      const asked = await panels(filteredOf(pair.catalog), pair.catalog);
      expect(asked.length).toBeGreaterThan(500);
      expect(await differences(pair, asked, compared)).toEqual([]);
    }));

  test('every metric and statistic by every dimension', () =>
    inBoth(0, 0, async (pair) => {
      const asked = metricsByEach(pair.catalog);
      expect(asked.length).toBeGreaterThan(2000);
      expect(await differences(pair, asked, compared)).toEqual([]);
    }));

  test.each(plans.flatMap(([tenant], at) => [0, 1].map((turn) => [tenant, turn, at] as const)))(
    '%s, version %i: every panel, every metric by city',
    (_, turn, at) =>
      inBoth(at, turn, async (pair) => {
        const asked = [...(await panels({ all }, pair.catalog)), ...metrics(pair.catalog, [['city']], [''])];
        expect(await differences(pair, asked, compared)).toEqual([]);
      })
  );

  test('rows as a list of projects tells them, all and streamed', () =>
    inBoth(0, 1, async ({ own, there }) => {
      const rowsOf = async (reading: Reading, isStreamed: boolean) => {
        const result = await reading.read('rows', 'select * from marts.projects order by project_id', {
          seconds: 60,
          isStreamed,
        });
        return JSON.stringify([result.columns, await result.rows()]);
      };
      const expected = await rowsOf(own, true);
      expect(expected.length).toBeGreaterThan(100_000);
      expect((await rowsOf(there, false)) === expected).toBe(true);
      expect((await rowsOf(there, true)) === expected).toBe(true);
    }));
});

test('a comparison that compared little, or refusals, would be none', () => {
  const { refused, ...counted } = compared;
  expect(counted.questions).toBeGreaterThan(4000);
  expect(counted.rows).toBeGreaterThan(50_000);
  expect(counted.values).toBeGreaterThan(200_000);
  // What a dimension has no part in is refused by both, and rows where only sums may be seen; nothing else is.
  expect(Object.keys(refused).sort()).toEqual(['no_meaning', 'not_allowed']);
  expect(refused.no_meaning).toBeLessThan(counted.questions / 2);
});
