import type { Notices } from '#spec';
import { fetchMaybe } from './fetch.ts';

/** What stands around a page: the notices of its batches, how much they leave unsaid, and what was not handed in. */
export interface AroundPage {
  notices: Notices['notices'];
  openItems: number;
  missing: Notices['missing'];
}

/** The same of these batches; of none, of all. What one project or finding is of, its page says in place of filters. */
export async function noticesOf(fetch: typeof globalThis.fetch, batches: readonly string[]): Promise<AroundPage> {
  const asked = new URLSearchParams(batches.map((batch) => ['batch', batch]));
  const found = await fetchMaybe<Notices>(fetch, `/api/notices?${asked}`);
  return { notices: found?.notices ?? [], openItems: found?.open.length ?? 0, missing: found?.missing ?? [] };
}
