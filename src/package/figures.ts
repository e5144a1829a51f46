import { queryMetrics, scopedRelations, type Catalog, type QueryContext } from '#query';
import type { Row } from '#spec';
import type { Build } from '#warehouse';
import { named } from './named.ts';
import { literal, quoted } from './texts.ts';
import { rowsView, type Selection } from './selected.ts';

/** A number that a package vouches for. */
export interface Figure {
  metric: string;
  /** By what it is told: '', `batch`, `city` or `batch city`. */
  grouping: string;
  /** '' where it is of all. */
  batch: string;
  city: string;
  /** Exactly, as DuckDB writes it; null where it is unknown. */
  value: string | null;
  /** The program tells no number here although its rows would make one: a filter or the notice leaves it open. */
  isUntold: boolean;
}

/** What figures are told by: the dimensions that a quota has too. */
const groups: readonly (readonly ('batch' | 'city')[])[] = [[], ['batch'], ['city'], ['batch', 'city']];

/** The figures of a cube as a query of one row each, in SQL that runs in any DuckDB which has the macros. */
export const figuresQuery = (metrics: readonly string[], relation: string): string =>
  placesQuery(
    metrics.map((name) => [name, `metrics.${quoted(name)}(c)`]),
    relation
  );

/** What is told of a cube by every place, as text: a row each. */
export function placesQuery(all: readonly (readonly [name: string, expression: string])[], relation: string): string {
  const told = all.map(([name, expression]) => `${expression}::varchar as ${quoted(name)}`).join(',\n    ');
  const each = groups.map((by) => {
    const names = (['batch', 'city'] as const).map((name) =>
      by.includes(name) ? `coalesce(c.${name}::varchar, '') as ${name}` : `'' as ${name}`
    );
    const grouped = by.length > 0 ? `\n  group by ${by.map((name) => `c.${name}`).join(', ')}` : '';
    return `select ${literal(by.join(' '))} as grouping, ${names.join(', ')},\n    ${told}\n  from ${relation} as c${grouped}`;
  });
  return `select grouping, batch, city, metric, value
from (
  ${each.join('\n  union all\n  ')}
) unpivot include nulls (value for metric in (${all.map(([name]) => quoted(name)).join(', ')}))`;
}

/** The figures of a version as its rows make them and as the program tells them: of both one number, or an Error. */
export async function readFigures(
  build: Build,
  context: QueryContext,
  catalog: Catalog,
  selection: Selection
): Promise<Figure[]> {
  const metrics = [...catalog.metrics.keys()];
  const { sql, values } = scopedRelations(catalog, ['cube'], rowsView(selection), figuresQuery(metrics, 'cube'));
  await build.run('figures', `create or replace temp table told as ${sql}`, named(sql, values));
  const rows = await build.read<{
    grouping: string;
    batch: string;
    city: string;
    metric: string;
    value: string | null;
  }>('figures', 'from told order by metric, grouping, batch, city');
  const told = new Map<string, number | null>();
  for (const by of groups) {
    const { result } = await queryMetrics(context, catalog, { metrics, by }, selection);
    for (const row of await result.rows())
      for (const metric of metrics) told.set(keyOf(by.join(' '), row, metric), row[metric] as number | null);
  }
  return rows.map(({ grouping, batch, city, metric, value }) => {
    const said = told.get(keyOf(grouping, { batch, city }, metric)) ?? null;
    if (said !== null && Number(value) !== said)
      throw new Error(`${metric} ${batch} ${city}: the rows make ${value}, the program tells ${said}`);
    return {
      metric,
      grouping,
      batch,
      city,
      value: said === null ? null : value,
      isUntold: said === null && value !== null,
    };
  });
}

const keyOf = (grouping: string, row: Row, metric: string): string =>
  JSON.stringify([
    metric,
    ...['batch', 'city'].map((name) => (grouping.includes(name) ? String(row[name] ?? '') : '')),
  ]);
