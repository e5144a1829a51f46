import type { Brief, NamedBrief, NamedDashboard, Panel, Table } from '#spec';
import { isHttpError } from '@sveltejs/kit';
import { askedOf, queryOf } from '#lib/asked.ts';
import { fetchJson } from '#lib/fetch.ts';
import type { Filter } from '#lib/filters/filters.ts';
import { chosenSections, figuresOf, type FigureAsked } from './figures.ts';

/** A figure as it is printed, or why it is not. */
export type Printed = FigureAsked & { shown: { panel: Panel; table: Table } | { fault: string } };

export interface Composed {
  briefs: NamedBrief[];
  dashboards: NamedDashboard[];
  named: NamedBrief | null;
  brief: Brief | null;
  printed: Record<string, Printed>;
}

interface Around {
  filters: readonly Filter[];
  /** The version that is told of; null where there is none. */
  version: string | null;
}

/** What a report's figures are asked with: the filters of its address, and the version. */
export function askedOfFigures(params: URLSearchParams, { filters, version }: Around): URLSearchParams {
  const wanted = new URLSearchParams(
    Array.from(askedOf(params, filters)).filter(
      ([name]) => name === 'version' || filters.some((each) => each.name === name)
    )
  );
  if (version !== null && !wanted.get('version')) wanted.set('version', version);
  return wanted;
}

/** A report composed of what its file says and of what else was chosen, every figure with its rows. */
export async function composeReport(
  fetch: typeof globalThis.fetch,
  params: URLSearchParams,
  around: Around
): Promise<Composed> {
  const at = around.version === null ? '' : `?version=${encodeURIComponent(around.version)}`;
  const [briefs, dashboards] = await Promise.all([
    fetchJson<NamedBrief[]>(fetch, `/api/briefs${at}`),
    fetchJson<NamedDashboard[]>(fetch, '/api/dashboards'),
  ]);
  const sound = briefs.filter(({ faults }) => faults.length === 0);
  const named = briefs.find(({ name }) => name === params.get('name')) ?? sound[0] ?? briefs[0] ?? null;
  if (named === null) return { briefs, dashboards, named, brief: null, printed: {} };
  const wanted = askedOfFigures(params, { ...around, version: null });
  const sections = chosenSections(named, params);
  const composed = new URLSearchParams([...wanted, ...sections.map((title) => ['section', title])]);
  const brief =
    sections.length === 0
      ? null
      : await fetchJson<Brief>(fetch, `/api/briefs/${encodeURIComponent(named.name)}${queryOf(composed)}`);
  const figures = figuresOf(brief, params.getAll('panel'), dashboards);
  const printed = await Promise.all(figures.map((figure) => print(figure)));
  return {
    briefs,
    dashboards,
    named,
    brief,
    printed: Object.fromEntries(printed.map((each) => [each.key, each])),
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
