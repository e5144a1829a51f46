import type { DecidableFindings } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { readDeciding, withoutAnswer } from '../deciding.ts';

/** The findings that would be decided together, and whether they may be. */
export async function load({ fetch, url, parent }) {
  const query = withoutAnswer(url.searchParams);
  const [preview, deciding] = await Promise.all([
    fetchJson<DecidableFindings>(fetch, `/api/decisions/preview?${query}`),
    readDeciding(fetch, url.searchParams),
  ]);
  await parent();
  return { preview, deciding, query: String(query) };
}
