import type { Row } from '#spec';
import { plain as unmarked, withUnit, tick, type Shown } from '../format.ts';
import { isNarrow, type Draw, type Of, type Summarize } from './drawing.ts';
import { extremes } from './extremes.ts';
import { column, tooltipText, text, values } from './read.ts';
import { axisLine, font, ink, muted, plain, splitLine, still, textWidth, tooltip } from './style.ts';

const rowHeight = 27;

/** A bar for what counts, a mark for the target it must not pass, a thin bar beside for what does not count. */
export const bullet: Draw<'bullet'> = (chart, table, frame) => {
  const labels = values(table, chart.label).map(text);
  const [value, target] = [column(table, chart.value), column(table, chart.target)];
  const beside = chart.beside ? column(table, chart.beside) : null;
  const names = [chart.value, chart.target, chart.left, chart.over ?? [], chart.beside ?? []].flat();
  const data = (name: string) =>
    table.rows.map((row, at) => ({
      value: row[name] ?? null,
      row: at,
      tip: tooltipText(table, row, labels[at]!, names),
    }));
  const left = Math.max(0, ...labels.map((each) => textWidth(each))) + 12;
  const standings = table.rows.map((row) => standing(chart, row, value));
  const right = Math.max(0, ...standings.map((each) => textWidth(each.replace(/\{\w+\||\}/g, ''), 11))) + 14;
  return {
    height: labels.length * rowHeight + 30,
    keys: [
      { title: value.title, color: 'var(--series-1)', shape: 'bar' },
      { title: `${value.title}（超出${target.title}）`, color: 'var(--bad)', shape: 'bar' },
      { title: target.title, color: 'var(--ink)', shape: 'tick' },
      ...(beside ? [{ title: `${beside.title}（不计入）`, color: 'var(--quiet)', shape: 'thin' } as const] : []),
    ],
    option: {
      tooltip,
      grid: { left, right, top: 4, bottom: 26 },
      xAxis: {
        type: 'value',
        ...plain,
        splitLine,
        minInterval: 1,
        splitNumber: isNarrow(frame) ? 3 : 5,
        axisLabel: { ...muted, formatter: (at: number) => tick(at, value) },
      },
      yAxis: [
        { type: 'category', inverse: true, data: labels, ...plain, axisLine, axisLabel: { ...ink, interval: 0 } },
        {
          type: 'category',
          inverse: true,
          position: 'right',
          data: standings,
          ...plain,
          axisLabel: { ...muted, interval: 0, rich },
        },
      ],
      series: [
        {
          type: 'bar',
          ...still,
          barWidth: 11,
          barGap: '20%',
          data: data(chart.value).map((each, at) => ({
            ...each,
            itemStyle: { color: overOf(chart, table.rows[at]!) > 0 ? 'var(--bad)' : 'var(--series-1)' },
          })),
        },
        ...(beside
          ? [{ type: 'bar', ...still, barWidth: 4, itemStyle: { color: 'var(--quiet)' }, data: data(beside.name) }]
          : []),
        // A second axis without a series is not drawn.
        { type: 'bar', yAxisIndex: 1, silent: true, data: [] },
        {
          type: 'scatter',
          ...still,
          z: 4,
          symbol: 'rect',
          symbolSize: [3, 20],
          itemStyle: { color: 'var(--ink)', opacity: 1 },
          data: table.rows
            .map((row, at) => ({
              value: [row[chart.target] ?? null, at],
              row: at,
              tip: tooltipText(table, row, labels[at]!, names),
            }))
            .filter(({ row: at }) => isKnown(chart, table.rows[at]!)),
        },
      ],
    },
  };
};

export const summarizeBullet: Summarize<'bullet'> = (chart, table) => {
  const over = table.rows
    .filter((row) => overOf(chart, row) > 0)
    .map((row) => `${text(row[chart.label])}（${withUnit(overOf(chart, row), column(table, chart.value))}）`);
  const bare = table.rows.filter((row) => row[chart.left] === null).length;
  const among = bare > 0 ? '已知的里' : '';
  return [
    `共 ${table.rows.length} 项。${extremes(table, chart.label, chart.value)}`,
    over.length > 0
      ? `超出${column(table, chart.target).title}的有 ${over.length} 个：${over.join('、')}。`
      : bare < table.rows.length
        ? `${among}没有超出${column(table, chart.target).title}的。`
        : '',
    bare > 0 ? `${bare} 个的${column(table, chart.left).title}未知。` : '',
  ].join('');
};

const rich = {
  over: { color: 'var(--bad)', fontFamily: font, fontSize: 11, fontWeight: 600 },
  none: { color: 'var(--muted)', fontFamily: font, fontSize: 11 },
};

/** A target of which a part is unknown is none: no mark is drawn for it. */
const isKnown = ({ target, left }: Of<'bullet'>, row: Row): boolean =>
  typeof row[target] === 'number' && typeof row[left] === 'number';
/** By how much a row is over its target; 0 where it is not, or nobody can tell. */
function overOf({ left, over }: Of<'bullet'>, row: Row): number {
  const told = over === undefined ? row[left] : row[over];
  return typeof told !== 'number' ? 0 : Math.max(0, over === undefined ? -told : told);
}

/** How a row stands, in words: over-use is never told by colour alone. */
function standing(chart: Of<'bullet'>, row: Row, shown: Shown): string {
  const [value, target, left] = [row[chart.value] ?? null, row[chart.target] ?? null, row[chart.left]];
  if (typeof left !== 'number') {
    const reason = chart.missing ? row[chart.missing] : null;
    return `{none|${typeof reason === 'string' ? reason : withUnit(value, shown)}}`;
  }
  const counts = `${withUnit(value, unmarked)} / ${withUnit(target, unmarked)}`;
  const over = overOf(chart, row);
  return over > 0 ? `{over|${counts} ▲超 ${withUnit(over, shown)}}` : counts;
}
