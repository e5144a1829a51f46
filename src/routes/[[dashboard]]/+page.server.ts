import { error, isHttpError, redirect } from '@sveltejs/kit';
import { render } from 'svelte/server';
import type { Table, TurnedAway, NamedDashboard } from '#spec';
import { queryOf } from '#lib/asked.ts';
import { contextOf } from '#lib/context.ts';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';
import { markupOf, type Markup } from '#lib/markup.ts';
import { answerAddress, sourceOf } from './answer-address.ts';
import PanelView from './Panel.svelte';

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
  const { asked } = context;
  const drawn = async (key: string): Promise<Markup | { fault: string }> => {
    const panel = dashboard.panels[key]!;
    const source = sourceOf(dashboard.name, key);
    const answer = await fetchJson<Table>(fetch, answerAddress(source, panel, asked)).catch(faultOf);
    if ('fault' in answer) return answer;
    const { body } = render(PanelView, { props: { id: key, source, panel, table: answer, context } });
    return markupOf(body, { stands: !isDataRequest });
  };
  const keys = Object.keys(dashboard.panels);
  const [turnedAway, ...panels] = await Promise.all([
    fetchMaybe<TurnedAway>(fetch, `/api/turned-away${queryOf(asked)}`),
    ...keys.map(drawn),
  ]);
  return { dashboard, turnedAway, drawn: Object.fromEntries(keys.map((key, i) => [key, panels[i]!])) };
}

/** Of a panel that cannot be answered the others know nothing: what is said of it stands in its place. */
function faultOf(failure: unknown): { fault: string } {
  if (!isHttpError(failure)) throw failure;
  const { status, body } = failure;
  // Who may see released sums alone is told of a panel that holds more, and sees the others.
  const isKept = body.code === 'not_allowed';
  if (isKept || status === 422 || status === 500 || status === 504 || body.code === 'not_in_version')
    return { fault: body.message };
  throw failure;
}
