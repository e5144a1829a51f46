import type { Notice } from '#spec';
import { askedOf, queryOf } from '#lib/asked.ts';
import { fetchJson } from '#lib/fetch.ts';

/** The notice, clause by clause, with what its rules found. */
export async function load({ fetch, url, parent }) {
  const asked = askedOf(url.searchParams, (await parent()).filters);
  return { notice: await fetchJson<Notice>(fetch, `/api/compliance${queryOf(asked)}`) };
}
