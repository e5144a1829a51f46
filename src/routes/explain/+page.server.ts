import type { Proof } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** A number and the rows it is made of: some of each part, or a page of the one that is asked for. */
export async function load({ fetch, url }) {
  const query = new URLSearchParams(url.searchParams);
  const size = query.has('part') ? 50 : 10;
  if (!query.has('limit')) query.set('limit', String(size));
  return { proof: await fetchJson<Proof>(fetch, `/api/explain?${query}`), size: Number(query.get('limit')) };
}
