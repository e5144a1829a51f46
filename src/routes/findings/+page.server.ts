import type { Finding } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** What the rules found, a page of it. Without a verdict in the address: what is not settled. */
export async function load({ fetch, url }) {
  const query = new URLSearchParams(url.searchParams);
  if (!query.has('verdict')) for (const verdict of ['fail', 'review']) query.append('verdict', verdict);
  return fetchJson<{ total: number; rows: Finding[] }>(fetch, `/api/findings?${query}`);
}
