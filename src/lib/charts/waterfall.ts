import type { Table } from '#spec';
import { tick, withUnit } from '../format.ts';
import { words } from '../words.ts';
import { roundAxis } from './axes.ts';
import { isNarrow, type Draw, type Of, type Summarize } from './drawing.ts';
import { column, text, tooltipText } from './read.ts';
import { label, line, type RenderItem } from './shapes.ts';
import { axisLine, muted, plain, splitLine, still, textWidth, tooltip } from './style.ts';

const rowHeight = 26;
const thick = 13;

interface Bar {
  row: number;
  from: number;
  to: number;
  isLevel: boolean;
}

/** Levels from nought, and between them what is added and what is left out. */
export const waterfall: Draw<'waterfall'> = (chart, table, frame) => {
  const value = column(table, chart.value);
  const narrow = isNarrow(frame);
  const bars = barsOf(chart, table);
  const saidOf = ({ row }: Bar): string => {
    const said = withUnit(table.rows[row]![chart.value] ?? null, value);
    const counted = chart.count === undefined || narrow ? null : column(table, chart.count);
    return counted ? `${said}　${withUnit(table.rows[row]![counted.name] ?? null, counted)}` : said;
  };
  const right = Math.max(0, ...bars.map((bar) => textWidth(saidOf(bar)))) + 14;
  const names = table.rows.map((row) => text(row[chart.label]));
  // On a phone a name stands above its bar.
  const left = narrow ? 8 : Math.max(0, ...names.map((each) => textWidth(each))) + 30;
  const height = bars.length * (narrow ? rowHeight + 14 : rowHeight);
  const each = height / Math.max(1, bars.length);
  const middle = (i: number) => i * each + (narrow ? each - thick / 2 - 4 : each / 2);
  const axis = roundAxis(
    bars.flatMap(({ from, to }) => [from, to]),
    narrow ? 3 : 6
  );
  const colorOf = ({ from, to, isLevel }: Bar) =>
    isLevel ? 'var(--series-1)' : to < from ? 'var(--unlisted)' : 'var(--series-3)';
  const drawnWords: RenderItem = (_, api) => ({
    type: 'group',
    children: bars.flatMap((bar, i) => {
      const [at, y] = api.coord([bar.to, middle(i)]);
      const [end] = api.coord([Math.max(bar.from, bar.to), middle(i)]);
      const next = bars[i + 1];
      const name = names[bar.row]!;
      const indent = bar.isLevel ? 0 : 12;
      return [
        narrow
          ? label(name, left + indent, y - thick / 2 - 18, bar.isLevel ? 'var(--ink)' : 'var(--muted)')
          : label(name, left - 10, y - 7, bar.isLevel ? 'var(--ink)' : 'var(--muted)', { align: 'right' }),
        label(saidOf(bar), end + 6, y - 7, bar.isLevel ? 'var(--ink)' : 'var(--muted)'),
        ...(next ? [line([at, y], [at, y + each], { stroke: 'var(--rule-strong)', lineWidth: 1 })] : []),
      ];
    }),
  });
  return {
    height: height + 30,
    keys: [
      { title: words.levels, color: 'var(--series-1)', shape: 'bar' },
      { title: words.less, color: 'var(--unlisted)', shape: 'bar' },
      ...(bars.some((bar) => !bar.isLevel && bar.to > bar.from)
        ? [{ title: words.more, color: 'var(--series-3)', shape: 'bar' } as const]
        : []),
    ],
    option: {
      tooltip,
      grid: { left, right, top: 4, height },
      xAxis: {
        type: 'value',
        ...axis,
        ...plain,
        axisLine: { show: false },
        splitLine,
        axisLabel: { ...muted, hideOverlap: true, formatter: (at: number) => tick(at, value) },
      },
      yAxis: { type: 'value', inverse: true, min: 0, max: height, ...plain, axisLine, axisLabel: { show: false } },
      series: [
        { type: 'custom', silent: true, z: 1, data: [[0, 0]], renderItem: drawnWords },
        {
          type: 'custom',
          ...still,
          z: 3,
          encode: { x: [0, 1], y: 2 },
          data: bars.map((bar, i) => ({
            value: [bar.from, bar.to, middle(i)],
            row: bar.row,
            tip: tooltipText(table, table.rows[bar.row]!, names[bar.row]!, [chart.value, chart.count ?? []].flat()),
          })),
          renderItem: ({ dataIndex }: { dataIndex: number }, api: Parameters<RenderItem>[1]) => {
            const bar = bars[dataIndex]!;
            const [[x1, y], [x2]] = [api.coord([bar.from, middle(dataIndex)]), api.coord([bar.to, middle(dataIndex)])];
            const [x, width] = [Math.min(x1, x2), Math.max(1, Math.abs(x2 - x1))];
            return {
              type: 'rect',
              shape: { x, y: y - thick / 2, width, height: thick },
              style: { fill: colorOf(bar) },
            };
          },
        },
      ],
    },
  };
};

export const summarizeWaterfall: Summarize<'waterfall'> = (chart, table) => {
  const value = column(table, chart.value);
  const said = barsOf(chart, table).map(({ row, isLevel }) => {
    const amount = withUnit(table.rows[row]![chart.value] ?? null, value);
    return `${isLevel ? '' : words.between}${text(table.rows[row]![chart.label])} ${amount}`;
  });
  return said.length === 0 ? `${value.title}均未知。` : `${said.join('，')}。`;
};

/** Where each bar begins and ends; what is unknown is none. */
function barsOf(chart: Of<'waterfall'>, table: Table): Bar[] {
  let at = 0;
  return table.rows.flatMap((row, i) => {
    const amount = row[chart.value];
    if (typeof amount !== 'number') return [];
    const isLevel = row[chart.level] === 1;
    const bar = { row: i, from: isLevel ? 0 : at, to: isLevel ? amount : at + amount, isLevel };
    at = bar.to;
    return [bar];
  });
}
