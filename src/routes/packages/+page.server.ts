import type { Packages } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** The audit packages that the reader asked for, and the page of which another is asked, where an address says it. */
export async function load({ fetch, url, parent }) {
  await parent();
  const said = (name: string) => url.searchParams.get(name) ?? '';
  return { ...(await fetchJson<Packages>(fetch, '/api/packages')), path: said('path') || '/', of: said('version') };
}
