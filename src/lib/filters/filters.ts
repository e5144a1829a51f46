import { latestBy, sayDays, type Beginning } from '#spec';
import { isReplayable } from '../replay.ts';

/** A dimension that the pages filter by, and the values it has in the data. */
export interface Filter {
  name: string;
  title: string;
  values: readonly string[];
  /** Those of the values that no table lists. */
  unlisted?: readonly string[];
  /** There are more values than these. */
  isPartial?: true;
  /** The value that pages show where their address says none. */
  current?: string;
  /** From which day on each value holds. */
  since?: readonly Beginning[];
  /** No project has it: only some panels can be narrowed by it. */
  isApart?: true;
  /** Its values are days: one, or the first and the last, are in force. */
  isOfDays?: true;
}

/** In the address of a page: no value of this filter, also where it has a current one. */
export const allOf = 'all';

/** Whether the address of a page can say `all` of it. */
export const canBeAll = ({ since }: Pick<Filter, 'since'>): boolean => since !== undefined;

/** The value that is meant where an address says none, as of the day that is played again; null: none. */
export const currentOf = (
  { current, since }: Pick<Filter, 'current' | 'since'>,
  params: URLSearchParams
): string | null => (params.get('as_of') && since ? latestBy(since, params.get('as_of')!) : (current ?? null));

/** The values of a filter that are in force. */
export function chosenOf(params: URLSearchParams, filter: Pick<Filter, 'name' | 'current' | 'since'>): string[] {
  const said = params.getAll(filter.name).filter((value) => value !== '');
  const current = currentOf(filter, params);
  if (canBeAll(filter) && said.includes(allOf)) return [];
  return said.length > 0 || current === null ? said : [current];
}

/** By dimension, the values that a table lists: each has its colour. */
export const listedIn = (
  filters: readonly Pick<Filter, 'name' | 'values' | 'unlisted'>[]
): Record<string, readonly string[]> =>
  Object.fromEntries(
    filters.map(({ name, values, unlisted = [] }) => [name, values.filter((value) => !unlisted.includes(value))])
  );

/** One filter in force, and the address without it. */
export interface Chip {
  name: string;
  title: string;
  value: string;
  without: string;
  /** It is meant where the address says nothing. */
  isCurrent: boolean;
}

/** A county says little without its city: it goes when the city goes. */
export const within: Readonly<Record<string, string>> = { county: 'city' };

/**
 * What a link to another page carries along: the filters, the version and, where that page can show it, the day that is
 * played again; not that page's own search, sort or place.
 */
export function carried(
  params: URLSearchParams,
  filters: readonly Pick<Filter, 'name' | 'isApart'>[],
  path = '',
  more: readonly string[] = []
): string {
  // What some panels alone can be narrowed by stays with them.
  const everywhere = filters.filter(({ isApart }) => !isApart).map(({ name }) => name);
  const names = new Set(['version', 'decided', ...(isReplayable(path) ? ['as_of'] : []), ...everywhere, ...more]);
  return search(Array.from(params).filter(([name]) => names.has(name)));
}

/** What is in force; where a filter begins with a value and all are shown, that is said, too. */
export function chips(params: URLSearchParams, filters: readonly Filter[]): Chip[] {
  return filters.flatMap((filter) => {
    const { name, title } = filter;
    const current = currentOf(filter, params);
    const chosen = chosenOf(params, filter);
    if (filter.isOfDays && chosen.length > 0)
      return { name, title, value: sayDays(chosen), isCurrent: false, without: narrowed(params, { [name]: [] }) };
    return (current !== null && chosen.length === 0 ? [allOf] : chosen).map((value) => ({
      name,
      title,
      value,
      isCurrent: value === current,
      // Without what goes without saying none is left: all are shown.
      without:
        value === current && chosen.length === 1 ? narrowed(params, { [name]: [allOf] }) : without(params, name, value),
    }));
  });
}

/** The address in which the filters are exactly these besides what else holds; `offset` starts again. */
export function narrowed(params: URLSearchParams, wanted: Readonly<Record<string, readonly string[]>>): string {
  let kept = entries(params);
  for (const [name, values] of Object.entries(wanted))
    kept = kept.filter(([other]) => !moved(other, name)).concat(values.map((value) => [name, value]));
  return search(kept);
}

/** The address without one value of one filter. */
export function without(params: URLSearchParams, name: string, value: string): string {
  return search(
    entries(params).filter(([other, found]) => (other === name ? found !== value : within[other] !== name))
  );
}

/** The address with no filter at all, and what else holds. */
export function cleared(params: URLSearchParams, filters: readonly Pick<Filter, 'name'>[]): string {
  const names = new Set(filters.map(({ name }) => name));
  return search(entries(params).filter(([name]) => !names.has(name)));
}

/** What a form must hand on unseen, so that filtering loses neither the search nor the order. */
export function unseen(params: URLSearchParams, filters: readonly Pick<Filter, 'name'>[]): [string, string][] {
  const names = new Set(filters.map(({ name }) => name));
  return entries(params).filter(([name]) => !names.has(name));
}

/** `?a=1&b=2`, or `?` alone, which as a link leads to the page itself without any. */
export function search(found: readonly (readonly [string, string])[]): string {
  return `?${new URLSearchParams(found.map(([name, value]) => [name, value]))}`;
}

const entries = (params: URLSearchParams): [string, string][] =>
  Array.from(params).filter(([name, value]) => name !== 'offset' && value !== '');
const moved = (other: string, name: string) => other === name || within[other] === name;
