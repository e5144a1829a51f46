import type { Row } from '#spec';
import { plain as unmarked, withUnit } from '../format.ts';
import { isNarrow, type Draw, type Of, type Summarize } from './drawing.ts';
import { column, numbers, text, tooltipText, values } from './read.ts';
import { axisLine, ink, muted, plain, still, textWidth, tooltip } from './style.ts';
import { wrap } from './wrap.ts';

const rowHeight = 18;
const lineHeight = 16;
const gap = 14;

/**
 * A small chart for each value of `by`, all to one scale: a bar a row, and a stroke where its target is. Those of the
 * same rows stand beside each other; of others, as the cities of another province, they begin on a line of their own.
 */
export const multiples: Draw<'multiples'> = (chart, table, frame) => {
  const heads = Array.from(new Set(values(table, chart.by).map(text)));
  const labelsOf = (head: string) => {
    const own = new Set(table.rows.flatMap((row) => (text(row[chart.by]) === head ? [text(row[chart.label])] : [])));
    return Array.from(new Set(values(table, chart.label).map(text))).filter((label) => own.has(label));
  };
  const runs = Map.groupBy(heads, (head) => JSON.stringify(labelsOf(head)));
  const [measure, target] = [column(table, chart.value), column(table, chart.target)];
  const most = isNarrow(frame) ? 2 : frame.width < 900 ? 3 : 5;
  const across = Math.max(1, Math.min(most, ...Array.from(runs.values(), ({ length }) => length)));
  const left = Math.max(0, ...values(table, chart.label).map((each) => textWidth(text(each), 11))) + 10;
  const width = (frame.width - left) / across;
  const remark = 44;
  const titleOf = (head: string) => {
    const title = head + (isBare(chart, table.rows, head) ? `（${target.title}未知）` : '');
    return textWidth(title) < width ? title : wrap(title, Math.floor(width / ink.fontSize));
  };
  const headHeight = 10 + lineHeight * Math.max(1, ...heads.map((head) => titleOf(head).split('\n').length));
  let height = 0;
  const charts = Array.from(runs.values()).flatMap((run) => {
    const labels = labelsOf(run[0]!);
    const block = headHeight + labels.length * rowHeight + gap;
    const begin = height;
    height += Math.ceil(run.length / across) * block;
    return run.map((head, i) => ({
      head,
      labels,
      isFirst: i % across === 0,
      left: left + (i % across) * width,
      top: begin + Math.floor(i / across) * block,
    }));
  });
  const largest = Math.max(1, ...numbers(table, chart.value), ...numbers(table, chart.target));
  const rowsOf = ({ head, labels }: { head: string; labels: readonly string[] }) =>
    labels.map((label) => {
      const at = table.rows.findIndex((row) => text(row[chart.by]) === head && text(row[chart.label]) === label);
      return { at, row: at < 0 ? null : table.rows[at]! };
    });
  const item = ({ at, row }: { at: number; row: Row | null }, value: unknown) => ({
    value,
    ...(row === null
      ? {}
      : {
          row: at,
          tip: tooltipText(table, row, `${text(row[chart.label])} · ${text(row[chart.by])}`, [
            measure.name,
            target.name,
            chart.over,
          ]),
        }),
  });
  return {
    height,
    keys: [
      { title: measure.title, color: 'var(--series-1)', shape: 'bar' },
      { title: `${measure.title}（超出${target.title}）`, color: 'var(--bad)', shape: 'bar' },
      { title: target.title, color: 'var(--ink)', shape: 'tick' },
    ],
    option: {
      tooltip,
      title: charts.map((each) => ({
        text: titleOf(each.head),
        left: each.left,
        top: each.top + 4,
        padding: 0,
        textStyle: { ...ink, fontWeight: 600, lineHeight },
      })),
      grid: charts.map((each) => ({
        left: each.left,
        top: each.top + headHeight,
        width: Math.max(20, width - remark),
        height: each.labels.length * rowHeight,
      })),
      xAxis: charts.map((_, i) => ({
        type: 'value',
        gridIndex: i,
        min: 0,
        max: largest,
        ...plain,
        axisLabel: { show: false },
      })),
      yAxis: charts.map(({ labels, isFirst }, i) => ({
        type: 'category',
        gridIndex: i,
        inverse: true,
        data: labels,
        ...plain,
        axisLine,
        axisLabel: { ...muted, color: 'var(--ink)', interval: 0, show: isFirst },
      })),
      series: charts.flatMap((each, i) => {
        const rows = rowsOf(each);
        const shared = { ...still, xAxisIndex: i, yAxisIndex: i };
        return [
          {
            ...shared,
            type: 'bar',
            barWidth: 9,
            data: rows.map((each) => ({
              ...item(each, each.row?.[chart.value] ?? null),
              itemStyle: { color: overOf(chart, each.row) > 0 ? 'var(--bad)' : 'var(--series-1)' },
            })),
          },
          // Nothing to see, behind the bar and the stroke: it carries the words.
          {
            ...shared,
            type: 'scatter',
            symbolSize: 0.1,
            itemStyle: { opacity: 0 },
            data: rows.map((each, y) => ({
              ...item(each, [farthest(chart, each.row), y]),
              label: {
                show: each.row !== null,
                position: 'right',
                distance: 6,
                ...muted,
                textBorderWidth: 0,
                color: overOf(chart, each.row) > 0 ? 'var(--bad)' : 'var(--muted)',
                formatter: () => remarkOf(chart, each.row),
              },
            })),
          },
          {
            ...shared,
            type: 'scatter',
            z: 4,
            symbol: 'rect',
            symbolSize: [2, 14],
            itemStyle: { color: 'var(--ink)', opacity: 1 },
            data: rows.flatMap((each, y) =>
              typeof each.row?.[chart.target] === 'number' ? [item(each, [each.row[chart.target], y])] : []
            ),
          },
        ];
      }),
    },
  };
};

export const summarizeMultiples: Summarize<'multiples'> = (chart, table) =>
  Array.from(new Set(values(table, chart.by).map(text)))
    .map((head) => {
      const rows = table.rows.filter((row) => text(row[chart.by]) === head);
      const over = rows.filter((row) => overOf(chart, row) > 0);
      const bare = rows.filter((row) => typeof row[chart.target] !== 'number').length;
      const said = over.map(
        (row) => `${text(row[chart.label])}（${withUnit(overOf(chart, row), column(table, chart.over))}）`
      );
      return [
        `${head}：`,
        over.length > 0 ? `超出的有 ${said.join('、')}` : bare < rows.length ? '知道的里没有超出的' : '',
        bare > 0
          ? `${over.length > 0 || bare < rows.length ? '，' : ''}${bare} 个没有${column(table, chart.target).title}`
          : '',
        '。',
      ].join('');
    })
    .join('');

const overOf = ({ over }: Of<'multiples'>, row: Row | null): number => {
  const value = row?.[over];
  return typeof value === 'number' ? value : 0;
};

/** How far its bar and its stroke reach. */
const farthest = (chart: Of<'multiples'>, row: Row | null): number =>
  Math.max(0, ...[row?.[chart.value], row?.[chart.target]].filter((each) => typeof each === 'number'));

/** No row of this small chart knows its target. */
const isBare = (chart: Of<'multiples'>, rows: readonly Row[], head: string): boolean =>
  rows.every((row) => text(row[chart.by]) !== head || typeof row[chart.target] !== 'number');

function remarkOf(chart: Of<'multiples'>, row: Row | null): string {
  const value = row?.[chart.value];
  if (typeof value !== 'number') return '未知';
  const over = overOf(chart, row);
  return over > 0 ? `${withUnit(value, unmarked)} ▲${withUnit(over, unmarked)}` : withUnit(value, unmarked);
}
