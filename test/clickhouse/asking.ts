import {
  answerPanel,
  catalogWithin,
  cubeDimensions,
  dimensionNames,
  isOfDays,
  queryMetrics,
  readDashboards,
  type Answer,
  type Catalog,
  type View,
} from '#query';
import { everything, statisticNames } from '#spec';
import type { Reading } from '#warehouse';
import { scopeValues } from '../../src/query/scope.ts';
import { releasedBy, sumsOfProjects } from '../../src/query/released/measures.ts';
import { standingOf } from '../../src/query/released/standing.ts';

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
        async (reading) => {
          const context = { reading, deadline };
          return answerPanel(context, await catalogWithin(context, catalog, view), query, view);
        },
      ])
    )
  );
}

/** What is counted of a version before sums of others are told: once for each scope, by whichever engine. */
export const standings = (views: Readonly<Record<string, View>>, catalog: Catalog): Asked[] =>
  Object.entries(views).map(([which, { scope }]): Asked => [
    `what stands behind sums, ${which}`,
    async (reading) => {
      const sql = standingOf(catalog, scope, sumsOfProjects(catalog));
      const order = [...releasedBy(catalog), 'amounts'].join(', ');
      const result = await reading.read('standing', `${sql} order by ${order}`, {
        ...deadline,
        values: scopeValues(scope),
      });
      return { version: reading.version, columns: [], result };
    },
  ]);

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

/** Each metric by each dimension, by some groups of them and by project; its statistics by fewer. */
export const metricsByEach = (catalog: Catalog): Asked[] => [
  ...metrics(
    catalog,
    [[], ['project_id'], ['city', 'batch'], ...[...dimensionNames, ...cubeDimensions].map((name) => [name])],
    ['']
  ),
  ...metrics(
    catalog,
    [[], ['city'], ['batch', 'direction']],
    statisticNames.map((name) => `.${name}`)
  ),
];

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
