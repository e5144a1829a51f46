import type { Draft, Judging } from '#spec';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';
import { prefixOf } from '../prefix.ts';

/** What somebody typed: what is wrong with it, or what it would change. */
export async function load({ fetch, url, parent }) {
  await parent();
  const prefix = prefixOf(url.searchParams.get('kind') === 'access');
  const id = url.searchParams.get('draft') ?? '';
  const draft = await fetchJson<Draft>(fetch, `${prefix}/drafts/${encodeURIComponent(id)}`);
  const isJudged = draft.state === 'saved' && draft.outcome !== null;
  return { draft, prefix, judging: isJudged ? await fetchMaybe<Judging>(fetch, '/api/entering/judge') : null };
}
