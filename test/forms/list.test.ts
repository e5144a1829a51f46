import { afterAll, expect, inject, test } from 'vitest';
import { listRows, noFilters, readFilters, type ListCondition, type ListQuestion, type View } from '#query';
import { everything } from '#spec';
import { closeVersions, openVersion, rowsOf } from './filling.ts';

const warehouse = inject('sampleWarehouse');
afterAll(closeVersions);

const everybody: View = { filters: noFilters, scope: everything };

async function list(question: Partial<ListQuestion> & Pick<ListQuestion, 'mart'>, view = everybody, limit = 10_000) {
  const { version, catalog } = await openVersion(warehouse);
  const asked = { columns: ['project_id'], where: [], sort: [], ...question };
  const answer = await listRows({ reading: version }, catalog, asked, view, limit);
  return { ...answer, rows: await answer.result.rows() };
}

test.each<[string, Omit<ListCondition, 'column'> & { column: string }, string]>([
  ['any of', { column: 'result', is: 'any', values: ['通过', '整改'] }, `result in ('通过', '整改')`],
  [
    'none of, the unknown among them',
    { column: 'reduction_reason', is: 'none', values: ['x'] },
    `reduction_reason is distinct from 'x'`,
  ],
  ['unknown', { column: 'published_on', is: 'unknown', values: [] }, 'published_on is null'],
  ['known', { column: 'verified_investment', is: 'known', values: [] }, 'verified_investment is not null'],
  [
    'above, of a number',
    { column: 'verified_investment', is: '>', values: [5_000_000] },
    'verified_investment > 5000000',
  ],
  ['up to, of a day', { column: 'concluded_on', is: '<=', values: ['2026-05-01'] }, `concluded_on <= '2026-05-01'`],
  ['yes', { column: 'is_last', is: 'any', values: ['true'] }, 'is_last'],
  [
    'what its project is',
    { column: 'projects.supported', is: 'any', values: [1] },
    'project_id in (select project_id from marts.projects where supported = 1)',
  ],
])('rows by a condition: %s', async (_, condition, where) => {
  const { rows } = await list({ mart: 'acceptances', where: [condition] });
  const [counted] = await rowsOf(warehouse, `select count(*)::integer as n from marts.acceptances where ${where}`);
  expect(rows.length).toBe(counted!.n);
  expect(rows.length).toBeGreaterThan(0);
});

test('the order is that of the columns, dimensions as they are listed, the unknown last', async () => {
  const { rows } = await list({
    mart: 'projects',
    columns: ['city', 'rank'],
    where: [{ column: 'batch', is: 'any', values: ['2025'] }],
    sort: [
      { column: 'city', isDescending: false },
      { column: 'rank', isDescending: true },
    ],
  });
  const cities = [...new Set(rows.map(({ city }) => city))];
  const listed = (await rowsOf(warehouse, 'select city from reference.cities order by rowid')).map(({ city }) => city);
  expect(cities).toEqual(listed.filter((city) => cities.includes(city)));
  const ranks = rows.filter(({ city }) => city === '济南市').map(({ rank }) => rank);
  const known = ranks.filter((rank) => rank !== null);
  expect(ranks.slice(0, known.length)).toEqual(known.toSorted((a, b) => Number(b) - Number(a)));
});

test('filters and scope hold for the mart and for the projects that are joined to it', async () => {
  const { catalog } = await openVersion(warehouse);
  const filters = readFilters(catalog, { batch: ['2025'] });
  const columns = ['project_id', 'projects.city', 'projects.batch'];
  const { rows } = await list({ mart: 'subsidies', columns }, { filters, scope: { city: ['烟台市'] } });
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => `${String(row['projects.city'])} ${String(row['projects.batch'])}`))).toEqual(
    new Set(['烟台市 2025'])
  );
});

test('one row more than the limit says that there are more', async () => {
  expect((await list({ mart: 'projects' }, everybody, 3)).rows).toHaveLength(4);
});

test('names that the mart does not have are refused, whatever they say', async () => {
  await expect(list({ mart: 'projects; drop table x' })).rejects.toThrow('没有表');
  await expect(list({ mart: 'projects', columns: ['1 as x'] })).rejects.toThrow('没有这一列');
  await expect(list({ mart: 'projects', sort: [{ column: 'phone', isDescending: false }] })).rejects.toThrow(
    '没有这一列'
  );
});
