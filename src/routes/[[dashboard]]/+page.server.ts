import { error, isHttpError, redirect } from '@sveltejs/kit';
import type { Table, NamedDashboard } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** One dashboard with what each of its panels answers; the first in order is the home page. */
export async function load({ fetch, params, url, parent }) {
  const dashboards = await fetchJson<NamedDashboard[]>(fetch, '/api/dashboards');
  const [first] = dashboards;
  if (params.dashboard !== undefined && params.dashboard === first?.name) redirect(308, `/${url.search}`);
  const dashboard = params.dashboard === undefined ? first : dashboards.find(({ name }) => name === params.dashboard);
  if (!dashboard) error(404, `没有这个页面：/${params.dashboard?.slice(0, 100) ?? ''}`);
  const keys = Object.keys(dashboard.panels);
  const tables = await Promise.all(
    keys.map((key) =>
      fetchJson<Table>(fetch, `/api/dashboards/${dashboard.name}/${key}.json${url.search}`).catch(lacking)
    )
  );
  await parent();
  return { dashboard, tables: Object.fromEntries(keys.map((key, i) => [key, tables[i] ?? null])) };
}

/** An older version may lack what one panel asks for, and has the others all the same. */
function lacking(failure: unknown): null {
  if (isHttpError(failure, 404) && failure.body.code === 'not_in_version') return null;
  throw failure;
}
