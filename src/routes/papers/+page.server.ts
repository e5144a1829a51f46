import type { Papers } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** The register of papers, each asked again; and what is to be sealed, where an address says it. */
export async function load({ fetch, url, parent }) {
  await parent();
  const { searchParams } = new URL(url.href);
  const [path, seen, version] = ['path', 'seen', 'version'].map((name) => searchParams.get(name) ?? '');
  return { ...(await fetchJson<Papers>(fetch, '/api/papers')), sealing: { path, seen, version } };
}
