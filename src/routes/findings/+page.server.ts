import type { Findings } from '#spec';
import { askedOf } from '#lib/asked.ts';
import { fetchJson } from '#lib/fetch.ts';

/** What the rules found, a page of it. Without a verdict in the address: what somebody has yet to decide. */
export async function load({ fetch, url, parent }) {
  const asked = askedOf(url.searchParams, (await parent()).filters);
  const query = new URLSearchParams(asked);
  const isToDo = !query.has('verdict') && !query.has('decision');
  if (isToDo) for (const decision of ['open', 'reopened']) query.append('decision', decision);
  const { total, rows, columns, unfit = [] } = await fetchJson<Findings>(fetch, `/api/findings?${query}`);
  const settled = isToDo && total === 0 ? await countAll(fetch, asked) : 0;
  const told = columns.map(({ name, title }) => ({ name, title }));
  return { total, rows, columns: told, settled, unfit, query: String(query) };
}

/** Nothing to do is said beside how much was judged: nothing to do of nothing is another thing. */
async function countAll(fetch: typeof globalThis.fetch, params: URLSearchParams): Promise<number> {
  const all = new URLSearchParams([...Array.from(params).filter(([name]) => name !== 'offset'), ['limit', '1']]);
  return (await fetchJson<Findings>(fetch, `/api/findings?${all}`)).total;
}
