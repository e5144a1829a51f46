import { parseExact, statisticOf, type Exact, type Paging, type Proof, type Ratio } from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import { metricInfo, type Catalog, type Metric } from '../catalog.ts';
import { columnInfo } from '../column-info.ts';
import {
  knownValuesSql,
  rowKeys,
  statisticInfo,
  statisticSql,
  whereKnown,
  type AskedStatistic,
} from '../metrics/statistics.ts';
import { page } from '../page.ts';
import { scopedRelations, type View } from '../relations.ts';
import { compute, numberOf } from './compute.ts';
import { quoted } from './inline-parameters.ts';
import type { PanelView } from './panel-view.ts';
import type { ProofQuestion } from './question.ts';
import { clauseOf, conditionsShown } from './said.ts';
import { sourcesOf } from './sources.ts';
import { standalone } from './standalone.ts';
import { readSubject } from './subject.ts';
import { namesIn } from './term.ts';
import { viewOfProjects, viewOfRows } from './view.ts';

interface Asked {
  question: ProofQuestion;
  given: View & PanelView;
}

/** A statistic followed to the rows that it is of, the highest first, and worked out again from their values. */
export async function proveStatistic(
  context: QueryContext,
  catalog: Catalog,
  asked: AskedStatistic,
  { question, given, paging }: Asked & { paging: Paging }
): Promise<Proof> {
  const { name, metric, statistic } = asked;
  const { each } = metric;
  const view = viewOfStatistic(catalog, metric, { question, given });
  const whole = scopedRelations(
    catalog,
    [each],
    view,
    `select ${statisticSql(statistic)} as ${quoted(name)}\nfrom (${knownValuesSql(catalog, metric, [])}) as v`
  );
  const [answer] = await rowsOf(context, name, whole);
  const value = typeof answer?.[name] === 'number' ? Number(answer[name]) : null;
  const { ratios, unknown } = await ratiosOf(context, catalog, metric, view);
  const again = statisticOf(statistic, ratios);
  const ofSums = scopedRelations(
    catalog,
    [each],
    view,
    `select metrics.${quoted(metric.name)}(p) as value\nfrom ${each} as p`
  );
  const [overall] = await rowsOf(context, metric.name, ofSums);
  const found = await (await listed(context, catalog, metric, view, paging)).rows();
  const sources = await sourcesOf(context, catalog, each, found, view.scope);
  const { title, unit, format } = metric;
  return {
    version: catalog.version,
    metric: { ...statisticInfo(asked), ...clauseOf(catalog, view), formula: metric.sql.replace(/^(?:--.*\n)+/, '') },
    value,
    conditions: conditionsShown(catalog, view),
    sql: `${await standalone(context, catalog, whole, view)};`,
    recomputed: {
      value: again,
      agrees: agree(again, value),
      difference: again === null || value === null ? null : again - value,
    },
    parts: [
      {
        name: metric.name,
        role: 'each',
        title,
        unit,
        ...(format === undefined ? {} : { format }),
        value: typeof overall?.value === 'number' ? overall.value : null,
        sql: await standalone(context, catalog, listing(catalog, metric, view), view),
        total: ratios.length,
        zeros: 0,
        unknown,
        isPartial: false,
        columns: namesIn(catalog, each).map((each) =>
          columnInfo(catalog, { name: each, type: 'string' }, { marts: [metric.each] })
        ),
        rows: found.map((row, at) => {
          const { source_file: _file, source_sheet: _sheet, source_row: _row, ...shown } = row;
          return { ...shown, sources: sources[at] ?? [] } as Proof['parts'][number]['rows'][number];
        }),
      },
    ],
  };
}

/** The rows that a statistic is of, each with its value, as a table. */
export async function valuesOfStatistic(
  context: QueryContext,
  catalog: Catalog,
  { metric }: AskedStatistic,
  asked: Asked
): Promise<Answer> {
  const result = await listed(context, catalog, metric, viewOfStatistic(catalog, metric, asked));
  const columns = result.columns.map((column) =>
    column.name === metric.name ? metricInfo(metric) : columnInfo(catalog, column, { marts: [metric.each] })
  );
  return { version: catalog.version, columns, result };
}

/** The rows that a statistic is of. */
export const viewOfStatistic = (catalog: Catalog, { each }: Metric, { question, given }: Asked): View =>
  each === 'projects' ? viewOfProjects(catalog, question, given) : viewOfRows(catalog, each, question, given);

/** Two ways to the same number, of which one rounds in another order. */
const agree = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

/**
 * Each row's value, worked out from its columns without SQL; `unknown`: of how many it is not known. Rows that say the
 * same are read once, and counted: of most projects these columns say nothing.
 */
async function ratiosOf(
  context: QueryContext,
  catalog: Catalog,
  metric: Metric,
  view: View
): Promise<{ ratios: Ratio[]; unknown: number }> {
  const { formula, formulaOf, terms } = readSubject(catalog, metric.name, { isOfOne: false });
  const columns = terms.map(({ column }) => `p.${quoted(column)}::varchar as ${quoted(column)}`).join(', ');
  const { sql, values } = scopedRelations(
    catalog,
    [metric.each],
    view,
    `select ${columns}, count(*)::integer as "#"\nfrom ${metric.each} as p\ngroup by all`
  );
  const result = await context.reading.read(metric.name, sql, { values, ...context.deadline });
  const ratios: Ratio[] = [];
  let unknown = 0;
  for await (const chunk of result.chunks())
    for (const row of chunk) {
      const sumOf = (column: string): Exact | null =>
        typeof row[column] === 'string' ? parseExact(row[column]) : null;
      const value = numberOf(compute(formula, { sumOf, formulaOf }));
      const numerator = metric.numerator ?? metric.name;
      const above = catalog.metrics.has(numerator)
        ? compute(formulaOf(numerator), { sumOf, formulaOf })
        : sumOf(numerator);
      const rows = Number(row['#']);
      if (value === null) unknown += rows;
      else for (let each = 0; each < rows; each += 1) ratios.push({ value, above: numberOf(above) });
    }
  return { ratios, unknown };
}

async function listed(context: QueryContext, catalog: Catalog, metric: Metric, view: View, paging?: Paging) {
  const { sql, values } = listing(catalog, metric, view);
  return context.reading.read(metric.name, `${sql}${page(paging)}`, {
    values: { ...values, ...paging },
    ...context.deadline,
  });
}

function listing(catalog: Catalog, metric: Metric, view: View) {
  const { name, each } = metric;
  const known = catalog.marts.get(each);
  const shown = [...namesIn(catalog, each), ...rowKeys(each), 'source_file', 'source_sheet', 'source_row'];
  const names = [...new Set(shown)].filter((column) => known?.has(column)).map((column) => `p.${quoted(column)}`);
  return scopedRelations(
    catalog,
    [each],
    view,
    `select *
from (select ${names.join(', ')}, metrics.${quoted(name)}(p) as ${quoted(name)} from ${each} as p${whereKnown(catalog, metric)} group by all)
where ${quoted(name)} is not null
order by ${quoted(name)} desc, ${rowKeys(each).map(quoted).join(', ')}`
  );
}
