import { statistics } from '#spec';
import type { Catalog } from '../catalog.ts';
import { cubeOf } from '../dimensions.ts';
import { quoted } from '../proof/inline-parameters.ts';
import { knownValuesSql, readStatistic, statisticInfo, statisticSql, type AskedStatistic } from './statistics.ts';

/** Beside each statistic, of how many rows it is. */
export function withCounts(catalog: Catalog, asked: readonly AskedStatistic[]): AskedStatistic[] {
  const counts = asked.flatMap((each) => readStatistic(catalog, statisticInfo(each).n ?? '') ?? []);
  return Array.from(new Map([...asked, ...counts].map((each) => [each.name, each])).values());
}

const spreadOf = ({ metric }: AskedStatistic): string => quoted(`spread of ${metric.name}`);

/** A column of the answer: of its own rows, or of the statistics joined to them. Of nothing there are 0. */
export function columnOf(name: string, told: readonly AskedStatistic[]): string {
  const found = told.find((each) => each.name === name);
  if (!found) return `answer.${quoted(name)}`;
  const value = `${spreadOf(found)}.${quoted(name)}`;
  return statistics[found.statistic].format === 'count' ? `coalesce(${value}, 0) as ${quoted(name)}` : value;
}

/** What no project has, the rows of its mart may write otherwise than its sums do: a year as a number. */
const keyIn = (relation: string, name: string): string =>
  `${relation}.${quoted(name)}${cubeOf(name) === null ? '' : '::varchar'}`;

/** The statistics of each metric, joined to the rows of the answer. */
export function spreadsOf(catalog: Catalog, told: readonly AskedStatistic[], by: readonly string[]): string {
  return Array.from(Map.groupBy(told, spreadOf), ([spread, ofOne]) => {
    const keys = by.map((name) => `v.${quoted(name)}`);
    const columns = [
      ...keys,
      ...ofOne.map(({ name, statistic }) => `${statisticSql(statistic)} as ${quoted(name)}`),
    ].join(', ');
    const values = knownValuesSql(catalog, ofOne[0]!.metric, by);
    const on = by.map((name) => `${keyIn(spread, name)} is not distinct from ${keyIn('answer', name)}`);
    return `\nleft join (select ${columns} from (${values}) as v${keys.length > 0 ? ` group by ${keys.join(', ')}` : ''}) as ${spread} on ${on.join(' and ') || 'true'}`;
  }).join('');
}
