import type { Papers, Revisions } from '#spec';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';

/** The notices of changes, and the papers of which some number no longer holds. */
export async function load({ fetch, url, parent }) {
  await parent();
  const [told, papers] = await Promise.all([
    fetchJson<Revisions>(fetch, '/api/revisions'),
    fetchMaybe<Papers>(fetch, '/api/papers'),
  ]);
  const changed = (papers?.papers ?? []).filter(({ standing, kind }) => standing === 'changed' && kind !== 'revision');
  return { ...told, changed, paper: url.searchParams.get('paper') ?? '' };
}
