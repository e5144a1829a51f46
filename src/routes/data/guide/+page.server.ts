import { civilDay, type Form } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** What may be handed in, by its contracts. */
export async function load({ fetch, parent }) {
  const sources = await fetchJson<Form[]>(fetch, '/api/sources');
  await parent();
  return { sources, today: civilDay(new Date()) };
}
