import { render } from 'svelte/server';
import type { LinkContext, NamedDashboard, Panel, Reign, Row, Table } from '#spec';
import { comparing } from '#lib/compare.ts';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';
import { faultOf } from '#lib/panel-fault.ts';
import { markupOf, type Markup } from '#lib/markup.ts';
import type { Earlier } from '#lib/since.ts';
import { answerAddress, sourceOf } from './answer-address.ts';
import PanelView from './Panel.svelte';

interface Drawing {
  dashboard: NamedDashboard;
  key: string;
  context: LinkContext & { asked: URLSearchParams };
  /** Its markup stands in the page already. */
  stands: boolean;
  /** What its figures are held against. */
  reign: Reign | null;
}

/** A panel as the server draws it, of its own answer, or why it cannot be drawn; and what it said earlier. */
export async function drawPanel(
  fetch: typeof globalThis.fetch,
  { dashboard, key, context, stands, reign }: Drawing
): Promise<{ found: Markup | { fault: string }; earlier: Earlier | null }> {
  const panel = dashboard.panels[key]!;
  const source = sourceOf(dashboard.name, key);
  const [answer, earlier] = await Promise.all([
    fetchJson<Table>(fetch, answerAddress(source, panel, context.asked)).catch(faultOf),
    panel.chart.mark === 'figures' && reign !== null ? saidThen(fetch, { source, panel, context, reign }) : null,
  ]);
  if ('fault' in answer) return { found: answer, earlier: null };
  const { body } = render(PanelView, { props: { id: key, source, panel, table: answer, context, earlier } });
  return { found: markupOf(body, { stands }), earlier };
}

/** What a panel of figures said in an earlier version; null where it cannot be asked there, or as of another day. */
async function saidThen(
  fetch: typeof globalThis.fetch,
  { source, panel, context, reign }: Pick<Drawing, 'context'> & { source: string; panel: Panel; reign: Reign }
): Promise<Earlier | null> {
  const asked = new URLSearchParams(context.asked);
  if (asked.get('as_of') || asked.get(comparing)) return null;
  asked.set('version', reign.version);
  const row: Row | undefined = (await fetchMaybe<Table>(fetch, answerAddress(source, panel, asked)))?.rows[0];
  return row === undefined ? null : { version: reign.version, number: reign.number, row };
}
