import type { Row, Table } from '#spec';
import { tick } from '../format.ts';
import { isNarrow, type Draw, type Of, type Summarize } from './drawing.ts';
import { linear } from './axes.ts';
import { column, numbers, tooltipText, text } from './read.ts';
import { axisLine, muted, series, splitLine, still, textWidth, tooltip } from './style.ts';

const day = 86_400_000;

/** A time as it is told, in the place of the province: read as if it were UTC, so that it is drawn as it is told. */
const timeOf = (said: unknown): number => Date.parse(`${String(said).replace(' ', 'T')}Z`);

/** Lines that climb in steps towards the times that they are to be there by. */
export const climb: Draw<'climb'> = (chart, table, frame) => {
  const columns = chart.values.map((name) => column(table, name));
  const limits = limitsOf(chart, table);
  const rows = rowsFrom(chart, table, limits);
  const narrow = isNarrow(frame);
  // The words of the limits stand above the lines, each in a row of its own.
  const top = 14 + limits.length * 15;
  const times = [...rows.map(({ at }) => at), ...limits.map(({ at }) => at)].filter((at) => !Number.isNaN(at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const pad = Math.max((last - first) * 0.02, 3_600_000);
  const most = columns.flatMap(({ name }) => numbers({ ...table, rows: rows.map(({ row }) => row) }, name));
  // Within a few days a day alone would be said again and again.
  const isOfHours = last - first <= 3 * day;
  const scale = linear(most, narrow ? 4 : 6);
  const left = narrow ? 40 : 52;
  const room = frame.width - left - (narrow ? 14 : 24);
  const across = (at: number) => ((at - first + pad) / (last - first + 2 * pad)) * room;
  return {
    height: top + (narrow ? 220 : 280) + 30,
    time: { left, right: frame.width - left - room, from: first - pad, to: last + pad },
    keys: columns.map(({ title }, i) => ({
      title,
      color: series[i % series.length]!,
      shape: shapes[i % shapes.length]!,
    })),
    option: {
      useUTC: true,
      tooltip,
      grid: { left, right: narrow ? 14 : 24, top, height: narrow ? 220 : 280 },
      xAxis: {
        type: 'time',
        min: first - pad,
        max: last + pad,
        axisLine,
        splitLine: { show: false },
        splitNumber: narrow ? 3 : isOfHours ? 5 : 8,
        axisLabel: { ...muted, formatter: isOfHours ? '{MM}-{dd} {HH}:{mm}' : '{MM}-{dd}', hideOverlap: true },
      },
      yAxis: {
        ...scale,
        splitLine,
        axisLabel: { ...muted, formatter: (value: number) => tick(value, columns[0]!) },
      },
      series: [
        ...columns.map(({ name }, i) => ({
          type: 'line',
          ...still,
          step: 'end',
          symbol: 'circle',
          symbolSize: 4,
          lineStyle: { color: series[i % series.length], width: 2, type: dashes[i % dashes.length] },
          itemStyle: { color: series[i % series.length] },
          data: rows.map(({ row, at, index }) => ({
            value: [at, row[name] ?? null],
            row: index,
            tip: tooltipText(table, row, text(row[chart.at]), chart.values),
          })),
        })),
        ...limits.map(({ title, said, at }, i) => {
          const words = `${title} ${said.slice(5)}`;
          // Words that have no room on the right of their line stand on its left.
          const position = across(at) + textWidth(words, 11) + 8 > room ? 'left' : 'right';
          return {
            type: 'line',
            ...still,
            silent: true,
            symbol: 'none',
            lineStyle: { color: 'var(--ink)', width: 1.2, type: 'dashed' },
            data: [
              [at, 0],
              {
                value: [at, scale.max],
                symbol: 'circle',
                symbolSize: 1,
                label: {
                  ...muted,
                  show: true,
                  color: 'var(--ink)',
                  position,
                  offset: [0, (i - limits.length) * 15],
                  formatter: words,
                },
              },
            ],
          };
        }),
      ],
    },
  };
};

const dashes = ['solid', 'dashed', 'dotted'] as const;
/** What their keys look like. */
const shapes = ['solid', 'line', 'dotted'] as const;

export const summarizeClimb: Summarize<'climb'> = (chart, table) => {
  const limits = limitsOf(chart, table);
  const last = table.rows.at(-1);
  return [
    ...limits.map(({ title, said, at }) => {
      const there = table.rows.findLast((row) => timeOf(row[chart.at]) <= at);
      return there ? `到${title} ${said}：${toldIn(chart, table, there)}。` : `到${title} ${said} 没有记录。`;
    }),
    last ? `最后一次在 ${text(last[chart.at])} 以前：${toldIn(chart, table, last)}。` : '',
  ].join('');
};

const toldIn = (chart: Of<'climb'>, table: Table, row: Row): string =>
  chart.values.map((name) => `${column(table, name).title} ${tick(Number(row[name]), column(table, name))}`).join('，');

const limitsOf = (chart: Of<'climb'>, table: Table): { title: string; said: string; at: number }[] =>
  chart.until.flatMap((name) => {
    const said = table.rows[0]?.[name];
    return typeof said === 'string' ? [{ title: column(table, name).title, said, at: timeOf(said) }] : [];
  });

/** From so many days before the first limit: what had come till then stands where the lines begin. */
function rowsFrom(
  chart: Of<'climb'>,
  table: Table,
  limits: readonly { at: number }[]
): { row: Row; at: number; index: number }[] {
  const rows = table.rows.map((row, index) => ({ row, index, at: timeOf(row[chart.at]) }));
  const first = Math.min(...limits.map(({ at }) => at));
  const from = chart.days === undefined || limits.length === 0 ? -Infinity : first - chart.days * day;
  const before = rows.findLast(({ at }) => at < from);
  return [...(before ? [{ ...before, at: from }] : []), ...rows.filter(({ at }) => at >= from)];
}
