import { notAmong } from '#spec';
import type { Catalog } from '../catalog.ts';
import { dimensionNames, withinOf, type Dimension } from '../dimensions.ts';
import { isKnown, titlesOf } from '../filters.ts';
import type { View } from '../relations.ts';

/** What figures are set against: another value of one dimension, or (null) all of it. */
export interface Against {
  dimension: Dimension;
  value: string | null;
  title: string;
}

/** What stands for all values of a dimension. */
const all = 'all';

/** Reads `city:青岛市`, `city:all`; '' is nothing. */
export function readAgainst(catalog: Catalog, asked: string | undefined): Against | null {
  if (asked === undefined || asked === '') return null;
  const at = asked.indexOf(':');
  const [name, value] = [asked.slice(0, Math.max(0, at)), asked.slice(at + 1)];
  const dimension = dimensionNames.find((each) => each === name);
  if (dimension === undefined)
    throw notAmong(400, 'unknown_dimension', 'compare 要写成“维度:值”，没有维度', {
      parameter: 'compare',
      value: name,
      allowed: [...dimensionNames],
    });
  if (value === all) return { dimension, value: null, title: `全部${titlesOf(catalog, [dimension])}` };
  if (!isKnown(catalog, dimension, value))
    throw notAmong(400, 'unknown_value', `${titlesOf(catalog, [dimension])}（${dimension}）里没有`, {
      parameter: 'compare',
      value,
      allowed: catalog.values[dimension],
    });
  return { dimension, value, title: value };
}

/**
 * What it is set against, as the same reader may see it: every other filter holds, save those that mean something
 * within this dimension alone. Beyond the reader's own it is of the sums that are told to all, whatever else the
 * reader's scope is narrowed by standing as a filter.
 */
export function viewAgainst(view: View, { dimension, value }: Against): View {
  const isNarrower = (name: string) => withinOf(name) === dimension;
  const filters = new Map(view.filters);
  for (const name of view.filters.keys()) if (name === dimension || isNarrower(name)) filters.delete(name);
  if (value !== null) filters.set(dimension, [value]);
  const scope = Object.entries(view.scope) as [Dimension, readonly string[]][];
  const isBeyond = scope.some(
    ([name, values]) => isNarrower(name) || (name === dimension && (value === null || !values.includes(value)))
  );
  if (!isBeyond) return { ...view, filters };
  for (const [name, values] of scope)
    if (name !== dimension && !isNarrower(name) && !filters.has(name)) filters.set(name, values);
  return { ...view, filters, isReleased: true };
}

/** What it is of, said: each filter in force. */
export const saidOfAgainst = (catalog: Catalog, { filters }: View): string =>
  Array.from(filters, ([name, values]) => `${titlesOf(catalog, [name])} ${values.join('、')}`).join('；') || '全部数据';
