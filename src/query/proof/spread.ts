import { statisticNames, type Proof } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { knownValuesSql, readStatistic, statisticInfo, statisticSql } from '../metrics/statistics.ts';
import { scopedRelations, type View } from '../relations.ts';
import { knows } from '../unfit.ts';
import { quoted } from './inline-parameters.ts';
import type { PanelView } from './panel-view.ts';
import { viewOfStatistic } from './prove-statistic.ts';
import type { ProofQuestion } from './question.ts';

/** How a ratio lies from row to row, in the view that it is asked for: its statistics, of what has any. */
export async function spreadOf(
  context: QueryContext,
  catalog: Catalog,
  question: ProofQuestion,
  given: View & PanelView
): Promise<Pick<Proof, 'spread'>> {
  if (question.of !== undefined || question.project !== undefined) return {};
  const told = statisticNames.flatMap((name) => readStatistic(catalog, `${question.metric}.${name}`) ?? []);
  const [first] = told;
  if (!first) return {};
  const { metric } = first;
  // Of its rows nothing can be told apart by a filter that only other sums of it know.
  if ([...given.filters.keys()].some((filter) => !knows(catalog, metric.each, filter))) return {};
  const columns = told.map(({ name, statistic }) => `${statisticSql(statistic)} as ${quoted(name)}`).join(', ');
  const sql = `select ${columns}\nfrom (${knownValuesSql(catalog, metric, [])}) as v`;
  const view = viewOfStatistic(catalog, metric, { question, given });
  const [row = {}] = await rowsOf(context, metric.name, scopedRelations(catalog, [metric.each], view, sql));
  const valueOf = (name: string) => (typeof row[name] === 'number' ? Number(row[name]) : null);
  return {
    spread: told.map((each) => {
      const { name, title, unit, format = 'decimal', definition = '' } = statisticInfo(each);
      return { name, title, unit, format, definition, value: valueOf(name) };
    }),
  };
}
