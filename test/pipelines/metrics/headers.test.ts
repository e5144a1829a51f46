import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSqlFile } from '#spec';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { province } from './province.ts';

const metrics = readdirSync('pipelines/metrics').map((file) => ({
  name: file.replace(/\.sql$/, ''),
  ...parseSqlFile(file, readFileSync(`pipelines/metrics/${file}`, 'utf8')),
}));

let build: Build;
beforeAll(async () => {
  build = await buildFrom(province);
});
afterAll(() => build.close());

test('what is no cause is not told as one', () => {
  expect(metrics.find(({ name }) => name === 'leverage')?.header.definition).toContain('描述性指标');
});

test.each(metrics.filter(({ header }) => header.unit === '%' || header.unit === '倍'))(
  '$name is the numerator that it names over the denominator that it names, and n counts projects',
  async ({ name, header }) => {
    const { numerator, denominator, n } = header;
    const [row] = await rowsOf(
      build,
      `select metrics."${name}"(c) as ratio, sum(c.${numerator})::double / sum(c.${denominator})::double as quotient, sum(c.${n})::double as n from marts.cube as c where batch = '2025'`
    );
    expect(row?.ratio).toBe(row?.quotient);
    expect(Number.isInteger(row?.n)).toBe(true);
    expect(Number(row?.n)).toBeGreaterThan(0);
  }
);
