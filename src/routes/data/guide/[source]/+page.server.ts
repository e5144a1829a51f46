import { error } from '@sveltejs/kit';
import type { Form } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { words } from '#lib/words.ts';

/** What to fill into one of the tables that may be handed in. */
export async function load({ fetch, params }) {
  const sources = await fetchJson<Form[]>(fetch, '/api/sources');
  const source = sources.find(({ name }) => name === params.source);
  if (!source) error(404, { message: words.unknownForm(params.source) });
  return { source };
}
