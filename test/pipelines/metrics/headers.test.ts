import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { asOf, province } from './province.ts';

const names = readdirSync('pipelines/metrics').map((file) => file.replace(/\.sql$/, ''));

let build: Build;
const described = new Map<string, Record<string, unknown>>();
beforeAll(async () => {
  build = await buildFrom(province, { asOf });
  for (const row of await rowsOf(build, 'from catalog.metrics')) described.set(String(row.name), row);
});
afterAll(() => build.close());

test.each(names)('%s, where it is a quotient, is its numerator over its denominator', async (name) => {
  const { kind, numerator, denominator, n } = described.get(name)!;
  expect(numerator === null).toBe(denominator === null);
  if (kind !== 'ratio' && kind !== 'average') return;
  const sum = (part: unknown) =>
    described.has(String(part)) ? `metrics."${String(part)}"(c)` : `sum(c."${String(part)}")`;
  const [row] = await rowsOf(
    build,
    `select metrics."${name}"(c) as quotient, (${sum(numerator)})::double / (${sum(denominator)})::double as parts, ${n === null ? 'null' : sum(n)}::double as n from marts.cube as c where batch = '2025'`
  );
  expect(row?.quotient).toBe(row?.parts);
  if (n !== null) expect(Number(row?.n)).toBeGreaterThan(0);
});

test.each([
  ['applied', 'additive', '个', 'count', null, null, null],
  ['verified_investment', 'additive', '元', 'yuan', null, null, null],
  ['quota', 'additive', '个', 'count', null, null, null],
  ['quota_remaining', 'other', '个', 'count', null, null, null],
  ['listing_rate', 'ratio', '%', 'percent', 'listed_recommended', 'recommended', 'recommended'],
  ['quota_use_rate', 'ratio', '%', 'percent', 'quota_used', 'quota', 'quota'],
  ['disbursement_rate', 'ratio', '%', 'percent', 'paid_of_allocated', 'allocated_settled', 'allocations'],
  ['days_to_pay', 'average', '天', 'decimal', 'paid_days', 'payments_dated', 'payments_dated'],
  ['leverage', 'ratio', '倍', 'ratio', 'verified_of_supported', 'subsidy_of_verified', 'supported_verified'],
])('%s is %s', (name, kind, unit, format, numerator, denominator, n) => {
  expect(described.get(name)).toMatchObject({ kind, unit, format, numerator, denominator, n });
});
