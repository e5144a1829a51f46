import { isObject, textOf, isList } from '../json.ts';
import { askPages, type Chapter } from '../chapter.ts';
import { drawFilters } from './filters.ts';

/**
 * The slot ledgers of organisations and groups in every year, and the directions of which only so many are supported.
 */
export const ledger: Chapter = async (ask, known, { seed, many }) => {
  const filters = drawFilters(known, `${seed} ledger`, { each: many(6), pairs: many(12) });
  for (const book of ['/api/organisations', '/api/groups']) {
    const [first = null] = await askPages(ask, `${book}?`);
    const years = isObject(first) && isList(first.years) ? first.years.map(textOf) : [];
    for (const year of years) await askPages(ask, `${book}?year=${year}&`);
    await Promise.all([
      ...['csv', 'arrow'].map((format) => ask(`${book}?format=${format}`)),
      ask(`${book}?format=csv&links=true`),
      ...['公司', '集团', '2025'].map((search) => ask(`${book}?${new URLSearchParams({ search })}`)),
      ...['left', '-left', '-used', 'used_listed'].map((sort) => ask(`${book}?sort=${sort}`)),
      ...filters.map((filter) => ask(`${book}?${filter}`)),
    ]);
  }
  await Promise.all([
    ...['json', 'csv', 'arrow'].map((format) => ask(`/api/support?format=${format}`)),
    ...filters.map((filter) => ask(`/api/support?${filter}`)),
  ]);
};
