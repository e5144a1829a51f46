import { notAmong } from '#spec';
import type { Catalog } from './catalog.ts';
import { isDimension } from './dimensions.ts';

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
 * What is unknown stands last, whichever way; equals stand in the order of `then`. The values of a dimension stand in
 * the order that they are listed in: cities by their code, stages one after the other. `of` is the relation that has
 * the column, where another that is read may have one of the same name.
 */
export function orderBy(
  { values }: Pick<Catalog, 'values'>,
  sort: Sort | null,
  then: readonly string[],
  { of }: { of?: string } = {}
): string {
  const key = ({ column }: Sort) =>
    isDimension(column)
      ? `list_position([${values[column].map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')}]::varchar[], ${of === undefined ? '' : `${of}.`}"${column}")`
      : `"${column}"`;
  const keys = [...(sort ? [`${key(sort)} ${sort.isDescending ? 'desc' : 'asc'} nulls last`] : []), ...then];
  return keys.length > 0 ? `\norder by ${keys.join(', ')}` : '';
}
