import { Refusal, notAmong } from '#spec';
import type { Answer, QueryContext } from '../context.ts';
import type { Catalog, Metric } from '../catalog.ts';
import {
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
import { figure, missingParts } from './parts.ts';
import { quoted } from '../proof/inline-parameters.ts';
import { conditionsOn, scopedRelations, valuesOf, type View } from '../relations.ts';
import { orderBy, readSort } from '../sort.ts';
import { unfitNumbers } from '../unfit.ts';

export interface Question {
  metrics: readonly string[];
  by: readonly string[];
  sort?: string;
}

const project = 'project_id';

/** Answers metrics by dimensions. All names come from closed lists; no `by` answers one row. */
export async function queryMetrics(
  context: QueryContext,
  catalog: Catalog,
  question: Question,
  view: View,
  limit?: number
): Promise<Answer & { total?: number }> {
  const metrics = readMetrics(catalog, question.metrics);
  const by = withParents(readBy(catalog, question.by));
  const isOfProjects = by.some((name) => name === project || projectDimensions.has(name));
  for (const metric of metrics) if (isOfProjects && !metric.isOfProjects) refuseMeaningless(catalog, metric, by);
  const sort = readSort(question.sort, [...by, ...metrics.map(({ name }) => name)]);

  const relation = by.includes(project) ? 'projects' : isOfProjects ? 'county_cube' : 'cube';
  const [only, ...others] = by;
  const isEvery = only !== undefined && others.length === 0 && isDimension(only) && isWhole(only);
  const source = isEvery ? everyValue(only, relation, view) : relation;
  const names = metrics.map(({ name }) => name);
  const shown = [...names, ...missingParts(catalog, [...by, ...names])];
  const columns = [
    ...by.map((name) => `p.${name}`),
    ...shown.map((name) => `${figure(catalog, name, 'p')} as ${quoted(name)}`),
  ];
  const grouped = `select ${columns.join(', ')}\n  from ${source} as p${by.length > 0 ? `\n  group by ${by.map((name) => `p.${name}`).join(', ')}` : ''}`;
  const { sql, values } = scopedRelations(
    catalog,
    [relation],
    view,
    `select answer.*\nfrom (\n  ${grouped}\n) as answer${orderJoins(by)}${orderBy(catalog, sort, inOrder(by))}`
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
    unfit: unfitNumbers(catalog, { columns: infos }, view.filters),
  };
}

/** All values of a dimension, as the 16 cities, also where the filters leave them nothing. */
function everyValue(dimension: Dimension, relation: string, view: View): string {
  const conditions = conditionsOn(dimension, view);
  const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';
  return `(select * from ${relation} right join (select distinct ${dimension} from ${referenceOf(dimension)}${where}) using (${dimension}))`;
}

/** Each dimension's values stand in the order of its reference table. */
function orderJoins(by: readonly string[]): string {
  return by
    .filter(isDimension)
    .map((name) => {
      const keys = [name, ...(withinOf(name) === null ? [] : [withinOf(name)!])];
      const found = `select ${keys.join(', ')}, min(rowid) as position from ${referenceOf(name)} group by ${keys.join(', ')}`;
      const matching = keys.map((key) => `order_${name}.${key} = answer.${key}`).join(' and ');
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

function readMetrics(catalog: Catalog, names: readonly string[]): Metric[] {
  const allowed = [...catalog.metrics.keys()];
  if (names.length === 0)
    throw new Refusal(400, 'no_metrics', '请用 metrics 指明要哪些指标。', { parameter: 'metrics', allowed });
  return [...new Set(names)].map((name) => {
    const metric = catalog.metrics.get(name);
    if (metric) return metric;
    throw notAmong(400, 'unknown_metric', '没有指标', { parameter: 'metrics', value: name, allowed });
  });
}

function readBy(catalog: Catalog, names: readonly string[]): string[] {
  const allowed = [...dimensionNames.filter((name) => catalog.marts.get('projects')?.has(name)), project];
  const unknown = names.find((name) => !allowed.includes(name));
  if (unknown === undefined) return [...new Set(names)];
  throw notAmong(400, 'unknown_dimension', '没有维度', { parameter: 'by', value: unknown, allowed });
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
