import type { PaperAnswer } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** One paper: what stood on it, what is now, and what proves it. */
export async function load({ fetch, params, parent }) {
  await parent();
  return { paper: await fetchJson<PaperAnswer>(fetch, `/api/papers/${encodeURIComponent(params.code)}`) };
}
