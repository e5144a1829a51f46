import type { ColumnInfo } from '#spec';
import { metricInfo, type Catalog } from './catalog.ts';
import { readStatistic, statisticInfo, statisticsOf } from './metrics/statistics.ts';

const remembered = new WeakMap<Catalog['metrics'], ReadonlyMap<string, ColumnInfo>>();

/** What may be asked for as a metric, by its name: the metrics, and the statistics of those that have any. */
export function figuresOf(catalog: Catalog): ReadonlyMap<string, ColumnInfo> {
  const known = remembered.get(catalog.metrics) ?? readFigures(catalog);
  remembered.set(catalog.metrics, known);
  return known;
}

function readFigures(catalog: Catalog): ReadonlyMap<string, ColumnInfo> {
  const figures = Array.from(catalog.metrics.values(), metricInfo);
  const spread = statisticsOf(catalog).flatMap((name) => {
    const statistic = readStatistic(catalog, name);
    return statistic && !catalog.metrics.has(name) ? [statisticInfo(statistic)] : [];
  });
  return new Map([...figures, ...spread].map((info) => [info.name, info]));
}
