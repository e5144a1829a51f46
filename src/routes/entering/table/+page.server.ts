import type { Draft, EnteredTable } from '#spec';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';
import { isAccessTable, prefixOf } from '../prefix.ts';

/** One table, or what somebody had typed for it and goes on with. */
export async function load({ fetch, url, parent }) {
  await parent();
  const table = url.searchParams.get('table') ?? '';
  const draft = url.searchParams.get('draft');
  const prefix = prefixOf(isAccessTable(table));
  const answer = await fetchJson<EnteredTable>(fetch, `${prefix}/table?${new URLSearchParams({ table })}`);
  const typed = draft === null ? null : await fetchMaybe<Draft>(fetch, `${prefix}/drafts/${encodeURIComponent(draft)}`);
  return { answer, prefix, text: typed?.text ?? answer.text, read: typed?.digest ?? answer.digest };
}
