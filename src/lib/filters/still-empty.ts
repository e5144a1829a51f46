import type { Row } from '#spec';
import { canBeAll, chosenOf, currentOf, narrowed, type Filter } from './filters.ts';

/** A page begins with what is current, and nothing of that has come yet. */
export interface StillEmpty {
  title: string;
  value: string;
  /** What there is none of; null: not one application. */
  of: string | null;
  /** The latest value before it of which something has come, and the address that shows it. */
  before: { value: string; href: string } | null;
}

/** The filter whose current value goes without saying, if any does. */
export const unsaidCurrent = (filters: readonly Filter[], params: URLSearchParams): Filter | undefined =>
  filters.find(
    (filter) =>
      canBeAll(filter) &&
      currentOf(filter, params) !== null &&
      params.getAll(filter.name).every((value) => value === '') &&
      !params.has('as_of')
  );

/** The metric that a page is about where it says none: what was applied for. */
export const usualAbout = 'applied';

/**
 * Whether there is nothing yet of the value that a page begins with, by rows of how much each value has of what the
 * page is `about`, a metric and its title. A value without a row has none; of one whose number is not told nobody says
 * so.
 */
export function stillEmpty(
  filter: Filter,
  params: URLSearchParams,
  rows: readonly Row[],
  about: { name: string; title: string } = { name: usualAbout, title: '' }
): StillEmpty | null {
  const { name, title, values } = filter;
  const [value = ''] = chosenOf(params, filter);
  const counted = new Map(rows.map((row) => [row[name], row[about.name]]));
  const isThere = (each: string) => counted.has(each) && counted.get(each) !== 0;
  if (isThere(value)) return null;
  const place = values.indexOf(value);
  const before = values.slice(0, place < 0 ? values.length : place).findLast(isThere);
  return {
    title,
    value,
    of: about.name === usualAbout ? null : about.title,
    before: before === undefined ? null : { value: before, href: narrowed(params, { [name]: [before] }) },
  };
}
