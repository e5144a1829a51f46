import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { answerPanel, noFilters, readFilters } from '#query';
import { everything } from '#spec';
import { openSample, panels, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

const city = '青岛市';

test.each(panels.filter(({ id }) => /^(funding|outcomes|scores|money-chain)\//.test(id)))(
  '$id shows a city what a filter by it leaves, and nothing of others',
  async ({ query }) => {
    const { catalog } = sample;
    const own = await answerPanel(sample, catalog, query, { filters: noFilters, scope: { city: [city] } });
    const filters = readFilters(catalog, { city: [city] });
    const filtered = await answerPanel(sample, catalog, query, { filters, scope: everything });
    const rows = await own.result.rows();
    expect(rows).toEqual(await filtered.result.rows());
    expect(rows.filter((row) => (row.city ?? city) !== city)).toEqual([]);
  }
);
