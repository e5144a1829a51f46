import type { ColumnInfo, Row, Table } from '#spec';
import { plain as unmarked, withUnit } from '../format.ts';
import { colorOf } from './color.ts';
import { isNarrow, type Draw, type Summarize } from './drawing.ts';
import { named } from './extremes.ts';
import { column, tooltipText, text } from './read.ts';
import { axisLine, font, ink, plain, still, textWidth, tooltip } from './style.ts';

const rowHeight = 30;
const headHeight = 28;
const gap = 14;

/** Bars that shorten step by step: one small chart a row where `by` is given, each to its own scale. */
export const steps: Draw<'steps'> = (chart, table, frame) => {
  const columns = chart.steps.map((name) => column(table, name));
  const apart = columns.map(({ name }) => (chart.apart?.[name] ? column(table, chart.apart[name]) : null));
  const rows = chart.by ? table.rows : table.rows.slice(0, 1);
  const heads = rows.map((row) => (chart.by ? text(row[chart.by]) : ''));
  const names = [...chart.steps, ...apart.flatMap((found) => found?.name ?? [])];

  const left = Math.max(0, ...columns.map(({ title }) => textWidth(title))) + 12;
  const most = isNarrow(frame) || frame.width < 640 ? 1 : frame.width < 900 ? 2 : 4;
  const across = Math.max(1, Math.min(most, rows.length));
  const width = (frame.width - left) / across;
  const head = chart.by ? headHeight : 2;
  const block = head + columns.length * rowHeight + gap;
  const corner = (i: number) => ({ left: left + (i % across) * width, top: Math.floor(i / across) * block });
  const remarks = rows.map((row) =>
    columns.map((step) =>
      remark(table, row, step, { rate: chart.rates?.[step.name], inFull: chart.by === undefined && !isNarrow(frame) })
    )
  );
  const long = rows.map((row, i) =>
    lengthFor(
      columns.map(({ name }, at) => ({ value: total(row, name, apart[at]), text: textWidth(remarks[i]![at]!.plain) })),
      width - 24
    )
  );

  return {
    height: Math.ceil(rows.length / across) * block,
    keys: apart.flatMap((found) =>
      found ? [{ title: `${found.title}（尚无结论，另画）`, color: 'var(--muted)', shape: 'dashed' }] : []
    ),
    option: {
      tooltip,
      title: heads.map((head, i) => ({
        text: head,
        left: corner(i).left,
        top: corner(i).top + 4,
        padding: 0,
        textStyle: { ...ink, fontSize: 13, fontWeight: 600 },
      })),
      grid: rows.map((_, i) => ({
        ...corner(i),
        top: corner(i).top + head,
        width: long[i],
        height: columns.length * rowHeight,
      })),
      xAxis: rows.map((_, i) => ({
        type: 'value',
        gridIndex: i,
        min: 0,
        max: ({ max }: { max: number }) => max || 1,
        ...plain,
        axisLabel: { show: false },
      })),
      yAxis: rows.map((_, i) => ({
        type: 'category',
        gridIndex: i,
        inverse: true,
        data: columns.map(({ title }) => title),
        ...plain,
        axisLine,
        axisLabel: { ...ink, interval: 0, show: i % across === 0 },
      })),
      series: rows.flatMap((row, i) => {
        const shared = { type: 'bar', ...still, xAxisIndex: i, yAxisIndex: i, stack: `${i}`, barWidth: 16 };
        const item = (value: unknown) => ({
          value,
          row: i,
          tip: tooltipText(table, row, heads[i]!, names).trimStart(),
        });
        return [
          {
            ...shared,
            itemStyle: {
              color: chart.by && chart.colored ? colorOf(frame, chart.by, heads[i]!, i) : 'var(--series-1)',
            },
            data: columns.map(({ name }) => item(row[name] ?? null)),
          },
          {
            ...shared,
            itemStyle: { color: 'transparent', borderColor: 'var(--muted)', borderType: 'dashed', borderWidth: 1 },
            data: apart.map((found) => item(found === null ? null : row[found.name] || null)),
          },
          // Nothing long, at the end of both: it carries the words.
          {
            ...shared,
            label: {
              show: true,
              position: 'right',
              ...ink,
              textBorderWidth: 0,
              rich,
              formatter: ({ dataIndex }: { dataIndex: number }) => remarks[i]![dataIndex]!.rich,
            },
            data: columns.map(() => item(0)),
          },
        ];
      }),
    },
  };
};

export const summarizeSteps: Summarize<'steps'> = (chart, table) =>
  table.rows
    .slice(0, chart.by ? 6 : 1)
    .map((row) => {
      const steps = chart.steps.map((name) => named(column(table, name), row[name] ?? null));
      return `${chart.by ? `${text(row[chart.by])}，` : ''}${steps.join('，')}。`;
    })
    .join('');

const total = (row: Row, name: string, apart: ColumnInfo | null | undefined): number =>
  amount(row[name]) + (apart ? amount(row[apart.name]) : 0);
const amount = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);

/** How long the longest bar may be, so that each bar and the words at its end fit into the room. */
function lengthFor(bars: readonly { value: number; text: number }[], room: number): number {
  const largest = Math.max(1, ...bars.map(({ value }) => value));
  return Math.max(
    40,
    Math.min(...bars.map(({ value, text }) => (value === 0 ? room : ((room - text) * largest) / value)))
  );
}

const rich = { b: { ...ink, fontWeight: 600 }, r: { color: 'var(--muted)', fontFamily: font, fontSize: 11 } };

/** The number of a step, and the ratio that is said beside it, with both its parts. */
function remark(
  table: Table,
  row: Row,
  step: ColumnInfo,
  { rate: named, inFull }: { rate: string | undefined; inFull: boolean }
): { rich: string; plain: string } {
  const { name, format } = step;
  const number = withUnit(row[name] ?? null, step);
  const ratio = named
    ? column(table, named)
    : table.columns.find(({ numerator, format }) => numerator === name && format === 'percent');
  if (!ratio) return { rich: `{b|${number}}`, plain: number };
  const part = (name: string) => withUnit(row[name] ?? null, unmarked);
  const parts =
    inFull && format === 'count' && ratio.numerator && ratio.denominator
      ? `（${part(ratio.numerator)}/${part(ratio.denominator)}）`
      : '';
  const rate = `${ratio.title} ${withUnit(row[ratio.name] ?? null, ratio)}${parts}`;
  return { rich: `{b|${number}}{r|\u00a0\u00a0\u00a0\u00a0${rate}}`, plain: `${number}　${rate}` };
}
