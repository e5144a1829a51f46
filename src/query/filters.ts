import { notAmong, type Filter } from '#spec';
import type { Catalog } from './catalog.ts';
import { cubeDimensions, cubeOf, dimensionNames, type Dimension } from './dimensions.ts';

/** By dimension, the values of which any one may hold. */
export type Filters = ReadonlyMap<Dimension, readonly string[]>;

export const noFilters: Filters = new Map();

const everyDimension = [...dimensionNames, ...cubeDimensions];

/** Takes the filters from what was asked. A value that the data does not know is refused, with those that it knows. */
export function readFilters(catalog: Catalog, asked: Readonly<Record<string, unknown>>): Filters {
  const filters = new Map<Dimension, string[]>();
  for (const name of everyDimension) {
    const values = asked[name] as string[] | undefined;
    if (values === undefined) continue;
    const unknown = values.find((value) => !catalog.values[name].includes(value));
    if (unknown !== undefined) {
      const title = titleOf(catalog, name);
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
  everyDimension.map((name) => ({
    name,
    title: titleOf(catalog, name),
    values: [...catalog.values[name]],
    unlisted: [...catalog.unlisted[name]],
    ...(cubeOf(name) === null ? {} : { isApart: true as const }),
  }));

const titleOf = (catalog: Catalog, name: Dimension): string =>
  catalog.marts.get(cubeOf(name) ?? 'projects')?.get(name)?.title ?? name;
