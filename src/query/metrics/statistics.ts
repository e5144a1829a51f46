import {
  exactBounds,
  quantiles,
  rankOfBound,
  readStatisticName,
  Refusal,
  statisticNames,
  statistics,
  type ColumnInfo,
  type Statistic,
} from '#spec';
import { metricInfo, type Catalog, type Metric } from '../catalog.ts';
import { quoted } from '../proof/inline-parameters.ts';
import { inlineMetrics } from './inline-metrics.ts';
import { figure } from './parts.ts';

/** A statistic of a metric over the rows that its sums are of. */
export interface AskedStatistic {
  name: string;
  metric: Metric;
  statistic: Statistic;
}

/** The statistic of this name; null where it is none of any metric. */
export function readStatistic(catalog: Catalog, name: string): AskedStatistic | null {
  const said = readStatisticName(name);
  const metric = said ? catalog.metrics.get(said.of) : undefined;
  return said && metric && statisticsIn(catalog, metric).includes(said.statistic)
    ? { name, metric, statistic: said.statistic }
    : null;
}

/** Refuses what is asked for as a statistic of a metric that has none. */
export function refuseStatistic(catalog: Catalog, name: string): void {
  const metric = catalog.metrics.get(readStatisticName(name)?.of ?? '');
  if (metric)
    throw new Refusal(
      400,
      'no_meaning',
      `指标“${metric.title}”（${metric.name}）没有分布：逐个来看只有是与否，或者不是两个合计之比。`,
      {
        parameter: 'metrics',
        value: name,
      }
    );
}

/** All names of statistics that may be asked for. */
export const statisticsOf = (catalog: Catalog): string[] =>
  Array.from(catalog.metrics.values()).flatMap((metric) =>
    statisticsIn(catalog, metric).map((statistic) => `${metric.name}.${statistic}`)
  );

/** What says nothing of the parts of a value, nor whether it is above 1. */
const ofAnyValues: readonly string[] = ['n', ...Object.keys(quantiles), 'median_low', 'median_high'];

/** What may be told of a metric: a quotient of amounts says something of each row, one of counts is 0 or 1 there. */
function statisticsIn(catalog: Catalog, { kind, numerator, each }: Metric): readonly Statistic[] {
  const above = catalog.metrics.get(numerator ?? '') ?? catalog.marts.get('cube')?.get(numerator ?? '');
  if (above === undefined || above.format === 'count' || !catalog.marts.has(each)) return [];
  if (kind === 'ratio') return statisticNames;
  return kind === 'average' ? statisticNames.filter((name) => ofAnyValues.includes(name)) : [];
}

/** What a column is that holds this statistic. */
export function statisticInfo({ name, metric, statistic }: AskedStatistic): ColumnInfo {
  const { title, format: own, says } = statistics[statistic];
  const { format, unit, definition, clause } = metricInfo(metric);
  const shown = own ?? format;
  return {
    name,
    title: `${metric.title}，${title}`,
    type: 'number',
    unit: own === null ? unit : own === 'count' ? '个' : '%',
    ...(shown === undefined ? {} : { format: shown }),
    definition: `${says}。${definition ?? ''}`,
    ...(clause === undefined ? {} : { clause }),
    ...(statistic === 'n' ? {} : { n: `${metric.name}.n` }),
  };
}

/** What tells the rows of a mart apart. */
export const rowKeys = (mart: string): string[] =>
  mart === 'projects' ? ['project_id'] : ['source_file', 'source_sheet', 'source_row'];

/** Each row's value of a metric, and what stands above its line, by these dimensions. */
export function valuesSql(catalog: Catalog, metric: Metric, by: readonly string[], where = ''): string {
  const { name, each, numerator } = metric;
  const keys = [...by, ...rowKeys(each)].map((key) => `p.${quoted(key)}`).join(', ');
  return `select ${keys}, metrics.${quoted(name)}(p) as value, ${figure(catalog, numerator ?? name, 'p')} as above from ${each} as p${where} group by ${keys}`;
}

/**
 * The same of the rows of which it is known: no statistic says anything of the others, and of many projects few have a
 * value. One row is its own sum, so that a row can be asked before all are put apart by their keys.
 */
export const knownValuesSql = (catalog: Catalog, metric: Metric, by: readonly string[]): string =>
  valuesSql(catalog, metric, by, whereKnown(catalog, metric));

/** The condition on one row, called p, by which a metric of it is known; nothing where that cannot be said of a row. */
export function whereKnown(catalog: Catalog, metric: Metric): string {
  const called = inlineMetrics(catalog.metrics, `metrics.${quoted(metric.name)}(p)`);
  const ofOne = called.replaceAll(/--[^\n]*/g, '').replaceAll(/\bsum\s*\(\s*(p\."?\w+"?)\s*\)/g, '$1');
  const isOfRows = Array.from(ofOne.matchAll(/\b(\w+)\s*\(/g)).every(([, name = '']) =>
    ofValues.has(name.toLowerCase())
  );
  return isOfRows ? ` where ${ofOne.replaceAll(/\s+/g, ' ').trim()} is not null` : '';
}

/** What stands before a bracket and takes the values of one row. */
const ofValues: ReadonlySet<string> = new Set([
  'coalesce',
  'nullif',
  'if',
  'cast',
  'when',
  'then',
  'else',
  'and',
  'or',
]);

/** A statistic over the rows of `valuesSql`, in SQL. */
export function statisticSql(statistic: Statistic): string {
  switch (statistic) {
    case 'n':
      return 'count(value)';
    case 'above_one':
      return 'count(*) filter (value > 1)';
    case 'above_one_share':
      return 'count(*) filter (value > 1) / nullif(count(value), 0)::double';
    case 'top_10_share':
      return 'if(count(value) > 10, list_sum(max(above, 10) filter (value is not null))::double / nullif(sum(above) filter (value is not null), 0)::double, null)';
    case 'median_low':
      return `${sortedValues}[${rankSql}]`;
    case 'median_high':
      return `${sortedValues}[count(value) + 1 - ${rankSql}]`;
    default:
      return `quantile_cont(value, ${quantiles[statistic]})`;
  }
}

const sortedValues = 'list_sort(list(value) filter (value is not null))';

/** The same ranks as `rankOfBound` tells, null where there is none. */
const rankSql = `nullif(if(count(value) <= ${exactBounds}, [${Array.from({ length: exactBounds + 1 }, (_, n) => rankOfBound(n)).join(', ')}][count(value) + 1], floor((count(value) - 1.96 * sqrt(count(value))) / 2)::integer), 0)`;
