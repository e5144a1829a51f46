import type { Row } from '#spec';
import { canBeAll, chosenOf, currentOf, narrowed, type Filter } from './filters.ts';

/** A page begins with what is current, and nothing of that has come yet. */
export interface StillEmpty {
  title: string;
  value: string;
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

/**
 * Whether there is nothing yet of the value that a page begins with, by rows of how many applications each value has. A
 * value without a row has none; of one whose number is not told nobody says so.
 */
export function stillEmpty(filter: Filter, params: URLSearchParams, rows: readonly Row[]): StillEmpty | null {
  const { name, title, values } = filter;
  const [value = ''] = chosenOf(params, filter);
  const counted = new Map(rows.map((row) => [row[name], row['applied']]));
  const isThere = (each: string) => counted.has(each) && counted.get(each) !== 0;
  if (isThere(value)) return null;
  const place = values.indexOf(value);
  const before = values.slice(0, place < 0 ? values.length : place).findLast(isThere);
  return {
    title,
    value,
    before: before === undefined ? null : { value: before, href: narrowed(params, { [name]: [before] }) },
  };
}
