import type { ColumnInfo, Table, Value } from '#spec';
import { withUnit } from '../format.ts';
import type { Drawn } from './index.ts';
import { column, text } from './read.ts';

/** What a chart shows, in a sentence or two, for those who do not see it. */
export function summary(title: string, chart: Drawn, table: Table): string {
  if (table.rows.length === 0) return `${title}：没有记录。`;
  return `${title}：${sentence(chart, table)}`;
}

function sentence(chart: Drawn, table: Table): string {
  switch (chart.mark) {
    case 'steps':
      return table.rows
        .slice(0, chart.by ? 6 : 1)
        .map(
          (row) =>
            `${chart.by ? `${text(row[chart.by])}，` : ''}${chart.steps.map((name) => named(column(table, name), row[name] ?? null)).join('，')}。`
        )
        .join('');
    case 'bar':
      return `共 ${table.rows.length} 项。${chart.values.map((name) => extremes(table, chart.label, name)).join('')}`;
    case 'bullet': {
      const over = table.rows
        .filter((row) => typeof row[chart.left] === 'number' && (row[chart.left] as number) < 0)
        .map((row) => text(row[chart.label]));
      const bare = table.rows.filter((row) => row[chart.left] === null).length;
      return [
        `共 ${table.rows.length} 项。${extremes(table, chart.label, chart.value)}`,
        over.length > 0
          ? `超出${column(table, chart.target).title}的有 ${over.length} 个：${over.join('、')}。`
          : `没有超出${column(table, chart.target).title}的。`,
        bare > 0 ? `${bare} 个的${column(table, chart.left).title}未知。` : '',
      ].join('');
    }
    case 'heat':
      return `${new Set(table.rows.map((row) => text(row[chart.y]))).size} 行、${new Set(table.rows.map((row) => text(row[chart.x]))).size} 列。${extremes(table, [chart.y, chart.x], chart.value)}`;
    case 'scatter': {
      const open = table.rows.filter((row) => row[chart.y] === null || row[chart.y] === 0).length;
      return `共 ${table.rows.length} 个点。${extremes(table, chart.label, chart.x)}${extremes(table, chart.label, chart.y)}${open > 0 ? `其中 ${open} 个还没有${column(table, chart.y).title}，另列在下方。` : ''}`;
    }
  }
}

function extremes(table: Table, labels: string | readonly string[], name: string): string {
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

const named = (info: ColumnInfo, value: Value): string => `${info.title} ${withUnit(value, info)}`;
