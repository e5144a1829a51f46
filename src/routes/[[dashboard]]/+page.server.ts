import { error, isHttpError, redirect } from '@sveltejs/kit';
import type { Table, TurnedAway, NamedDashboard } from '#spec';
import { askedOf, queryOf } from '#lib/asked.ts';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';

/** One dashboard with what each of its panels answers, or why it does not; the first that holds is the home page. */
export async function load({ fetch, params, url, parent }) {
  const dashboards = await fetchJson<NamedDashboard[]>(fetch, '/api/dashboards');
  const [first] = dashboards;
  if (params.dashboard !== undefined && params.dashboard === first?.name) redirect(308, `/${url.search}`);
  const dashboard = params.dashboard === undefined ? first : dashboards.find(({ name }) => name === params.dashboard);
  if (!dashboard) error(404, `没有这个页面：/${params.dashboard?.slice(0, 100) ?? ''}`);
  const keys = Object.keys(dashboard.panels);
  const asked = askedOf(url.searchParams, (await parent()).filters);
  const addressOf = (key: string) => {
    const { limit } = dashboard.panels[key]!;
    const first = new URLSearchParams(asked);
    first.delete('limit');
    if (limit !== undefined) first.set('limit', String(limit));
    return `/api/dashboards/${dashboard.name}/${key}.json${queryOf(first)}`;
  };
  const [turnedAway, ...tables] = await Promise.all([
    fetchMaybe<TurnedAway>(fetch, `/api/turned-away${queryOf(asked)}`),
    ...keys.map((key) => fetchJson<Table>(fetch, addressOf(key)).catch(faultOf)),
  ]);
  return { dashboard, turnedAway, tables: Object.fromEntries(keys.map((key, i) => [key, tables[i]!])) };
}

/** Of a panel that cannot be answered the others know nothing: what is said of it stands in its place. */
function faultOf(failure: unknown): { fault: string } {
  if (!isHttpError(failure)) throw failure;
  const { status, body } = failure;
  if (status === 422 || status === 500 || status === 504 || body.code === 'not_in_version')
    return { fault: body.message };
  throw failure;
}
