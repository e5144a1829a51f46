import type { Notice } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** The notice, clause by clause, with what its rules found. */
export async function load({ fetch, url }) {
  return { notice: await fetchJson<Notice>(fetch, `/api/compliance${url.search}`) };
}
