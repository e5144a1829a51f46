import { afterAll, beforeAll, expect, test } from 'vitest';
import { sized } from '../tier.ts';
import { all, metrics, panels, viewsOf } from './asking.ts';
import { differences, nothing } from './comparing.ts';
import { fillTenants, pairOf, type Plan, type Tenants } from './tenants.ts';

const projects = sized(1000, 100_000);

/** One large version of one tenant among three, each with two: whose rows are read, and of when, must hold there. */
const plans: readonly Plan[] = [
  ['37', [1100, projects]],
  ['示例省甲', [1000, 1100]],
  ["o'neill\\", [150, 160]],
];
let tenants: Tenants;
const compared = nothing();

beforeAll(async () => {
  tenants = await fillTenants(plans);
}, 1_200_000);
afterAll(() => tenants.close());

test.each(plans.flatMap(([tenant, counts], at) => counts.map((count, turn) => [tenant, turn, count, at] as const)))(
  '%s, version %i of %i projects: every panel, and every metric by city, batch and direction, is the same from both',
  async (_, turn, __, at) => {
    const pair = await pairOf(tenants, at, turn);
    const { 'two cities of a batch': some } = viewsOf(pair.catalog);
    const asked = [
      ...(await panels({ all, 'two cities of a batch': some! }, pair.catalog)),
      ...metrics(pair.catalog, [[], ['city'], ['batch', 'direction']], ['']),
    ];
    expect(await differences(pair, asked, compared)).toEqual([]);
    pair.local.close();
  },
  1_200_000
);

test('a comparison that compared little would be none', () => {
  console.log(`compared beside ${projects} projects: ${JSON.stringify(compared)}`);
  expect(compared.questions).toBeGreaterThan(1500);
  expect(compared.rows).toBeGreaterThan(20_000);
  expect(Object.keys(compared.refused).sort()).toEqual(['no_meaning']);
});
