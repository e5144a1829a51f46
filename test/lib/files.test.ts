import { expect, test } from 'vitest';
import { contextOf } from '#lib/context.ts';
import { fileHref } from '#lib/files.ts';

const version = '20260701T090000-11111111';
const filters = [{ name: 'city', title: '推荐市', values: ['济南市'] }];
const at = (search: string) =>
  contextOf({ url: new URL(`http://x/quota${search}`), data: { filters, freshness: { version } } });

test('a file is of the filters and the version of its page, and of nothing that people hang on an address', () => {
  const context = at('?city=济南市&from=singlemessage&search=&offset=50&format=csv&utm_source=x');
  const asked = { city: '济南市', version };
  expect(fileHref({ address: '/api/dashboards/quota/by-city', hasEnding: true }, context, 'xlsx')).toBe(
    `/api/dashboards/quota/by-city.xlsx?${new URLSearchParams(asked)}`
  );
  expect(fileHref({ address: '/api/projects' }, context, 'csv', [['links', 'true']])).toBe(
    `/api/projects?${new URLSearchParams({ ...asked, links: 'true', format: 'csv' })}`
  );
});

test('a file of a list holds what is searched for, in its order', () => {
  const source = { address: '/api/projects', names: ['search', 'sort'] };
  expect(fileHref(source, at('?search=链主&sort=-city&limit=20'), 'csv')).toBe(
    `/api/projects?${new URLSearchParams({ search: '链主', sort: '-city', version, format: 'csv' })}`
  );
});
