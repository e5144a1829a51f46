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

interface Answered {
  answer: Table | { fault: string };
  /** What it said earlier. */
  earlier: Earlier | null;
}

/** A panel as the server draws it, of its own answer, or why it cannot be drawn. */
export async function drawPanel(fetch: typeof globalThis.fetch, drawing: Drawing): Promise<Markup | { fault: string }> {
  return markupOfPanel({ ...drawing, ...(await answerPanel(fetch, drawing)), saidAbove: [] });
}

/** What a panel shows, and what it said earlier. */
export async function answerPanel(
  fetch: typeof globalThis.fetch,
  { dashboard, key, context, reign }: Drawing
): Promise<Answered> {
  const panel = dashboard.panels[key]!;
  const source = sourceOf(dashboard.name, key);
  const [answer, earlier] = await Promise.all([
    fetchJson<Table>(fetch, answerAddress(source, panel, context.asked)).catch(faultOf),
    panel.chart.mark === 'figures' && reign !== null ? saidThen(fetch, { source, panel, context, reign }) : null,
  ]);
  return { answer, earlier: 'fault' in answer ? null : earlier };
}

/** `saidAbove`: what the page says of it already. */
export function markupOfPanel({
  dashboard,
  key,
  context,
  stands,
  answer,
  earlier,
  saidAbove,
}: Drawing & Answered & { saidAbove: readonly string[] }): Markup | { fault: string } {
  if ('fault' in answer) return answer;
  const source = sourceOf(dashboard.name, key);
  const props = { id: key, source, panel: dashboard.panels[key]!, table: answer, context, earlier, saidAbove };
  return markupOf(render(PanelView, { props }).body, { stands });
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
