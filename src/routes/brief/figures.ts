import type { Brief, NamedBrief, NamedDashboard } from '#spec';

/** A figure that is to be printed; its key is its address, as quota/by-city. */
export interface FigureAsked {
  key: string;
  dashboard: string;
  panel: string;
  /** So many of its rows. */
  first: number | null;
}

/** Of a table that nobody said how long it is printed, so many rows. */
const most = 40;

/** The sections that an address chooses, in their order; without one all. `none` is said where none is wanted. */
export function chosenSections({ sections }: Pick<NamedBrief, 'sections'>, params: URLSearchParams): string[] {
  const asked = params.getAll('section');
  return asked.length === 0 ? [...sections] : sections.filter((title) => asked.includes(title));
}

/** The figures of a report and those that were chosen besides, each once. */
export function figuresOf(
  brief: Brief | null,
  chosen: readonly string[],
  dashboards: readonly NamedDashboard[]
): FigureAsked[] {
  const within = (brief?.sections ?? []).flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'figure' ? [asked(block.dashboard, block.panel, block.first, dashboards)] : []
    )
  );
  const besides = chosen.map((key) => {
    const [dashboard = '', panel = ''] = key.split('/');
    return asked(dashboard, panel, null, dashboards);
  });
  const all = [...within, ...besides];
  return all.filter(({ key }, at) => all.findIndex((each) => each.key === key) === at);
}

function asked(
  dashboard: string,
  panel: string,
  first: number | null,
  dashboards: readonly NamedDashboard[]
): FigureAsked {
  const { chart } = dashboards.find(({ name }) => name === dashboard)?.panels[panel] ?? {};
  return { key: `${dashboard}/${panel}`, dashboard, panel, first: first ?? (chart?.mark === 'table' ? most : null) };
}

/** The figures that were chosen besides those that stand in a section. */
export const besides = (brief: Brief | null, chosen: readonly string[]): string[] => {
  const within = new Set(
    (brief?.sections ?? []).flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'figure' ? [`${block.dashboard}/${block.panel}`] : []))
    )
  );
  return [...new Set(chosen)].filter((key) => !within.has(key));
};
