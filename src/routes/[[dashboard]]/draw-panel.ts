import { render } from 'svelte/server';
import type { LinkContext, NamedDashboard, Table } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { faultOf } from '#lib/panel-fault.ts';
import { markupOf, type Markup } from '#lib/markup.ts';
import { answerAddress, sourceOf } from './answer-address.ts';
import PanelView from './Panel.svelte';

interface Drawing {
  dashboard: NamedDashboard;
  key: string;
  context: LinkContext & { asked: URLSearchParams };
  /** Its markup stands in the page already. */
  stands: boolean;
}

/** A panel as the server draws it, of its own answer; or why it cannot be drawn. */
export async function drawPanel(
  fetch: typeof globalThis.fetch,
  { dashboard, key, context, stands }: Drawing
): Promise<Markup | { fault: string }> {
  const panel = dashboard.panels[key]!;
  const source = sourceOf(dashboard.name, key);
  const answer = await fetchJson<Table>(fetch, answerAddress(source, panel, context.asked)).catch(faultOf);
  if ('fault' in answer) return answer;
  const { body } = render(PanelView, { props: { id: key, source, panel, table: answer, context } });
  return markupOf(body, { stands });
}
