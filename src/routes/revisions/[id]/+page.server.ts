import type { RevisionAnswer } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** One notice of changes, as it is to be printed. */
export async function load({ fetch, params, parent }) {
  await parent();
  return { revision: await fetchJson<RevisionAnswer>(fetch, `/api/revisions/${encodeURIComponent(params.id)}`) };
}
