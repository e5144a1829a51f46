import type { Row } from '#spec';
import { tick } from '../format.ts';
import { colorOf, shapeOf } from './color.ts';
import { isNarrow, type Draw } from './drawing.ts';
import { column, sayRow, text } from './read.ts';
import { axisLine, muted, plain, splitLine, still, tooltip } from './style.ts';

/** Beyond this ratio of the largest to the smallest a logarithmic axis reads better. */
const wide = 50;
const strip = 46;

/** One mark a row. Rows without y lie in a strip under the plot: they are undecided, not zero. */
export const scatter: Draw<'scatter'> = (chart, table, frame) => {
  const [x, y] = [column(table, chart.x), column(table, chart.y)];
  const rows = table.rows.map((row, at) => ({ row, at })).filter(({ row }) => isPositive(row[chart.x]));
  const decided = rows.filter(({ row }) => isPositive(row[chart.y]));
  const open = rows.filter(({ row }) => !isPositive(row[chart.y]));
  const groups = chart.group ? Array.from(new Set(rows.map(({ row }) => text(row[chart.group!])))) : [];
  const narrow = isNarrow(frame);
  const plot = narrow ? 250 : 340;
  const below = open.length > 0 ? strip : 0;

  const names = [chart.x, chart.y, ...table.columns.filter(({ unit, name }) => (unit === '倍' || unit === '%') && name !== chart.x).map(({ name }) => name)];
  const point = ({ row, at }: { row: Row; at: number }, second: unknown) => {
    const group = chart.group ? text(row[chart.group]) : '';
    const color = chart.group ? colorOf(frame, chart.group, group, groups.indexOf(group)) : 'var(--series-1)';
    return {
      value: [row[chart.x], second],
      row: at,
      said: sayRow(table, row, [text(row[chart.label]), group].filter(Boolean).join(' · '), names),
      symbol: symbols[chart.group ? shapeOf(frame, chart.group, group, groups.indexOf(group)) : 'circle'],
      itemStyle: { color, opacity: 0.72, borderColor: 'var(--surface)', borderWidth: 0.8 },
    };
  };
  const axis = (name: string) => ({ ...scaleOf(rows.map(({ row }) => row[name]).filter(isPositive)), splitLine, axisLine, axisTick: { show: false } });
  const grid = { left: narrow ? 52 : 64, right: narrow ? 14 : 24 };
  const size = narrow ? 7 : 9;

  return {
    height: 30 + plot + below + 44,
    keys: groups.length > 1 ? groups.map((group, i) => ({ title: group, color: colorOf(frame, chart.group!, group, i), shape: shapeOf(frame, chart.group!, group, i) })) : [],
    option: {
      tooltip,
      grid: [
        { ...grid, top: 30, height: plot },
        { ...grid, top: 30 + plot + 6, height: below > 0 ? below - 12 : 0 },
      ],
      xAxis: [
        { ...axis(chart.x), gridIndex: 0, axisLabel: { ...muted, show: below === 0, formatter: (at: number) => tick(at, x.unit) }, name: below === 0 ? x.title : '', nameLocation: 'middle', nameGap: 28, nameTextStyle: muted },
        { ...axis(chart.x), gridIndex: 1, show: below > 0, axisLabel: { ...muted, formatter: (at: number) => tick(at, x.unit) }, name: x.title, nameLocation: 'middle', nameGap: 28, nameTextStyle: muted },
      ],
      yAxis: [
        { ...axis(chart.y), gridIndex: 0, axisLabel: { ...muted, formatter: (at: number) => tick(at, y.unit) }, name: y.title, nameLocation: 'end', nameTextStyle: { ...muted, align: 'left', padding: [0, 0, 0, -grid.left + 4] } },
        { type: 'category', gridIndex: 1, show: below > 0, data: ['未定'], ...plain, axisLabel: muted },
      ],
      series: [
        { type: 'scatter', ...still, xAxisIndex: 0, yAxisIndex: 0, symbolSize: size, data: decided.map((each) => point(each, each.row[chart.y])) },
        { type: 'scatter', ...still, xAxisIndex: 1, yAxisIndex: 1, symbolSize: size, data: open.map((each) => point(each, 0)) },
      ],
    },
  };
};

const symbols = { circle: 'circle', diamond: 'diamond', triangle: 'triangle', square: 'rect' } as const;

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;

/** Linear from nought, or logarithmic between whole powers of ten where the values lie far apart. */
function scaleOf(found: readonly number[]): Record<string, unknown> {
  const [least, most] = [Math.min(...found), Math.max(...found)];
  if (found.length === 0 || most / least <= wide) return { type: 'value', min: 0 };
  return { type: 'log', logBase: 10, min: 10 ** Math.floor(Math.log10(least)), max: 10 ** Math.ceil(Math.log10(most)) };
}
