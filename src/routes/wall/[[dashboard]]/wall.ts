import type { NamedDashboard } from '#spec';

/** One picture of the round that a wall makes: the figures that stand above it, and where the next one is. */
export interface Slide {
  panel: string;
  /** The key of the dashboard's figures, where it has any. */
  figures: string | null;
  at: number;
  of: number;
  next: string;
  /** The same picture, staying or going on. */
  turned: string;
  isStill: boolean;
  /** Seconds until the next one; where it stays, until it is drawn anew. */
  seconds: number;
  /** Where this dashboard is read. */
  way: string;
}

const usual = 20;
const whileStill = 60;

/**
 * The picture that an address asks for, of a round through all that all dashboards draw: lists are not for reading from
 * afar. What the address says besides, its filters, holds for the whole round.
 */
export function slideOf(dashboards: readonly NamedDashboard[], name: string, params: URLSearchParams): Slide {
  const round = dashboards.flatMap((each, i) =>
    drawnOf(each).map((panel) => ({ name: each.name, panel, isFirst: i === 0 }))
  );
  const ofThis = round.filter((each) => each.name === name);
  const here = ofThis.find(({ panel }) => panel === params.get('panel')) ?? ofThis[0] ?? round[0]!;
  const at = round.indexOf(here);
  const next = round[(at + 1) % round.length]!;
  const every = Number(params.get('every') ?? usual);
  const isStill = every === 0;
  const kept = Array.from(params).filter(([each]) => !['view', 'panel', 'every', 'version'].includes(each));
  const pace = (said: string | null) => (said === null ? [] : [['every', said]]);
  const to = ({ name, panel, isFirst }: typeof here, said: string | null) =>
    `${isFirst ? '/' : `/${name}`}?${new URLSearchParams([...kept, ['view', 'wall'], ['panel', panel], ...pace(said)])}`;
  const wayQuery = new URLSearchParams(kept).toString();
  return {
    panel: here.panel,
    figures: figuresOf(dashboards.find((each) => each.name === here.name)!),
    at: at + 1,
    of: round.length,
    next: to(isStill ? here : next, isStill ? '0' : params.get('every')),
    turned: to(here, isStill ? null : '0'),
    isStill,
    seconds: isStill ? whileStill : every >= 5 && every <= 3600 ? Math.round(every) : usual,
    way: `${here.isFirst ? '/' : `/${here.name}`}${wayQuery === '' ? '' : `?${wayQuery}`}`,
  };
}

/** What is drawn of a dashboard; of one that only lists and counts, its first panel. */
function drawnOf({ panels }: NamedDashboard): string[] {
  const keys = Object.keys(panels);
  const drawn = keys.filter((key) => !['table', 'figures'].includes(panels[key]!.chart.mark));
  return drawn.length > 0 ? drawn : keys.slice(0, 1);
}

const figuresOf = ({ panels }: NamedDashboard): string | null =>
  Object.keys(panels).find((key) => panels[key]!.chart.mark === 'figures') ?? null;
