import type { Form } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** How cells of each kind are read, by the tables that have some. */
export async function load({ fetch }) {
  return { sources: await fetchJson<Form[]>(fetch, '/api/sources') };
}
