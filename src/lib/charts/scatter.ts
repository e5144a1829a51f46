import type { ColumnInfo, Row } from '#spec';
import { percent, withUnit, tick, yuan } from '../format.ts';
import { isFarApart, linear, logarithmic } from './axes.ts';
import { colorOf, inOrder, shapeOf } from './color.ts';
import { isNarrow, type Draw, type Key, type Summarize } from './drawing.ts';
import { extremes } from './extremes.ts';
import { column, tooltipText, text } from './read.ts';
import { axisLine, muted, plain, splitLine, still, tooltip } from './style.ts';

const strip = 46;

/** One mark a row. Rows without y lie in a strip under the plot: they are undecided, not zero. */
export const scatter: Draw<'scatter'> = (chart, table, frame) => {
  const [x, y] = [column(table, chart.x), column(table, chart.y)];
  const rows = table.rows.map((row, at) => ({ row, at })).filter(({ row }) => isPositive(row[chart.x]));
  const decided = rows.filter(({ row }) => isPositive(row[chart.y]));
  const open = rows.filter(({ row }) => !isPositive(row[chart.y]));
  const groups = chart.group
    ? inOrder(frame, chart.group, Array.from(new Set(rows.map(({ row }) => text(row[chart.group!])))))
    : [];
  const narrow = isNarrow(frame);
  const limits = chart.limit
    ? limitsOf(
        rows.map(({ row }) => row),
        chart.limit
      )
    : [];
  const plot = narrow ? 250 : 340;
  const below = open.length > 0 ? strip : 0;

  const names = [
    chart.x,
    chart.y,
    ...table.columns
      .filter(({ format, name }) => (format === 'ratio' || format === 'percent') && name !== chart.x)
      .map(({ name }) => name),
  ];
  const point = ({ row, at }: { row: Row; at: number }, second: unknown) => {
    const group = chart.group ? text(row[chart.group]) : '';
    const color = chart.group ? colorOf(frame, chart.group, group, groups.indexOf(group)) : 'var(--series-1)';
    return {
      value: [row[chart.x], second],
      row: at,
      tip: tooltipText(table, row, [text(row[chart.label]), group].filter(Boolean).join(' · '), names),
      symbol: symbols[chart.group ? shapeOf(frame, chart.group, group, groups.indexOf(group)) : 'circle'],
      itemStyle: { color, opacity: 0.72, borderColor: 'var(--surface)', borderWidth: 0.8 },
    };
  };
  const found = (name: string) => rows.map(({ row }) => row[name]).filter(isPositive);
  const isLog = isFarApart(found(chart.x)) || isFarApart(found(chart.y));
  const axis = (column: ColumnInfo, more: Record<string, unknown>) => {
    const { name } = column;
    const { axisLabel, ...scale } =
      isLog && found(name).length > 0
        ? logarithmic(found(name), !narrow)
        : { axisLabel: {}, ...linear(found(name), narrow ? 4 : 6) };
    const label = {
      ...muted,
      ...(axisLabel as object),
      formatter: (at: number) => tick(at, column),
      hideOverlap: true,
    };
    return { ...scale, splitLine, axisLine, nameTextStyle: muted, axisLabel: label, ...more };
  };
  const named = ({ title }: ColumnInfo) => (isLog ? `${title}（对数刻度）` : title);
  const grid = { left: narrow ? 52 : 64, right: narrow ? 14 : 24 };
  const size = narrow ? 7 : 9;

  return {
    height: 30 + plot + below + 44,
    keys: [
      ...limits.map(({ rate, cap }) => ({ title: limitTitle(rate, cap), color: 'var(--ink)', shape: 'line' as const })),
      ...(groups.length > 1
        ? groups.map((group, i) => ({
            title: group,
            color: colorOf(frame, chart.group!, group, i),
            shape: shapeOf(frame, chart.group!, group, i),
          }))
        : []),
    ],
    option: {
      tooltip,
      grid: [
        { ...grid, top: 30, height: plot },
        { ...grid, top: 30 + plot + 6, height: below > 0 ? below - 12 : 0 },
      ],
      xAxis: [
        axis(x, {
          gridIndex: 0,
          ...(below === 0 ? { name: named(x), nameLocation: 'middle', nameGap: 28 } : { axisLabel: { show: false } }),
        }),
        axis(x, { gridIndex: 1, show: below > 0, name: named(x), nameLocation: 'middle', nameGap: 28 }),
      ],
      yAxis: [
        axis(y, {
          gridIndex: 0,
          name: named(y),
          nameLocation: 'end',
          nameTextStyle: { ...muted, align: 'left', padding: [0, 0, 0, 4 - grid.left] },
        }),
        { type: 'category', gridIndex: 1, show: below > 0, data: ['未定'], ...plain, axisLabel: muted },
      ],
      series: [
        ...limits.map((limit) => ({
          type: 'line',
          ...still,
          silent: true,
          symbol: 'none',
          lineStyle: { color: 'var(--ink)', width: 1.2, type: 'dashed' },
          data: lineOf(limit, rows.map(({ row }) => row[chart.x]).filter(isPositive), isLog),
        })),
        {
          type: 'scatter',
          ...still,
          xAxisIndex: 0,
          yAxisIndex: 0,
          symbolSize: size,
          data: decided.map((each) => point(each, each.row[chart.y])),
        },
        {
          type: 'scatter',
          ...still,
          xAxisIndex: 1,
          yAxisIndex: 1,
          symbolSize: size,
          data: open.map((each) => point(each, 0)),
        },
      ],
    },
  };
};

export const summarizeScatter: Summarize<'scatter'> = (chart, table) => {
  const open = table.rows.filter((row) => row[chart.y] === null || row[chart.y] === 0).length;
  return [
    `共 ${table.rows.length} 个点。${extremes(table, chart.label, chart.x)}${extremes(table, chart.label, chart.y)}`,
    open > 0 ? `其中 ${open} 个还没有${column(table, chart.y).title}，另列在下方。` : '',
  ].join('');
};

interface Limit {
  rate: number | null;
  cap: number | null;
}

/** The limit that all rows share: under a line that holds for some of them alone, the others would be judged by it. */
function limitsOf(rows: readonly Row[], { rate, cap }: { rate: string; cap: string }): Limit[] {
  const found = new Map<string, Limit>();
  for (const row of rows) {
    const limit = { rate: isPositive(row[rate]) ? row[rate] : null, cap: isPositive(row[cap]) ? row[cap] : null };
    found.set(JSON.stringify(limit), limit);
  }
  const [only, ...others] = found.values();
  return only && others.length === 0 && (only.rate !== null || only.cap !== null) ? [only] : [];
}

/** A share of x up to where it reaches the amount, and level from there. */
function lineOf({ rate, cap }: Limit, found: readonly number[], isLog: boolean): number[][] {
  const [first, last] = [isLog ? Math.min(...found) : 0, Math.max(...found)];
  const at = (x: number) => [x, Math.min(rate === null ? Infinity : rate * x, cap ?? Infinity)];
  const kink = rate !== null && cap !== null ? cap / rate : null;
  return [at(first), ...(kink !== null && kink > first && kink < last ? [at(kink)] : []), at(last)];
}

const limitTitle = (rate: number | null, cap: number | null): string =>
  `奖补标准：${[rate === null ? '' : `比例 ${withUnit(rate, percent)}`, cap === null ? '' : `上限 ${withUnit(cap, yuan)}`].filter(Boolean).join('，')}`;

const symbols: Partial<Record<Key['shape'], string>> = {
  circle: 'circle',
  diamond: 'diamond',
  triangle: 'triangle',
  oblong: 'path://M0 0h14v6H0z',
  square: 'rect',
};

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;
