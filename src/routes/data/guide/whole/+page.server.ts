import type { Form } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** All tables that may be handed in, column by column, to be printed. */
export async function load({ fetch }) {
  return { sources: await fetchJson<Form[]>(fetch, '/api/sources') };
}
