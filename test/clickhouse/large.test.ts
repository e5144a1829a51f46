import { afterAll, beforeAll, expect, test } from 'vitest';
import { sized } from '../tier.ts';
import { all, metrics, panels, viewsOf } from './asking.ts';
import { differences, nothing } from './comparing.ts';
import { fillTenants, pairOf, type Tenants } from './tenants.ts';

const projects = sized(1000, 100_000);
let tenants: Tenants;

beforeAll(async () => {
  tenants = await fillTenants([['37', [projects]]]);
}, 1_200_000);
afterAll(() => tenants.close());

test(`of ${projects} projects every panel, and every metric by city, batch and direction, is the same from both`, async () => {
  const pair = await pairOf(tenants, 0, 0);
  const compared = nothing();
  const { 'two cities of a batch': some } = viewsOf(pair.catalog);
  const asked = [
    ...(await panels({ all, 'two cities of a batch': some! }, pair.catalog)),
    ...metrics(pair.catalog, [[], ['city'], ['batch', 'direction']], ['']),
  ];
  const other = await differences(pair, asked, compared);
  console.log(`compared of ${projects} projects: ${JSON.stringify(compared)}`);
  expect(other).toEqual([]);
  expect(compared.questions).toBeGreaterThan(500);
  expect(compared.rows).toBeGreaterThan(10_000);
  expect(Object.keys(compared.refused).sort()).toEqual(['no_meaning']);
  pair.local.close();
}, 1_200_000);
