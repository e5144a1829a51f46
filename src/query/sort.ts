import { literal } from '#warehouse';
import { notAmong } from '#spec';
import type { Catalog } from './catalog.ts';
import { isDimension, isOfDays } from './dimensions.ts';

export interface Sort {
  column: string;
  isDescending: boolean;
}

/** Reads `name` or `-name`, of a closed list. */
export function readSort(asked: string | undefined, allowed: readonly string[]): Sort | null {
  if (asked === undefined) return null;
  const isDescending = asked.startsWith('-');
  const column = asked.slice(isDescending ? 1 : 0);
  if (allowed.includes(column)) return { column, isDescending };
  throw notAmong(400, 'unknown_sort', '不能按这一列排序：', { parameter: 'sort', value: asked, allowed });
}

/**
 * How rows are ordered by a column, which stands in the query as `place`. What is unknown stands last, whichever way.
 * The values of a dimension stand in the order that they are listed in: cities by their code, stages one after another.
 */
export function sortKey(
  { values }: Pick<Catalog, 'values'>,
  { column, isDescending }: Sort,
  place = `"${column}"`
): string {
  const listed = isDimension(column) && !isOfDays(column) ? values[column].map(literal) : null;
  const key = listed === null ? place : `list_position([${listed.join(', ')}]::varchar[], ${place}::varchar)`;
  return `${key} ${isDescending ? 'desc' : 'asc'} nulls last`;
}

/**
 * The order of a sort; equals stand in the order of `then`. `of` is the relation
 * that has the column, where another that is read may have one of the same name.
 */
export function orderBy(
  catalog: Pick<Catalog, 'values'>,
  sort: Sort | null,
  then: readonly string[],
  { of }: { of?: string } = {}
): string {
  const place = of === undefined || !sort || !isDimension(sort.column) ? undefined : `${of}."${sort.column}"`;
  const keys = [...(sort ? [sortKey(catalog, sort, place)] : []), ...then];
  return keys.length > 0 ? `\norder by ${keys.join(', ')}` : '';
}
