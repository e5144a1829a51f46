import type { ColumnInfo, Row, Table } from '#spec';
import { withUnit } from '../format.ts';
import { words } from '../words.ts';
import { isNarrow, type Draw, type Of, type Summarize } from './drawing.ts';
import { column, text, tooltipText } from './read.ts';
import { axisLine, muted, series as colors, shapes, splitLine, still, tickOf, tooltip } from './style.ts';

/** A line a series under the straight one; each row is a dot on its line. */
export const lorenz: Draw<'lorenz'> = (chart, table, frame) => {
  const [x, y] = [column(table, chart.x), column(table, chart.y)];
  const height = isNarrow(frame) ? 250 : 330;
  const lines = linesOf(chart, table);
  const axis = ({ title, ...shown }: ColumnInfo) => ({
    type: 'value',
    min: 0,
    max: 1,
    interval: isNarrow(frame) ? 0.5 : 0.2,
    name: title,
    nameTextStyle: muted,
    axisTick: { show: false },
    axisLine,
    splitLine,
    axisLabel: { ...muted, formatter: (at: number) => tickOf(at, { ...shown }) },
  });
  const left = 46;
  return {
    height: 32 + height + 48,
    keys: [
      ...lines.map(({ name }, i) => ({ title: name, color: colors[i % colors.length]!, shape: shapeOf(i) })),
      { title: words.allTheSame, color: 'var(--muted)', shape: 'line' as const },
    ],
    option: {
      tooltip,
      grid: { left, right: 20, top: 32, height },
      xAxis: { ...axis(x), nameLocation: 'middle', nameGap: 28 },
      yAxis: {
        ...axis(y),
        nameLocation: 'end',
        nameTextStyle: { ...muted, align: 'left', padding: [0, 0, 0, 6 - left] },
      },
      series: [
        {
          ...line('var(--muted)'),
          lineStyle: { color: 'var(--muted)', width: 1.2, type: 'dashed' },
          data: [origin, [1, 1]],
        },
        ...lines.flatMap(({ rows }, i) => {
          const color = colors[i % colors.length]!;
          const places = rows.map((at) => [table.rows[at]![chart.x], table.rows[at]![chart.y]]);
          return [
            { ...line(color), data: [origin, ...places] },
            {
              type: 'scatter',
              ...still,
              symbol: symbolOf(i),
              symbolSize: rows.length > 40 ? 5 : 8,
              itemStyle: { color, borderColor: 'var(--surface)', borderWidth: 0.5 },
              data: rows.map((at, k) => ({ value: places[k], row: at, tip: tipOf(chart, table, table.rows[at]!) })),
            },
          ];
        }),
      ],
    },
  };
};

export const summarizeLorenz: Summarize<'lorenz'> = (chart, table) =>
  linesOf(chart, table)
    .map(({ name, rows }) => {
      const half = table.rows[rows.find((at) => (table.rows[at]![chart.x] as number) >= 0.5) ?? -1];
      const said = half
        ? `，较少的 ${withUnit(half[chart.x]!, column(table, chart.x))} 占 ${withUnit(half[chart.y]!, column(table, chart.y))}`
        : '';
      return `${name} ${rows.length} 个${said}。`;
    })
    .join('') || `${column(table, chart.y).title}均未知。`;

const origin = [0, 0];

const line = (color: string) => ({
  type: 'line',
  ...still,
  silent: true,
  symbol: 'none',
  lineStyle: { color, width: 1.6 },
});

/** The rows of each series whose place is known, from the first along the line to the last. */
function linesOf(chart: Of<'lorenz'>, table: Table): { name: string; rows: number[] }[] {
  const lines = new Map<string, number[]>();
  for (const [at, row] of table.rows.entries()) {
    const name = text(row[chart.series]);
    const rows = lines.get(name) ?? [];
    lines.set(name, rows);
    if (typeof row[chart.x] === 'number' && typeof row[chart.y] === 'number') rows.push(at);
  }
  const place = (at: number) => table.rows[at]![chart.x] as number;
  return Array.from(lines, ([name, rows]) => ({ name, rows: rows.toSorted((a, b) => place(a) - place(b)) })).filter(
    ({ rows }) => rows.length > 0
  );
}

const shapeOf = (i: number) => shapes[i % 3]!;
const symbolOf = (i: number) => shapeOf(i) as string;

function tipOf(chart: Of<'lorenz'>, table: Table, row: Row): string {
  const heading = [row[chart.series], row[chart.label]].map(text).join(' · ');
  return tooltipText(table, row, heading, [...(chart.tells ?? []), chart.x, chart.y]);
}
