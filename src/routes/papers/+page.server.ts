import type { Papers } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** The register of papers, each asked again; and what is to be sealed, where an address says it. */
export async function load({ fetch, url, parent }) {
  await parent();
  const said = (name: string) => url.searchParams.get(name) ?? '';
  const sealing = { path: said('path'), seen: said('seen'), version: said('version') };
  return { ...(await fetchJson<Papers>(fetch, '/api/papers')), sealing };
}
