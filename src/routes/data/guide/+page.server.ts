import { fetchJson } from '#lib/fetch.ts';
import type { SourceForm } from './guide.ts';

/** What may be handed in, by its contracts. */
export async function load({ fetch }) {
  return { sources: await fetchJson<SourceForm[]>(fetch, '/api/sources') };
}
