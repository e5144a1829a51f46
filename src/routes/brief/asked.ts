import { sayDays } from '#spec';
import type { Filter } from '#lib/filters/filters.ts';
import { words } from '#lib/words.ts';

/** The filters that a report is of, in words. */
export function saidOf(filters: readonly Filter[], asked: URLSearchParams): string {
  const said = filters.flatMap(({ name, title, isOfDays }) => {
    const values = asked.getAll(name).filter((value) => value !== '' && value !== 'all');
    return values.length === 0 ? [] : [`${title} ${isOfDays ? sayDays(values) : values.join('、')}`];
  });
  return said.length === 0 ? words.noFilters : said.join('；');
}
