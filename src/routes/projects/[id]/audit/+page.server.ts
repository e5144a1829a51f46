import type { Audit } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { versionAndDay } from '#lib/replay.ts';
import { momentsFor } from '../moments.ts';

/** The audit sheet of one project. */
export async function load({ fetch, params, url }) {
  return {
    audit: await fetchJson<Audit>(
      fetch,
      `/api/projects/${encodeURIComponent(params.id)}/audit${versionAndDay(url.searchParams)}`
    ),
    moments: await momentsFor(fetch, params.id, url.searchParams),
  };
}
