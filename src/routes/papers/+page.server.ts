import type { Papers } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** As people read it; what cannot be decoded stands as it came. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The register of papers, each asked again; and what is to be sealed, where an address says it. */
export async function load({ fetch, url, parent }) {
  await parent();
  const said = (name: string) => url.searchParams.get(name) ?? '';
  const sealing = { path: said('path'), shown: readable(said('path')), seen: said('seen'), version: said('version') };
  return { ...(await fetchJson<Papers>(fetch, '/api/papers')), sealing };
}
