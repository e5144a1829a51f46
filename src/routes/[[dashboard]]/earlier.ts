import type { NamedDashboard, Published, Reign, SessionAnswer } from '#spec';
import { fetchMaybe } from '#lib/fetch.ts';
import { chosenEarlier, earlierThan, offeredOf, sinceName } from '#lib/since.ts';

interface Page {
  dashboard: NamedDashboard;
  around: { session: SessionAnswer | null; freshness: { version: string } | null };
  params: URLSearchParams;
}

/** What the figures of a page can be held against, and what they are; of a page without any, nothing. */
export async function earlierOf(
  fetch: typeof globalThis.fetch,
  { dashboard, around: { session, freshness }, params }: Page
): Promise<{ offered: Pick<Reign, 'version' | 'number' | 'asOf'>[]; reign: Reign | null }> {
  // What it leads to is told by rows.
  const isTold = session?.mode !== 'office' || session.capabilities.includes('rows');
  const hasFigures = Object.values(dashboard.panels).some(({ chart }) => chart.mark === 'figures');
  if (!isTold || !hasFigures || freshness === null) return { offered: [], reign: null };
  const published = await fetchMaybe<Published>(fetch, '/api/published');
  const earlier = published ? earlierThan(published, freshness.version) : [];
  return {
    offered: offeredOf(earlier).map(({ version, number, asOf }) => ({ version, number, asOf })),
    reign: chosenEarlier(earlier, params.get(sinceName) ?? ''),
  };
}
