import {
  answerPanel,
  cubeDimensions,
  dimensionNames,
  isOfDays,
  queryMetrics,
  readDashboards,
  type Answer,
  type Catalog,
  type View,
} from '#query';
import { everything } from '#spec';
import type { Reading } from '#warehouse';

/** One thing that is asked of a version, whichever engine answers. */
export type Asked = readonly [name: string, ask: (reading: Reading) => Promise<Answer>];

export const deadline = { seconds: 120 };
export const all: View = { filters: new Map(), scope: everything };

export async function panels(views: Readonly<Record<string, View>>, catalog: Catalog): Promise<Asked[]> {
  const dashboards = await readDashboards('dashboards');
  return Array.from(dashboards.values()).flatMap(({ name, queries }) =>
    Array.from(queries).flatMap(([key, query]) =>
      Object.entries(views).map(([which, view]): Asked => [
        `${name}/${key}, ${which}`,
        (reading) => answerPanel({ reading, deadline }, catalog, query, view),
      ])
    )
  );
}

/** Each metric, by the statistics that are told of it ('' for itself), by each of some groups of dimensions. */
export const metrics = (catalog: Catalog, bys: readonly (readonly string[])[], told: readonly string[]): Asked[] =>
  Array.from(catalog.metrics.keys()).flatMap((metric) =>
    told.flatMap((statistic) =>
      bys.map((by): Asked => [
        `${metric}${statistic} by ${by.join(', ')}`,
        (reading) => queryMetrics({ reading, deadline }, catalog, { metrics: [`${metric}${statistic}`], by }, all),
      ])
    )
  );

/** All, two cities of a batch, one city alone as a reader of it sees it, and sums alone. */
export function viewsOf(catalog: Catalog): Readonly<Record<string, View>> {
  const cities = catalog.values.city.slice(0, 2);
  return {
    all,
    'two cities of a batch': {
      ...all,
      filters: new Map([
        ['city', cities],
        ['batch', ['2025']],
      ]),
    },
    'one city alone': { ...all, scope: { city: cities.slice(0, 1) } },
    'sums alone': { ...all, isReleased: true },
  };
}

/** One value of each dimension as a filter, of whatever can be filtered by it. */
export const filteredOf = (catalog: Catalog): Readonly<Record<string, View>> =>
  Object.fromEntries(
    [...dimensionNames, ...cubeDimensions].flatMap((name) => {
      const values = isOfDays(name) ? ['2025-04-01', '2025-04-30'] : (catalog.values[name] ?? []).slice(0, 1);
      return values.length === 0
        ? []
        : [[`${name}=${values.join(',')}`, { ...all, filters: new Map([[name, values]]) }]];
    })
  );
