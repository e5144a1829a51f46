import type { ColumnInfo, Table, Value } from '#spec';
import { withUnit } from '../format.ts';
import { column, text } from './read.ts';

/** The rows that have most and least of a column, by their labels, in a sentence. */
export function extremes(table: Table, labels: string | readonly string[], name: string): string {
  const info = column(table, name);
  const known = table.rows
    .filter((row) => typeof row[name] === 'number')
    .sort((a, b) => (b[name] as number) - (a[name] as number));
  const [most, least] = [known[0], known.at(-1)];
  if (!most || !least) return `${info.title}均未知。`;
  const label = (row: typeof most) =>
    [labels]
      .flat()
      .map((each) => text(row[each]))
      .join('');
  if (most === least) return `${label(most)}${named(info, most[name] ?? null)}。`;
  return `${info.title}最高的是${label(most)}（${withUnit(most[name] ?? null, info)}），最低的是${label(least)}（${withUnit(least[name] ?? null, info)}）。`;
}

export const named = (info: ColumnInfo, value: Value): string => `${info.title} ${withUnit(value, info)}`;
