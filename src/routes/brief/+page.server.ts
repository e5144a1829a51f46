import type { Brief, NamedBrief, NamedDashboard, Panel, Table } from '#spec';
import { isHttpError } from '@sveltejs/kit';
import { askedOf, queryOf } from '#lib/asked.ts';
import { fetchJson } from '#lib/fetch.ts';
import { chosenSections, figuresOf, type FigureAsked } from './figures.ts';

/** It is a paper: nothing on it moves. */
export const csr = false;

/** A figure as it is printed, or why it is not. */
export type Printed = FigureAsked & { shown: { panel: Panel; table: Table } | { fault: string } };

/** A report composed of what its file says and of what else was chosen, every figure with its rows. */
export async function load({ fetch, url, parent }) {
  const { filters, freshness } = await parent();
  const at = freshness ? `?version=${encodeURIComponent(freshness.version)}` : '';
  const [briefs, dashboards] = await Promise.all([
    fetchJson<NamedBrief[]>(fetch, `/api/briefs${at}`),
    fetchJson<NamedDashboard[]>(fetch, '/api/dashboards'),
  ]);
  const sound = briefs.filter(({ faults }) => faults.length === 0);
  const named = briefs.find(({ name }) => name === url.searchParams.get('name')) ?? sound[0] ?? briefs[0] ?? null;
  const asked = askedOf(url.searchParams, filters);
  const wanted = new URLSearchParams(
    Array.from(asked).filter(([name]) => name === 'version' || filters.some((each) => each.name === name))
  );
  const none: Record<string, Printed> = {};
  if (named === null) return { briefs, dashboards, named, brief: null, printed: none };
  const sections = chosenSections(named, url.searchParams);
  const composed = new URLSearchParams([...wanted, ...sections.map((title) => ['section', title])]);
  const brief =
    sections.length === 0
      ? null
      : await fetchJson<Brief>(fetch, `/api/briefs/${encodeURIComponent(named.name)}${queryOf(composed)}`);
  const figures = figuresOf(brief, url.searchParams.getAll('panel'), dashboards);
  const printed = await Promise.all(figures.map((figure) => print(figure)));
  return {
    briefs,
    dashboards,
    named,
    brief,
    printed: { ...none, ...Object.fromEntries(printed.map((each) => [each.key, each])) },
  };

  async function print(figure: FigureAsked): Promise<Printed> {
    const panel = dashboards.find(({ name }) => name === figure.dashboard)?.panels[figure.panel];
    if (!panel) return { ...figure, shown: { fault: `没有图表 ${figure.key}。` } };
    const query = new URLSearchParams(wanted);
    query.set('limit', String(figure.first ?? panel.limit ?? 500));
    const address = `/api/dashboards/${figure.dashboard}/${figure.panel}.json?${query}`;
    const table = await fetchJson<Table>(fetch, address).catch((error: unknown) => {
      if (!isHttpError(error) || error.status === 401 || error.status === 403) throw error;
      return error.body.message;
    });
    return { ...figure, shown: typeof table === 'string' ? { fault: table } : { panel, table } };
  }
}
