import type { ComparedNotices, Notices } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** Two notices side by side, and what notices leave unsaid. */
export async function load({ fetch, url, parent }) {
  const [compared, listed] = await Promise.all([
    fetchJson<ComparedNotices>(fetch, `/api/notices/compare${url.search}`),
    fetchJson<Notices>(fetch, '/api/notices'),
  ]);
  await parent();
  return { compared, open: listed.open };
}
