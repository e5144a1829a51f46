import type { Receipt, Table, Health, NamedDashboard, Notices } from '#spec';
import { fetchAnswer, fetchMaybe } from '#lib/fetch.ts';
import { freshnessOf } from './freshness.ts';
import type { Filter } from '#lib/filters/filters.ts';

/** What stands around every page. Without data it still stands: then the page itself says what is missing. */
export async function load({ fetch, url, locals }) {
  const { searchParams } = url;
  const asked = searchParams.get('version');
  const at = asked ? `?version=${encodeURIComponent(asked)}` : '';
  const [{ answer: health, refusal }, dashboards, filters, counties, notices] = await Promise.all([
    fetchAnswer<Health>(fetch, '/api/health'),
    fetchMaybe<NamedDashboard[]>(fetch, '/api/dashboards'),
    fetchMaybe<Filter[]>(fetch, `/api/filters${at}`),
    countiesOf(fetch, searchParams, asked),
    fetchMaybe<Notices>(fetch, `/api/notices?${noticeQuery(searchParams)}`),
  ]);
  const receipt =
    health && (await fetchMaybe<Receipt>(fetch, `/api/loads/${encodeURIComponent(asked ?? health.version)}`));
  return {
    theme: locals.theme,
    dashboards: (dashboards ?? []).map(({ name, title }) => ({ name, title })),
    filters: (filters ?? []).map((filter) =>
      filter.name === 'county' ? { ...filter, values: counties, isPartial: true as const } : filter
    ),
    /** How many things the notices of the batches that are shown leave unsaid. */
    openItems: notices?.open.length ?? 0,
    freshness: health && receipt && freshnessOf(health, receipt),
    lack: refusal?.message ?? '',
  };
}

/** The counties of the cities that are chosen, and those that are chosen themselves. */
async function countiesOf(
  fetch: typeof globalThis.fetch,
  params: URLSearchParams,
  version: string | null
): Promise<string[]> {
  const cities = params.getAll('city').map((city) => ['city', city]);
  const chosen = params.getAll('county');
  if (cities.length === 0) return chosen;
  const query = new URLSearchParams([
    ['metrics', 'projects'],
    ['by', 'county'],
    ...cities,
    ...(version ? [['version', version]] : []),
  ]);
  const answer = await fetchMaybe<Table>(fetch, `/api/query?${query}`);
  const found = (answer?.rows ?? []).flatMap(({ county }) => (typeof county === 'string' ? [county] : []));
  return Array.from(new Set([...found, ...chosen]));
}

/** The version and the batches that a page asks for: what it is judged by follows from them. */
const noticeQuery = (params: URLSearchParams): URLSearchParams =>
  new URLSearchParams(Array.from(params).filter(([name]) => name === 'version' || name === 'batch'));
