import { everything } from '#spec';
import { expect, test } from 'vitest';
import { queryMetrics, noFilters, readCatalog, readFilters } from '#query';
import { openFile, warehouseFile } from '#warehouse';
import { first, publishVersion, warehouseFolder } from '../published.ts';

test('a version that was loaded before a dimension was thought of is read without it', async () => {
  const { folder, dispose } = await warehouseFolder();
  await publishVersion(folder, first, [
    'drop table reference.ownerships',
    ...['projects', 'cube', 'county_cube', 'findings'].map((mart) => `alter table marts.${mart} drop column ownership`),
    `delete from catalog.columns where name = 'ownership'`,
  ]);
  const reading = await openFile(warehouseFile(folder, first), first);
  try {
    const catalog = await readCatalog(reading);
    expect(catalog.values.ownership).toEqual([]);
    expect(catalog.values.city).toContain('青岛市');
    expect(() => readFilters(catalog, { ownership: ['民营'] })).toThrow('里没有“民营”');
    const view = { filters: noFilters, scope: everything };
    const by = (name: string) => queryMetrics({ reading }, catalog, { metrics: ['applied'], by: [name] }, view);
    await expect(by('ownership')).rejects.toMatchObject({ status: 400, code: 'unknown_dimension' });
    expect(await (await by('batch')).result.rows()).not.toEqual([]);
  } finally {
    reading.close();
    await dispose();
  }
});
