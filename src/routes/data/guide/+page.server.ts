import type { Form } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** What may be handed in, by its contracts. */
export async function load({ fetch }) {
  return { sources: await fetchJson<Form[]>(fetch, '/api/sources') };
}
