import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readCatalog, type Catalog } from '#query';
import { followWarehouse, type Lease, type Warehouse } from '#warehouse';
import { inlineMetrics } from '../../src/query/metrics/inline-metrics.ts';
import {
  knownValuesSql,
  readStatistic,
  statisticsOf,
  statisticSql,
  valuesSql,
} from '../../src/query/metrics/statistics.ts';

let warehouse: Warehouse;
let lease: Lease;
let catalog: Catalog;
beforeAll(async () => {
  warehouse = await followWarehouse(inject('sampleWarehouse'));
  lease = await warehouse.lease();
  catalog = await readCatalog(lease);
});
afterAll(() => {
  lease.release();
  warehouse.close();
});

const rows = async (sql: string) => (await lease.read('test', sql)).rows();
const marts = (sql: string) => sql.replaceAll(/\bfrom (projects|subsidies)\b/g, 'from marts.$1');

test('metrics are asked of the columns that they name, with the same answers as by their macros', async () => {
  const asked = Array.from(catalog.metrics.keys(), (name) => `metrics."${name}"(p) as "${name}"`).join(', ');
  const sql = `select p.city, p.batch, ${asked} from marts.cube as p group by p.city, p.batch order by all`;
  const inlined = inlineMetrics(catalog.metrics, sql);
  expect(await rows(inlined)).toEqual(await rows(sql));
  // A row that is packed is read with all of its columns, however few of them are wanted.
  const planOf = async (each: string) => JSON.stringify(await rows(`explain ${each}`));
  expect(await planOf(sql)).toContain('struct_pack');
  expect(await planOf(inlined)).not.toContain('struct_pack');
});

test('statistics are worked out of the rows that have a value, with the same answers as of all', async () => {
  const asked = statisticsOf(catalog).flatMap((name) => readStatistic(catalog, name) ?? []);
  expect(asked.length).toBeGreaterThan(10);
  for (const [metric, ofOne] of Map.groupBy(asked, ({ metric }) => metric)) {
    const columns = ofOne.map(({ name, statistic }) => `${statisticSql(statistic)} as "${name}"`).join(', ');
    const ask = (values: string) =>
      rows(marts(`select city, ${columns} from (${values}) as v group by city order by city`));
    const known = knownValuesSql(catalog, metric, ['city']);
    expect([metric.name, known]).toEqual([metric.name, expect.stringMatching(/ where .* is not null group by /)]);
    const whole = (await ask(valuesSql(catalog, metric, ['city']))).filter((row) => row[`${metric.name}.n`] !== 0);
    expect(whole.length).toBeGreaterThan(0);
    expect(await ask(known)).toEqual(whole);
  }
});
