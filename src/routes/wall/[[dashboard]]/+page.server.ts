import { isHttpError, redirect } from '@sveltejs/kit';
import { render } from 'svelte/server';
import type { NamedDashboard, Panel, Table } from '#spec';
import { contextOf } from '#lib/context.ts';
import { fetchJson } from '#lib/fetch.ts';
import { search } from '#lib/filters/filters.ts';
import { markupOf, type Markup } from '#lib/markup.ts';
import { answerAddress, sourceOf } from '../../[[dashboard]]/answer-address.ts';
import PanelView from '../../[[dashboard]]/Panel.svelte';
import { widthOnWall } from './fit.ts';
import { slideOf } from './wall.ts';

/** A panel as it hangs on a wall: over all of its width, whatever it has on its page. */
export interface Hung {
  id: string;
  source: string;
  panel: Panel;
  drawn: Markup | null;
  /** Why it is not drawn; '' where it is. */
  fault: string;
}

/** One picture of a dashboard, and its figures. What is no dashboard has no wall: it is shown as it is read. */
export async function load({ fetch, params, url, parent, isDataRequest }) {
  const dashboards = await fetchJson<NamedDashboard[]>(fetch, '/api/dashboards');
  const { dashboard: asked } = params;
  const dashboard = asked === undefined ? dashboards[0] : dashboards.find(({ name }) => name === asked);
  // A name may begin with what would make it another host: `%2Felsewhere`.
  if (!dashboard) redirect(303, `/${encodeURIComponent(asked ?? '')}${search([...url.searchParams].filter(isKept))}`);
  const around = await parent();
  const context = contextOf({ url, data: around }, dashboard.whole);
  const slide = slideOf(dashboards, dashboard.name, url.searchParams);
  const hung = async (id: string): Promise<Hung> => {
    const panel: Panel = { ...dashboard.panels[id]!, width: 'full' };
    const source = sourceOf(dashboard.name, id);
    const answer = await fetchJson<Table>(fetch, answerAddress(source, panel, context.asked)).catch(faultOf);
    if ('fault' in answer) return { id, source, panel, drawn: null, fault: answer.fault };
    const { body } = render(PanelView, {
      props: { id, source, panel, table: answer, context, room: widthOnWall(panel.chart, answer) },
    });
    return { id, source, panel, drawn: markupOf(body, { stands: !isDataRequest }), fault: '' };
  };
  const isApart = slide.figures !== null && slide.figures !== slide.panel;
  const [picture, figures] = await Promise.all([hung(slide.panel), isApart ? hung(slide.figures!) : null]);
  return { title: dashboard.title, whole: dashboard.whole, slide, picture, figures };
}

const isKept = ([name]: readonly [string, string]): boolean => name !== 'view';

/** What one reader may not see, or a version cannot answer, the next picture may: nobody stands at a wall to go on. */
function faultOf(failure: unknown): { fault: string } {
  if (!isHttpError(failure) || failure.status === 401) throw failure;
  return { fault: failure.body.message };
}
