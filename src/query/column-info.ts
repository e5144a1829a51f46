import { readColumnLine, type ColumnInfo } from '#spec';
import type { ResultColumn } from '#warehouse';
import { metricInfo, type Catalog } from './catalog.ts';
import { readStatistic, statisticInfo } from './metrics/statistics.ts';

/** What a column of an answer is: as the query's own header says, else the metric or the mart column of its name. */
export function columnInfo(
  catalog: Catalog,
  { name, type }: Pick<ResultColumn, 'name' | 'type'>,
  { header = {}, marts = [] }: { header?: Readonly<Record<string, string>>; marts?: readonly string[] } = {}
): ColumnInfo {
  const metric = catalog.metrics.get(name);
  const statistic = metric ? null : readStatistic(catalog, name);
  const known = metric ? metricInfo(metric) : statistic ? statisticInfo(statistic) : martColumn(catalog, name, marts);
  return { title: name, unit: null, ...known, name, type, ...lineOf(name, header[name]) };
}

function martColumn(catalog: Catalog, name: string, marts: readonly string[]): ColumnInfo | undefined {
  for (const mart of [...marts, ...catalog.marts.keys()]) {
    const column = catalog.marts.get(mart)?.get(name);
    if (column) return column;
  }
  return undefined;
}

/** What the query's own header says of a column; the format stays that of its name where only the title is another. */
function lineOf(name: string, line: string | undefined): Partial<ColumnInfo> {
  if (line === undefined) return {};
  const { formula: _formula, ...info } = readColumnLine(name, line);
  return info;
}
