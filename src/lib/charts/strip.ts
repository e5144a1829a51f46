import type { ColumnInfo, Row, Table } from '#spec';
import { few } from '../table/grid.ts';
import { withUnit } from '../format.ts';
import { words } from '../words.ts';
import { axesApart, edges } from './apart.ts';
import { roundAxis } from './axes.ts';
import { isNarrow, type Draw, type Drawing, type Of, type Summarize } from './drawing.ts';
import { column, text, tooltipText } from './read.ts';
import { lanesOf, middleOf, saidOf, spanOf, type Lane } from './strip-lanes.ts';
import { label, line, type RenderItem, type Shape } from './shapes.ts';
import { still, tooltip } from './style.ts';
import { swarm } from './swarm.ts';

/** Of a lane: its words, its dots, and the line between whose ends its middle may lie. */
const [head, dots, foot] = [24, 62, 14];
/** What stands apart lies in columns of so many. */
const inColumn = 6;

/** Where a lane lies, from the top, and how high its dots may stand. */
interface Placed extends Lane {
  top: number;
  height: number;
}

/** A dot a row, in lanes; behind them the middle half, the middle, and what is near enough. */
export const strip: Draw<'strip'> = (chart, table, frame) => {
  const value = column(table, chart.value);
  const narrow = isNarrow(frame);
  const lanes = placed(lanesOf(chart, table));
  const height = lanes.reduce((sum, each) => sum + each.height + head + foot, 0);
  const isApart = lanes.some(({ apart }) => apart.length > 0);
  const gutter = !isApart ? 0 : narrow ? 76 : 92;
  const axis = roundAxis(numbersOf(chart, table), narrow ? 4 : 8);
  const across = frame.width - edges.left - edges.right - gutter;
  const size = narrow ? 6 : 8;
  const dotAt = (row: number, place: readonly [number, number]) => ({
    value: place,
    row,
    tip: tipOf(chart, table, table.rows[row]!),
  });
  const points = lanes.flatMap(({ known, expected, top, height }) => {
    const all = [...known, ...expected];
    const values = all.map((row, k) => table.rows[row]![k < known.length ? chart.value : chart.expected!] as number);
    const places = values.map((found) => ((found - axis.min) / (axis.max - axis.min)) * across);
    const beside = swarm(places, size + 0.5, height / 2 - size / 2);
    return all.map((row, k) => ({
      isOpen: k >= known.length,
      isOdd: chart.odd !== undefined && table.rows[row]![chart.odd] === 1,
      ...dotAt(row, [values[k]!, top + head + height / 2 + beside[k]!]),
    }));
  });
  const aside = lanes.flatMap(({ apart, top }) => {
    const columns = Math.max(8, Math.ceil(apart.length / inColumn));
    return apart.map((row, k) =>
      dotAt(row, [(Math.floor(k / inColumn) + 0.5) / columns, top + head + 4 + (k % inColumn) * 9])
    );
  });
  const dot = { type: 'scatter', ...still, symbolSize: size, z: 4 };
  const filled = (color: string) => ({ color, opacity: 0.78, borderColor: 'var(--surface)', borderWidth: 0.6 });
  const hollow = { color: 'var(--surface)', borderColor: 'var(--muted)', borderWidth: 1.3 };
  const drawn = (renderItem: RenderItem, z: number) => ({
    type: 'custom',
    silent: true,
    z,
    data: [[0, 0]],
    renderItem,
  });

  return {
    height: height + 48,
    keys: keysOf(chart, table, { isOpen: isApart || points.some(({ isOpen }) => isOpen) }),
    option: {
      tooltip,
      ...axesApart(value, axis, { width: frame.width, height, gutter }),
      series: [
        drawn(behind(chart, value, lanes, { gutterAt: frame.width - gutter, narrow }), 1),
        { ...dot, itemStyle: filled('var(--series-1)'), data: points.filter(({ isOpen, isOdd }) => !isOpen && !isOdd) },
        {
          ...dot,
          symbol: 'diamond',
          symbolSize: size + 3,
          itemStyle: filled('var(--series-2)'),
          data: points.filter(({ isOpen, isOdd }) => !isOpen && isOdd),
        },
        { ...dot, itemStyle: hollow, data: points.filter(({ isOpen }) => isOpen) },
        { ...dot, symbolSize: 6, itemStyle: hollow, xAxisIndex: 1, yAxisIndex: 1, data: aside },
        drawn(before(chart, lanes), 6),
      ],
    },
  };
};

export const summarizeStrip: Summarize<'strip'> = (chart, table) => {
  const value = column(table, chart.value);
  return lanesOf(chart, table)
    .map((each) => {
      const open = each.expected.length + each.apart.length;
      const none = open === 0 ? '' : `，另有 ${open} 个${chart.open ?? words.undecided}`;
      return `${each.name ? `${each.name}，` : ''}${value.title} ${saidOf(chart, value, each.first)}${none}。`;
    })
    .join('');
};

/** Lanes one below another; one without dots is no higher than what stands apart in it. */
function placed(lanes: readonly Lane[]): Placed[] {
  let top = 0;
  return lanes.map((each) => {
    const isEmpty = each.known.length + each.expected.length === 0;
    const height = isEmpty ? Math.min(dots, 9 * Math.min(inColumn, each.apart.length)) : dots;
    const here = { ...each, top, height };
    top += height + head + foot;
    return here;
  });
}

/** All that must find its place on the axis. */
function numbersOf(chart: Of<'strip'>, table: Table): number[] {
  const { value, expected, band, possible } = chart;
  const names = [value, expected, band?.low, band?.high, possible?.low, possible?.high];
  return table.rows
    .flatMap((row) => names.map((name) => (name === undefined ? null : row[name])))
    .filter((each) => typeof each === 'number');
}

function tipOf(chart: Of<'strip'>, table: Table, row: Row): string {
  const isOpen = typeof row[chart.value] !== 'number';
  const heading = [text(row[chart.label]), ...(isOpen ? [chart.open ?? words.undecided] : [])].join(' · ');
  const told = [isOpen ? (chart.expected ?? []) : chart.value, ...(chart.tells ?? [])].flat();
  return tooltipText(
    table,
    row,
    heading,
    told.filter((name) => (row[name] ?? null) !== null)
  );
}

/** What lies behind the dots: the band, the middle half of each lane, and its words. */
function behind(
  chart: Of<'strip'>,
  value: ColumnInfo,
  lanes: readonly Placed[],
  { gutterAt, narrow }: { gutterAt: number; narrow: boolean }
): RenderItem {
  return (_, api) => {
    const rect = (low: number, high: number, [top, bottom]: readonly [number, number], style: Shape): Shape => {
      const [[x, y], [right, end]] = [api.coord([low, top]), api.coord([high, bottom])];
      return { type: 'rect', shape: { x, y, width: Math.max(1, right - x), height: end - y }, style };
    };
    const [first] = lanes;
    const end = lanes.reduce((sum, each) => Math.max(sum, each.top + each.height + head + foot), 0);
    const band = first ? spanOf(first.first, chart.band) : null;
    const isApart = lanes.some(({ apart }) => apart.length > 0);
    return {
      type: 'group',
      children: [
        ...(band ? [rect(band.low, band.high, [0, end], { fill: 'var(--good-soft)' })] : []),
        ...(isApart ? [line([gutterAt - 8, 2], [gutterAt - 8, end], { stroke: 'var(--rule-strong)' })] : []),
        ...lanes.flatMap(({ name, first, apart, top, height }) => {
          const half = middleOf(chart, first) === null ? null : spanOf(first, chart.half);
          const said = `${name ? `${name}　` : ''}${saidOf(chart, value, first, narrow)}`;
          const beside = narrow ? String(apart.length) : `${chart.open ?? words.undecided} ${apart.length}`;
          const box = { fill: 'var(--accent-soft)', stroke: 'var(--rule-strong)', lineWidth: 0.8 };
          return [
            ...(half ? [rect(half.low, half.high, [top + head, top + head + height], box)] : []),
            label(said, 14, top + 8, 'var(--ink)'),
            ...(apart.length > 0 ? [label(beside, gutterAt, top + 8, 'var(--muted)')] : []),
          ];
        }),
      ],
    };
  };
}

/** What lies before them: the middle of each lane, and between which it may lie. */
function before(chart: Of<'strip'>, lanes: readonly Placed[]): RenderItem {
  return (_, api) => ({
    type: 'group',
    children: lanes.flatMap(({ first, top, height }) => {
      const bottom = top + head + height;
      const to = (from: readonly [number, number], end: readonly [number, number], lineWidth: number) =>
        line(api.coord(from), api.coord(end), { stroke: 'var(--ink)', lineWidth });
      const middle = middleOf(chart, first);
      const possible = spanOf(first, chart.possible);
      const isWide = possible !== null && possible.high > possible.low;
      return [
        ...(middle === null ? [] : [to([middle, top + head - 3], [middle, bottom + 3], 2)]),
        ...(isWide ? [to([possible.low, bottom + 8], [possible.high, bottom + 8], 1.4)] : []),
        ...(isWide ? [possible.low, possible.high].map((at) => to([at, bottom + 4], [at, bottom + 12], 1.4)) : []),
      ];
    }),
  });
}

function keysOf(chart: Of<'strip'>, table: Table, { isOpen }: { isOpen: boolean }): Drawing['keys'] {
  const [first] = table.rows;
  const band = first ? spanOf(first, chart.band) : null;
  const shown = column(table, chart.value);
  const near = band ? `${withUnit(band.low, shown)} – ${withUnit(band.high, shown)}` : '';
  const isSaid = table.rows.some((row) => typeof row[chart.count] === 'number' && (row[chart.count] as number) >= few);
  const isOdd = chart.odd !== undefined && table.rows.some((row) => row[chart.odd!] === 1);
  const isWide = table.rows.some((row) => spanOf(row, chart.possible) !== null);
  return [
    { title: shown.title, color: 'var(--series-1)', shape: 'circle' },
    ...(isOdd ? [{ title: words.standsOut, color: 'var(--series-2)', shape: 'diamond' } as const] : []),
    ...(isOpen ? [{ title: chart.open ?? words.undecided, color: 'var(--muted)', shape: 'ring' } as const] : []),
    ...(isSaid ? [{ title: words.middle, color: 'var(--ink)', shape: 'tick' } as const] : []),
    ...(isSaid ? [{ title: words.middleHalf, color: 'var(--accent-soft)', shape: 'box' } as const] : []),
    ...(band ? [{ title: near, color: 'var(--good-soft)', shape: 'box' } as const] : []),
    ...(isWide ? [{ title: words.possibleMiddle, color: 'var(--ink)', shape: 'span' } as const] : []),
  ];
}
