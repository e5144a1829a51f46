import { plain as unmarked, tick, type Shown } from '../format.ts';
import { isNarrow, type Draw, type Summarize } from './drawing.ts';
import { extremes } from './extremes.ts';
import { column, tooltipText, text, values } from './read.ts';
import { axisLine, ink, muted, plain, label, series, splitLine, still, textWidth, tooltip } from './style.ts';
import { wrap } from './wrap.ts';

/** Horizontal bars: a group of thin ones a row, or one bar in parts. */
export const bar: Draw<'bar'> = (chart, table, frame) => {
  const labels = values(table, chart.label).map(text);
  const columns = chart.values.map((name) => column(table, name));
  const shown: Shown = columns[0] ?? unmarked;
  const thick = chart.stack ? 14 : Math.max(5, Math.floor(18 / columns.length));
  const left = Math.min(Math.max(0, ...labels.map((each) => textWidth(each))), isNarrow(frame) ? 108 : 200) + 18;
  const room = left - 10;
  const row = Math.max(28, chart.stack ? 0 : columns.length * (thick + 2) + 10, isNarrow(frame) ? 36 : 0);
  return {
    height: labels.length * row + 30,
    keys:
      columns.length > 1
        ? columns.map(({ title }, i) => ({ title, color: series[i % series.length]!, shape: 'bar' }))
        : [],
    option: {
      tooltip,
      grid: { left, right: 44, top: 4, bottom: 26 },
      xAxis: {
        type: 'value',
        ...plain,
        splitLine,
        minInterval: shown.format === 'count' ? 1 : 0,
        splitNumber: isNarrow(frame) ? 3 : 5,
        axisLabel: { ...muted, formatter: (value: number) => tick(value, shown) },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: labels,
        ...plain,
        axisLine,
        axisLabel: {
          ...ink,
          width: room,
          lineHeight: 15,
          overflow: 'break',
          interval: 0,
          formatter: (name: string) => (textWidth(name) <= room ? name : wrap(name, Math.floor(room / 12))),
        },
      },
      series: columns.map(({ name }, i) => ({
        type: 'bar',
        ...still,
        stack: chart.stack ? 'all' : undefined,
        barWidth: thick,
        barGap: '15%',
        itemStyle: { color: series[i % series.length] },
        label: {
          show: !chart.stack,
          position: 'right',
          ...label,
          fontSize: 11,
          formatter: ({ value }: { value: number }) => tick(value, shown),
        },
        data: table.rows.map((each, at) => ({
          value: each[name] ?? null,
          row: at,
          tip: tooltipText(table, each, labels[at]!, chart.values),
        })),
      })),
    },
  };
};

export const summarizeBar: Summarize<'bar'> = (chart, table) =>
  `共 ${table.rows.length} 项。${chart.values.map((name) => extremes(table, chart.label, name)).join('')}`;
