import type { Begin } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** How far this installation has come; never kept. */
export async function load({ fetch, parent }) {
  const begin = await fetchJson<Begin>(fetch, '/api/begin');
  await parent();
  return { begin };
}
