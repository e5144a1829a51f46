import type { Findings } from '#spec';
import { askedOf } from '#lib/asked.ts';
import { fetchJson } from '#lib/fetch.ts';

/** What the rules found, a page of it. Without a verdict in the address: what somebody has yet to decide. */
export async function load({ fetch, url, parent }) {
  const query = askedOf(url.searchParams, (await parent()).filters);
  if (!query.has('verdict') && !query.has('decision'))
    for (const decision of ['open', 'reopened']) query.append('decision', decision);
  const { total, rows, unfit = [] } = await fetchJson<Findings>(fetch, `/api/findings?${query}`);
  return { total, rows, unfit, query: String(query) };
}
