import { allOf, canBeAll, chosenOf, search, type Filter } from './filters/filters.ts';

/**
 * What a page asks of the API for its address, and what the addresses of the API that it gives say: every filter
 * written out. Where the address says nothing of a filter that has a current value, that is meant; `all`: none is.
 */
export function askedOf(params: URLSearchParams, filters: readonly Filter[]): URLSearchParams {
  const asked = new URLSearchParams(params);
  for (const filter of filters) {
    const { name } = filter;
    // A field that was left empty says nothing.
    asked.delete(name, '');
    if (!canBeAll(filter)) continue;
    asked.delete(name);
    for (const value of chosenOf(params, filter)) asked.append(name, value);
  }
  return asked;
}

/** `?…`, or nothing. */
export const queryOf = (asked: URLSearchParams): string => (asked.size > 0 ? `?${asked}` : '');

/** The address of a page that asks exactly this: what a page would fill in by itself is said. */
export function pageQuery(asked: URLSearchParams, filters: readonly Filter[]): string {
  const all = filters.filter((filter) => canBeAll(filter) && !asked.has(filter.name));
  return search([...asked, ...all.map(({ name }) => [name, allOf] as const)]);
}
