import type { AlertsSettings } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** What is told, to whom, through what and when, as content says it. */
export async function load({ fetch, parent }) {
  const settings = await fetchJson<AlertsSettings>(fetch, '/api/alerts/settings');
  await parent();
  return settings;
}
