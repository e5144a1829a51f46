import type { LinkContext } from '#spec';
import { askedOf } from './asked.ts';
import { allOf, canBeAll, type Filter } from './filters/filters.ts';

/** As much of a page as its links follow from. */
interface Shown {
  url: URL;
  data: { filters?: readonly Filter[]; freshness?: { version: string } | null };
}

/**
 * What the links of a page's numbers, rows and marks carry along, and what its address asks of the API. They name the
 * version that the page shows, so that they are answered by it also when another was published meanwhile. Of the
 * filters in `whole` all values are meant where its address says none: its links say so to pages that begin with one.
 */
export function contextOf(
  { url: { searchParams }, data: { filters = [], freshness } }: Shown,
  whole: readonly string[] = []
): LinkContext & { asked: URLSearchParams } {
  const begun = filters.filter((filter) => whole.includes(filter.name) && canBeAll(filter));
  const unsaid = begun.filter(({ name }) => searchParams.getAll(name).every((value) => value === ''));
  const told = new URLSearchParams([...searchParams, ...unsaid.map(({ name }) => [name, allOf])]);
  const params = pinned(told, freshness?.version);
  return { params, filters, asked: askedOf(params, filters) };
}

/** The filters of a page on which those in `whole` begin with no value. */
export const beginningWhole = (filters: readonly Filter[], whole: readonly string[]): Filter[] =>
  filters.map(({ current, ...filter }) => ({
    ...filter,
    ...(current === undefined || whole.includes(filter.name) ? {} : { current }),
  }));

export function pinned(params: URLSearchParams, version: string | undefined): URLSearchParams {
  if (version === undefined || params.get('version')) return params;
  return new URLSearchParams([...Array.from(params).filter(([name]) => name !== 'version'), ['version', version]]);
}

/** The same address without what is named, or without one value of it: all else stays as it is. */
export function withoutParameter(params: URLSearchParams, name: string, value?: string): string {
  // What was decided by then goes with the version that was current then.
  const isOut = (other: string) => other === name || (name === 'version' && other === 'decided');
  const kept = Array.from(params).filter(([other, said]) => !isOut(other) || (value !== undefined && said !== value));
  return `?${new URLSearchParams(kept)}`;
}

/** The same address with another value in the place of one that cannot be used. */
export function replaced(params: URLSearchParams, name: string, value: string, other: string): string {
  const isSaid = params.getAll(name).includes(value);
  const said = Array.from(params).map(([each, found]) =>
    each === name && (!isSaid || found === value) ? [each, other] : [each, found]
  );
  return `?${new URLSearchParams(said)}`;
}

/** The version of an address that names one, for links to what is otherwise shown as it is now. */
export function versionAlong(params: URLSearchParams): string {
  const version = params.get('version');
  return version ? `?${new URLSearchParams({ version })}` : '';
}
