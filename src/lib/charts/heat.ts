import { plain as unmarked, tick } from '../format.ts';
import { inOrder } from './color.ts';
import { isNarrow, type Draw, type Summarize } from './drawing.ts';
import { extremes } from './extremes.ts';
import { column, numbers, tooltipText, text, values } from './read.ts';
import { ink, muted, plain, still, textWidth, tooltip } from './style.ts';
import { wrap } from './wrap.ts';

const levels = 5;

/** A grid of numbers, darker where there are more; nothing where there are none. */
export const heat: Draw<'heat'> = (chart, table, frame) => {
  // Where a first row lacks a value of the other side, both still stand in the order of their dimension.
  const ordered = (name: string) => inOrder(frame, name, unique(values(table, name).map(text)));
  const [xs, ys] = [ordered(chart.x), ordered(chart.y)];
  const measure = column(table, chart.value);
  const largest = Math.max(1, ...numbers(table, chart.value));
  const narrow = isNarrow(frame);

  const left = Math.max(0, ...ys.map((each) => textWidth(each))) + 10;
  const cell = (frame.width - left - 2) / Math.max(1, xs.length);
  const heads = xs.map((each) => (narrow || cell < 44 ? upright(each) : wrap(each, Math.floor((cell - 8) / 12))));
  const top = Math.max(...heads.map((each) => each.split('\n').length), 1) * 14 + 12;
  const rowHeight = 26;

  return {
    height: top + ys.length * rowHeight + 2,
    keys: [],
    option: {
      tooltip,
      grid: { left, right: 2, top, bottom: 2 },
      xAxis: {
        type: 'category',
        position: 'top',
        data: heads,
        ...plain,
        axisLabel: { ...muted, color: 'var(--ink)', lineHeight: 14, interval: 0, margin: 6 },
      },
      yAxis: { type: 'category', inverse: true, data: ys, ...plain, axisLabel: { ...ink, interval: 0 } },
      series: {
        type: 'scatter',
        ...still,
        symbol: 'rect',
        symbolSize: [cell - 2, rowHeight - 2],
        label: {
          show: true,
          ...ink,
          fontSize: narrow ? 11 : 12,
          formatter: ({ data }: { data: { shown: string } }) => data.shown,
        },
        data: table.rows.map((row, at) => {
          const value = row[chart.value];
          const level = typeof value === 'number' && value > 0 ? Math.ceil((value / largest) * levels) : 0;
          return {
            value: [xs.indexOf(text(row[chart.x])), ys.indexOf(text(row[chart.y]))],
            row: at,
            shown: typeof value !== 'number' || value === 0 ? '' : tick(value, unmarked),
            tip: tooltipText(table, row, `${text(row[chart.y])} · ${text(row[chart.x])}`, [measure.name]),
            itemStyle: { color: `var(--heat-${level})`, opacity: 1 },
            label: { color: `var(--heat-ink-${level})` },
          };
        }),
      },
    },
  };
};

export const summarizeHeat: Summarize<'heat'> = (chart, table) =>
  `${unique(values(table, chart.y).map(text)).length} 行、${unique(values(table, chart.x).map(text)).length} 列。${extremes(table, [chart.y, chart.x], chart.value)}`;

const unique = (found: string[]): string[] => Array.from(new Set(found));
const upright = (text: string): string => Array.from(text.replace(/\s/g, '')).join('\n');
