import type { Audit } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** The audit sheet of one project. */
export async function load({ fetch, params, url }) {
  const version = url.searchParams.get('version');
  return {
    audit: await fetchJson<Audit>(
      fetch,
      `/api/projects/${encodeURIComponent(params.id)}/audit${version ? `?version=${encodeURIComponent(version)}` : ''}`
    ),
  };
}
