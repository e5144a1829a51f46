import { search } from '../filters/filters.ts';

/** Where one is among many rows, and the way on. */
export interface PagePosition {
  from: number;
  to: number;
  total: number;
  previous: string | null;
  next: string | null;
}

/** `name` is that of the parameter, where a page has several lists. */
export function pagePosition(
  params: URLSearchParams,
  shown: number,
  total: number,
  size: number,
  name = 'offset'
): PagePosition {
  const offset = Number(params.get(name) ?? 0);
  const at = (start: number) =>
    search([
      ...Array.from(params).filter(([other]) => other !== name),
      ...(start > 0 ? [[name, String(start)] as const] : []),
    ]);
  return {
    from: shown === 0 ? 0 : offset + 1,
    to: offset + shown,
    total,
    previous: offset > 0 ? at(Math.max(0, offset - size)) : null,
    next: offset + shown < total ? at(offset + size) : null,
  };
}

/** How a table is sorted by a column, and the address that sorts it so, or the other way round. */
export function sortOf(
  params: URLSearchParams,
  name: string,
  isNumber: boolean
): { href: string; order: 'ascending' | 'descending' | null } {
  const sort = params.get('sort') ?? '';
  const order = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : null;
  const descends = order === null ? isNumber : order === 'ascending';
  const kept = Array.from(params).filter(([other]) => other !== 'sort' && other !== 'offset');
  return { href: search([...kept, ['sort', `${descends ? '-' : ''}${name}`]]), order };
}
