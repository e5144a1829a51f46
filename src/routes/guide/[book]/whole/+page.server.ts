import type { GuideBook } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** A whole handbook, to be printed and bound. */
export async function load({ fetch, params, parent }) {
  const book = await fetchJson<GuideBook>(fetch, `/api/guide/${encodeURIComponent(params.book)}`);
  await parent();
  return { book };
}
