import type {
  AlertsCount,
  Receipt,
  Table,
  Health,
  NamedDashboard,
  PapersStanding,
  PlainCode,
  Published,
  ReadProvince,
  SessionAnswer,
} from '#spec';
import { contextOf } from '#lib/context.ts';
import { fetchAnswer, fetchMaybe } from '#lib/fetch.ts';
import { freshnessOf, type SealOfPage } from './freshness.ts';
import { askedOf, queryOf } from '#lib/asked.ts';
import { noticesOf } from '#lib/notices.ts';
import type { Filter } from '#lib/filters/filters.ts';
import { stillEmpty, unsaidCurrent, usualAbout, type StillEmpty } from '#lib/filters/still-empty.ts';

const [release = ''] = Object.values(
  import.meta.glob<string>('../../package.json', { eager: true, import: 'version' })
);

/**
 * What stands around every page, of the version that the page itself is answered from: it is read again with each of
 * them. Without data it still stands: then the page itself says what is missing.
 */
export async function load({ fetch, url, params, locals }) {
  const { searchParams } = new URL(url.href);
  const [{ answer: health, refusal }, session, dashboards, filters, counties, alerts] = await Promise.all([
    fetchAnswer<Health>(fetch, '/api/health'),
    fetchMaybe<SessionAnswer>(fetch, '/api/session'),
    fetchMaybe<NamedDashboard[]>(fetch, '/api/dashboards'),
    fetchMaybe<Filter[]>(fetch, '/api/filters'),
    countiesOf(fetch, searchParams, params.city),
    fetchMaybe<AlertsCount>(fetch, '/api/alerts/count'),
  ]);
  // Where several provinces are read together, what is of one alone is elsewhere.
  const isAcross = filters?.some(({ name }) => name === 'province') === true;
  const provinces = isAcross ? await fetchMaybe<ReadProvince[]>(fetch, '/api/provinces') : null;
  const here = dashboards?.find(({ name }) => name === params.dashboard);
  const empty = await emptyOf(fetch, searchParams, filters ?? [], here?.about);
  const batches = askedOf(searchParams, filters ?? []).getAll('batch');
  const around = await noticesOf(
    fetch,
    batches.filter((batch) => batch !== '')
  );
  const version = (await locals.standing)?.version || (health?.version ?? '');
  const receipt = health && (await fetchMaybe<Receipt>(fetch, `/api/loads/${encodeURIComponent(version)}`));
  const isOld = health !== null && version !== health.version;
  const [first] = dashboards ?? [];
  const named = (dashboards ?? []).find(({ name }) => url.pathname === (name === first?.name ? '/' : `/${name}`));
  const seal = await sealOf(fetch, new URL(url.href), { filters: filters ?? [], version, named });
  // What was issued and no longer holds stands where the division begins.
  const issued = url.pathname === '/' ? await fetchMaybe<PapersStanding>(fetch, '/api/papers/standing') : null;
  const published = isOld ? await fetchMaybe<Published>(fetch, '/api/published') : null;
  return {
    release: locals.release ?? release,
    programVersion: release,
    theme: locals.theme,
    patterns: locals.patterns,
    isAcross,
    provinces,
    session,
    alerts: alerts?.open === null ? null : alerts,
    dashboards: (dashboards ?? []).map(({ name, title, within }) => ({ name, title, within })),
    filters: (filters ?? []).map((filter) =>
      filter.name === 'county' ? { ...filter, values: counties, isPartial: true as const } : filter
    ),
    ...around,
    empty,
    seal,
    issued,
    freshness: health && receipt && freshnessOf(health, receipt, published),
    lack: refusal?.message ?? '',
  };
}

/** Whether pages begin with what has nothing yet; where an address says what it wants, or nobody may know, null. */
async function emptyOf(
  fetch: typeof globalThis.fetch,
  params: URLSearchParams,
  filters: readonly Filter[],
  about = usualAbout
): Promise<StillEmpty | null> {
  const current = unsaidCurrent(filters, params);
  if (!current) return null;
  const answer = await fetchMaybe<Table>(fetch, `/api/query?metrics=${about}&by=${current.name}`);
  const title = answer?.columns.find(({ name }) => name === about)?.title ?? about;
  return answer && stillEmpty(current, params, answer.rows, { name: about, title });
}

/** The code of this page, of what it asks with all that it fills in by itself, and whether it can be sealed. */
async function sealOf(
  fetch: typeof globalThis.fetch,
  url: URL,
  { filters, version, named }: { filters: readonly Filter[]; version: string; named: NamedDashboard | undefined }
): Promise<SealOfPage | null> {
  // What shows a paper has that one's code, and no second one; what shows no number needs none.
  if (/^\/(begin|guide|packages|papers|revisions|verify)(\/|$)/.test(url.pathname)) return null;
  const { asked } = contextOf({ url, data: { filters, freshness: { version } } }, named?.whole);
  asked.delete('version');
  const path = `${url.pathname}${queryOf(asked)}`;
  const told = await fetchMaybe<PlainCode>(fetch, `/api/papers/code?${new URLSearchParams({ path })}`);
  if (told === null || told.code === null) return null;
  const isSealable = named !== undefined || url.pathname === '/brief';
  const { code, maySeal, mayPack, sealed } = told;
  return { code, path, maySeal: maySeal && isSealable, mayPack, sealed };
}

/** The counties of the cities that are chosen, or of that whose page it is, and those that are chosen themselves. */
async function countiesOf(
  fetch: typeof globalThis.fetch,
  params: URLSearchParams,
  own: string | undefined
): Promise<string[]> {
  const named = own === undefined ? params.getAll('city') : [own];
  const cities = named.flatMap((city) => (city === '' ? [] : [['city', city]]));
  const chosen = params.getAll('county');
  if (cities.length === 0) return chosen;
  const query = new URLSearchParams([['metrics', 'projects'], ['by', 'county'], ...cities]);
  const answer = await fetchMaybe<Table>(fetch, `/api/query?${query}`);
  const rows = (answer?.rows ?? []).filter(({ county }) => typeof county === 'string');
  // Two cities may have a county of one name.
  const isTwice = (name: unknown) => rows.filter(({ county }) => county === name).length > 1;
  const found = rows.map(({ city, county }) =>
    isTwice(county) ? `${String(county)}（${String(city)}）` : String(county)
  );
  return Array.from(new Set([...found, ...chosen]));
}
