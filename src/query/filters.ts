import { isDay, latestBy, notAmong, Refusal, type Filter } from '#spec';
import type { Catalog } from './catalog.ts';
import { cubeDimensions, cubeOf, dimensionNames, isOfDays, withinOf, type Dimension } from './dimensions.ts';

/** By dimension, the values of which any one may hold. */
export type Filters = ReadonlyMap<Dimension, readonly string[]>;

export const noFilters: Filters = new Map();

/** A name that is told apart by where it is: 市中区（济南市）. */
export const isQualified = (value: string): boolean => placed(value) !== null;

/** The same, of two columns in SQL. */
export const qualified = (name: string, parent: string): string => `concat(${name}, '（', ${parent}, '）')`;

/** A name and where it is; null where it does not say so. */
export function placed(value: string): [name: string, place: string] | null {
  const at = value.lastIndexOf('（');
  return at > 0 && at < value.length - 2 && value.endsWith('）') ? [value.slice(0, at), value.slice(at + 1, -1)] : null;
}

/** Whether the data know a value, or a value of another dimension in which it has its name. */
export function isKnown({ values }: Catalog, name: Dimension, value: string): boolean {
  if (isOfDays(name)) return isDay(value);
  if (values[name].includes(value)) return true;
  const [own, of] = placed(value) ?? ['', ''];
  const parent = withinOf(name);
  return parent !== null && values[name].includes(own) && values[parent].includes(of);
}

const everyDimension = [...dimensionNames, ...cubeDimensions];

/** Takes the filters from what was asked. A value that the data does not know is refused, with those that it knows. */
export function readFilters(catalog: Catalog, asked: Readonly<Record<string, unknown>>): Filters {
  const filters = new Map<Dimension, string[]>();
  for (const name of everyDimension) {
    const values = asked[name] as string[] | undefined;
    if (values === undefined) continue;
    const unknown = values.find((value) => !isKnown(catalog, name, value));
    if (isOfDays(name)) {
      filters.set(name, daysIn(catalog, name, values, unknown));
      continue;
    }
    if (unknown !== undefined) {
      throw notAmong(400, 'unknown_value', `${titlesOf(catalog, [name])}（${name}）里没有`, {
        parameter: name,
        value: unknown,
        allowed: catalog.values[name],
      });
    }
    filters.set(name, [...new Set(values)]);
  }
  return filters;
}

/** The one day that is asked for, or the first and the last. */
function daysIn(catalog: Catalog, name: Dimension, values: readonly string[], unknown: string | undefined): string[] {
  const days = [...new Set(values)].sort();
  if (unknown === undefined && days.length <= 2) return days;
  const says = '要写成年月日，如 2025-04-24：写一个是那一天，写两个是从哪天到哪天。';
  throw new Refusal(400, 'bad_parameter', `${titlesOf(catalog, [name])}（${name}）${says}`, {
    parameter: name,
    value: (unknown ?? days.join('、')).slice(0, 60),
  });
}

/** What dimensions are called, with 、 between. */
export const titlesOf = (catalog: Catalog, names: readonly string[]): string =>
  names.map((name) => catalog.marts.get(cubeOf(name) ?? 'projects')?.get(name)?.title ?? name).join('、');

/** What may be filtered by, with the values of each in their order. */
export const filterValues = (catalog: Catalog): Filter[] =>
  everyDimension.map((name) => ({
    name,
    title: titlesOf(catalog, [name]),
    values: [...catalog.values[name]],
    unlisted: [...catalog.unlisted[name]],
    ...(catalog.since[name] === undefined ? {} : { since: [...catalog.since[name]] }),
    ...beginning(catalog, name),
    ...(cubeOf(name) === null ? {} : { isApart: true as const }),
    ...(isOfDays(name) ? { isOfDays: true as const } : {}),
  }));

/** The latest value that has come by the as-of day; of several provinces one that all of them have, or none. */
function beginning({ since, asOf, provinces, ofProvinces }: Catalog, name: Dimension): { current?: string } {
  const read = provinces.filter(({ absent }) => absent === null).length;
  const ofAll = (since[name] ?? []).filter(({ value }) => (ofProvinces.get(name)?.get(value)?.size ?? 0) === read);
  const current = latestBy(ofAll, asOf);
  return current === null ? {} : { current };
}
