import { error, redirect } from '@sveltejs/kit';
import type { NamedDashboard, TurnedAway } from '#spec';
import { queryOf } from '#lib/asked.ts';
import { contextOf } from '#lib/context.ts';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';
import { drawPanels } from './draw-panels.ts';
import { earlierOf } from './earlier.ts';

/**
 * One dashboard with its panels as they are drawn, or why one is not; the first that holds is the home page. Numbers
 * and pictures come together, of one answer: neither ever stands beside what was shown before.
 */
export async function load({ fetch, params, url, parent, isDataRequest }) {
  const dashboards = await fetchJson<NamedDashboard[]>(fetch, '/api/dashboards');
  const [first] = dashboards;
  if (params.dashboard !== undefined && params.dashboard === first?.name) redirect(308, `/${url.search}`);
  const dashboard = params.dashboard === undefined ? first : dashboards.find(({ name }) => name === params.dashboard);
  if (!dashboard) error(404, `没有这个页面：/${params.dashboard?.slice(0, 100) ?? ''}`);
  const around = await parent();
  const context = contextOf({ url, data: around }, dashboard.whole);
  const { offered, reign } = await earlierOf(fetch, { dashboard, around, params: context.params });
  const [turnedAway, panels] = await Promise.all([
    fetchMaybe<TurnedAway>(fetch, `/api/turned-away${queryOf(context.asked)}`),
    drawPanels(fetch, { dashboard, context, stands: !isDataRequest, reign }),
  ]);
  return {
    dashboard,
    turnedAway,
    ...panels,
    offered,
    since: reign?.version ?? '',
  };
}
