import type { Proof } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** A number and the rows it is made of: some of each part, or a page of the one that is asked for. */
export async function load({ fetch, url, parent }) {
  const query = new URLSearchParams(url.searchParams);
  const size = query.has('part') ? 50 : 10;
  if (!query.has('limit')) query.set('limit', String(size));
  const proof = await fetchJson<Proof>(fetch, `/api/explain?${query}`);
  await parent();
  return { proof, size: Number(query.get('limit')) };
}
