import { error } from '@sveltejs/kit';
import type { IncidentHistory } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** One incident, what became of it, and who was told. */
export async function load({ fetch, params, parent }) {
  if (!/^[1-9]\d{0,14}$/.test(params.incident)) error(404, `没有这个页面：/alerts/${params.incident.slice(0, 100)}`);
  const told = await fetchJson<IncidentHistory>(fetch, `/api/alerts/${encodeURIComponent(params.incident)}`);
  await parent();
  return told;
}
