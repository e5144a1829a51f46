import type { Paging } from '#spec';

/**
 * The end of a query that is read a page at a time, for `limit` and `offset` to be bound to; without paging, nothing.
 */
export const page = (paging: Paging | undefined): string =>
  paging ? '\nlimit $limit::bigint offset $offset::bigint' : '';
