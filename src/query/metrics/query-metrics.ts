import { Refusal, notAmong } from '#spec';
import type { Answer, QueryContext } from '../context.ts';
import { isSummedBy, type Catalog, type Metric } from '../catalog.ts';
import {
  cubeDimensions,
  cubeOf,
  dimensionNames,
  isDimension,
  isWhole,
  projectDimensions,
  referenceOf,
  withinOf,
  type Dimension,
} from '../dimensions.ts';
import { columnInfo } from '../column-info.ts';
import { countOf, firstOf } from './first-rows.ts';
import { inlineMetrics } from './inline-metrics.ts';
import { figure, missingParts } from './parts.ts';
import { quoted } from '../proof/inline-parameters.ts';
import { conditionsOn, cubeAsked, scopedRelations, valuesOf, type View } from '../relations.ts';
import { outsideOf, sayOutside, whollyOutside } from '../outside.ts';
import { leavesOut } from '../released/sums.ts';
import { sayProvinces } from '../provinces.ts';
import { orderBy, readSort } from '../sort.ts';
import { columnOf, spreadsOf, withCounts } from './spreads.ts';
import { readStatistic, refuseStatistic, statisticsOf, type AskedStatistic } from './statistics.ts';
import { unfitNumbers } from '../unfit.ts';
import { sayUnsaid, unsaidInView, withUnsaid } from '../notice/unsaid.ts';

export interface Question {
  metrics: readonly string[];
  by: readonly string[];
  sort?: string;
}

const project = 'project_id';

/**
 * Answers metrics, and statistics of them, by dimensions. All names
 * come from closed lists; no `by` answers one row.
 */
export async function queryMetrics(
  context: QueryContext,
  catalog: Catalog,
  question: Question,
  view: View,
  limit?: number
): Promise<Answer & { total?: number }> {
  const { metrics, statistics } = readMetrics(catalog, question.metrics);
  const by = withParents(readBy(catalog, question.by));
  const isOfProjects = by.some((name) => name === project || projectDimensions.has(name));
  for (const metric of metrics) if (isOfProjects && !metric.isOfProjects) refuseMeaningless(catalog, metric, by);
  const apart = cubeAsked([...by, ...view.filters.keys()]);
  if (apart !== null)
    for (const metric of [...metrics, ...statistics.map(({ metric }) => metric)])
      if (!isSummedBy(catalog, metric.name, apart)) refuseApart(catalog, metric, [...by, ...view.filters.keys()]);
  const asked = [...new Set(question.metrics)];
  const sort = readSort(question.sort, [...by, ...asked]);

  const ofRows = apart === null ? 'projects' : (catalog.rows.get(apart)?.[0] ?? apart);
  const relation = by.includes(project) ? ofRows : (apart ?? (isOfProjects ? 'county_cube' : 'cube'));
  const [only, ...others] = by;
  const isEvery = only !== undefined && others.length === 0 && isDimension(only) && isWhole(only);
  const names = metrics.map(({ name }) => name);
  const parts = missingParts(catalog, [...by, ...names]);
  const told = withCounts(catalog, statistics);
  const columns = [
    ...by.map((name) => `p.${name}`),
    ...[...names, ...parts].map((name) => `${figure(catalog, name, 'p')} as ${quoted(name)}`),
  ];
  const rows = `select ${columnsRead(catalog, columns).join(', ')} from ${relation}`;
  const source = isEvery ? everyValue(only, rows, view) : relation;
  // Of nothing but statistics and no dimension one row is answered, whatever there is.
  const grouped =
    columns.length === 0
      ? 'select 1 as one'
      : `select ${columns.join(', ')}\n  from ${source} as p${by.length > 0 ? `\n  group by ${by.map((name) => `p.${name}`).join(', ')}` : ''}`;
  const spreads = spreadsOf(catalog, told, by);
  const shown = [...by, ...asked, ...parts, ...told.flatMap(({ name }) => (asked.includes(name) ? [] : name))];
  const shape = { by, numbers: by.includes(project) ? [] : shown.filter((name) => !by.includes(name)) };
  const unsaid = unsaidInView(catalog, view.filters, shape);
  const answered = `select ${shown.map((name) => columnOf(name, told)).join(', ')}\nfrom (\n  ${grouped}\n) as answer${spreads}${orderJoins(catalog, by)}${orderBy(catalog, sort, inOrder(by), { of: 'answer' })}`;
  const outside = outsideOf(catalog, view);
  const isUnseen = whollyOutside(outside) !== null;
  const seenOf = (sql: string) => (isUnseen ? unseen(sql, shape) : sql);
  const { sql, values } = scopedRelations(
    catalog,
    [relation, ...told.map(({ metric }) => metric.each)],
    view,
    seenOf(withUnsaid(answered, unsaid, shape))
  );
  const bound = { ...values, ...valuesOf(view) };
  const counted = await countOf(context, 'query', { sql, values: bound }, limit);
  const result = await context.reading.read('query', firstOf(sql, limit), { values: bound, ...context.deadline });
  const infos = result.columns.map((column) => columnInfo(catalog, column));
  return {
    version: context.reading.version,
    columns: infos,
    result,
    ...counted,
    unfit: [
      ...sayOutside(catalog, view.scope, outside),
      ...(isUnseen
        ? []
        : [...unfitNumbers(catalog, { columns: infos }, view.filters), ...sayUnsaid(catalog, unsaid, shape)]),
      ...sayProvinces(catalog, view),
      ...(view.isReleased ? [leavesOut(view)] : []),
    ],
  };
}

/** What its reader sees nothing of has no rows; where it is one number of all, it is unknown. */
const unseen = (sql: string, { by, numbers }: { by: readonly string[]; numbers: readonly string[] }): string =>
  by.length > 0
    ? `select * from (\n${sql}\n) where false`
    : `select * replace (${numbers.map((name) => `if(false, ${quoted(name)}, null) as ${quoted(name)}`).join(', ')})\nfrom (\n${sql}\n)`;

/**
 * All values of a dimension, as the 16 cities, also where the filters leave them nothing. `rows` has the columns that
 * are asked for alone: what is joined is read with all that it has.
 */
function everyValue(dimension: Dimension, rows: string, view: View): string {
  const conditions = conditionsOn(dimension, view);
  const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';
  return `(select * from (${rows}) right join (select distinct ${dimension} from ${referenceOf(dimension)}${where}) using (${dimension}))`;
}

/** The columns of `p` that expressions name, with those of the metrics that they call. */
function columnsRead(catalog: Catalog, expressions: readonly string[]): string[] {
  const named = inlineMetrics(catalog.metrics, expressions.join(', ')).matchAll(/(?<![\w."])p\s*\.\s*("?\w+"?)/g);
  return [...new Set(Array.from(named, ([, column = '']) => quoted(column.replaceAll('"', ''))))];
}

/** Each dimension's values stand in the order of its reference table. */
function orderJoins({ provinces }: Pick<Catalog, 'provinces'>, by: readonly string[]): string {
  return by
    .filter(isDimension)
    .map((name) => {
      const keys = [name, ...(withinOf(name) === null ? [] : [withinOf(name)!])];
      const isAcross = provinces.length > 0;
      // Read across provinces it is the table itself that knows the place of a row, and a mart knows none.
      const table = isAcross ? referenceOf(name).replace(/\.(\w+)$/, '."$1"') : referenceOf(name);
      const place = isAcross && cubeOf(name) !== null ? name : 'rowid';
      const found = `select ${keys.join(', ')}, min(${place}) as position from ${table} group by ${keys.join(', ')}`;
      // A day or a year may stand in the one as such, in the other as its text.
      const told = (relation: string, key: string) => `${relation}.${key}${cubeOf(key) === null ? '' : '::varchar'}`;
      const matching = keys.map((key) => `${told(`order_${name}`, key)} = ${told('answer', key)}`).join(' and ');
      return `\nleft join (${found}) as order_${name} on ${matching}`;
    })
    .join('');
}

const inOrder = (by: readonly string[]): string[] =>
  by.flatMap((name) => [
    ...(isDimension(name) ? [`order_${name}.position nulls last`] : []),
    `answer.${name} nulls last`,
  ]);

/** A name that is one only within another dimension is told with it. */
const withParents = (by: readonly string[]): string[] => [
  ...new Set(by.flatMap((name) => [...(withinOf(name) === null ? [] : [withinOf(name)!]), name])),
];

function readMetrics(catalog: Catalog, names: readonly string[]): { metrics: Metric[]; statistics: AskedStatistic[] } {
  const allowed = [...catalog.metrics.keys()];
  if (names.length === 0)
    throw new Refusal(400, 'no_metrics', '请用 metrics 指明要哪些指标。', { parameter: 'metrics', allowed });
  const metrics: Metric[] = [];
  const statistics: AskedStatistic[] = [];
  for (const name of new Set(names)) {
    const metric = catalog.metrics.get(name);
    const statistic = readStatistic(catalog, name);
    if (metric) metrics.push(metric);
    else if (statistic) statistics.push(statistic);
    else {
      refuseStatistic(catalog, name);
      throw notAmong(400, 'unknown_metric', '没有指标', {
        parameter: 'metrics',
        value: name,
        allowed: catalog.metrics.has(name.split('.')[0] ?? '') ? statisticsOf(catalog) : allowed,
      });
    }
  }
  return { metrics, statistics };
}

function readBy(catalog: Catalog, names: readonly string[]): string[] {
  const allowed = [
    ...[...dimensionNames, ...cubeDimensions].filter((name) =>
      catalog.marts.get(cubeOf(name) ?? 'projects')?.has(name)
    ),
    project,
  ];
  const unknown = names.find((name) => !allowed.includes(name));
  if (unknown === undefined) return [...new Set(names)];
  throw notAmong(400, 'unknown_dimension', '没有维度', { parameter: 'by', value: unknown, allowed });
}

/** What the mart that sums by a dimension does not sum has no value of it. */
function refuseApart(catalog: Catalog, { name, title }: Metric, asked: readonly string[]): never {
  const dimension = asked.find((each) => cubeOf(each) !== null) ?? '';
  const cube = cubeOf(dimension) ?? '';
  const called = catalog.marts.get(cube)?.get(dimension)?.title ?? dimension;
  throw new Refusal(400, 'no_meaning', `指标“${title}”（${name}）不分${called}（${dimension}）：项目没有${called}。`, {
    parameter: dimension,
    metric: name,
    allowed: Array.from(catalog.metrics.keys()).filter((each) => isSummedBy(catalog, each, cube)),
  });
}

function refuseMeaningless(catalog: Catalog, { name, title }: Metric, by: readonly string[]): never {
  const fine = by.filter((each) => each !== project && !projectDimensions.has(each));
  const columns = catalog.marts.get('projects');
  const off = by
    .filter((each) => !fine.includes(each))
    .map((each) => `${columns?.get(each)?.title ?? each}（${each}）`);
  throw new Refusal(400, 'no_meaning', `指标“${title}”（${name}）不能按${off.join('、')}分组：单个项目没有这个数。`, {
    parameter: 'by',
    metric: name,
    allowed: dimensionNames.filter((each) => !projectDimensions.has(each)),
  });
}
