import { notAmong, type Filter } from '#spec';
import type { Catalog } from './catalog.ts';
import { dimensionNames, type Dimension } from './dimensions.ts';

/** By dimension, the values of which any one may hold. */
export type Filters = ReadonlyMap<Dimension, readonly string[]>;

export const noFilters: Filters = new Map();

/** Takes the filters from what was asked. A value that the data does not know is refused, with those that it knows. */
export function readFilters(catalog: Catalog, asked: Readonly<Record<string, unknown>>): Filters {
  const filters = new Map<Dimension, string[]>();
  for (const name of dimensionNames) {
    const values = asked[name] as string[] | undefined;
    if (values === undefined) continue;
    const unknown = values.find((value) => !catalog.values[name].includes(value));
    if (unknown !== undefined) {
      const title = catalog.marts.get('projects')?.get(name)?.title ?? name;
      throw notAmong(400, 'unknown_value', `${title}（${name}）里没有`, {
        parameter: name,
        value: unknown,
        allowed: catalog.values[name],
      });
    }
    filters.set(name, [...new Set(values)]);
  }
  return filters;
}

/** What may be filtered by, with the values of each in their order. */
export const filterValues = (catalog: Catalog): Filter[] =>
  dimensionNames.map((name) => ({
    name,
    title: catalog.marts.get('projects')?.get(name)?.title ?? name,
    values: [...catalog.values[name]],
    unlisted: [...catalog.unlisted[name]],
  }));
