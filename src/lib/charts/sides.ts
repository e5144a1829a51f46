import type { Row, Table } from '#spec';
import { withUnit } from '../format.ts';
import { axesApart, edges } from './apart.ts';
import { tightAxis } from './axes.ts';
import { isNarrow, type Draw, type Of, type Summarize } from './drawing.ts';
import { column, text, tooltipText } from './read.ts';
import { label, line, type RenderItem } from './shapes.ts';
import { still, textWidth, tooltip } from './style.ts';
import { swarm } from './swarm.ts';
import { wrap } from './wrap.ts';

/** How high the dots of one side may stand, and what lies between two lanes. */
const [room, gap, wordHeight] = [40, 12, 17];
const inColumn = 8;

interface Lane {
  name: string;
  first: Row;
  /** Its rows by their place in the table: those with a value by their side, and those without. */
  above: number[];
  below: number[];
  between: number[];
  apart: number[];
}

/** Dots on both sides of a line, with the place on it where the sides should part. */
export const sides: Draw<'sides'> = (chart, table, frame) => {
  const value = column(table, chart.value);
  const narrow = isNarrow(frame);
  const found = lanesOf(chart, table);
  const isApart = found.some(({ apart }) => apart.length > 0);
  const gutter = !isApart ? 0 : narrow ? 70 : 92;
  const across = frame.width - edges.left - edges.right - gutter;
  let height = 0;
  const lanes = found.map((each) => {
    const words = wordsOf(chart, each, across);
    const top = height;
    height += words.length * wordHeight + 6 + 2 * room + gap;
    return { ...each, words, top, middle: top + words.length * wordHeight + 6 + room };
  });
  const axis = tightAxis(
    table.rows.flatMap((row) => [row[chart.value], row[chart.cut]]).filter((each) => typeof each === 'number'),
    narrow ? 4 : 8
  );
  const size = narrow ? 5 : 7;
  const placed = lanes.flatMap((lane) =>
    (['above', 'below', 'between'] as const).flatMap((side) => {
      const values = lane[side].map((at) => table.rows[at]![chart.value] as number);
      const places = values.map((each) => ((each - axis.min) / (axis.max - axis.min)) * across);
      const up = side === 'between' ? places.map(() => 0) : swarm(places, size + 0.4, room - size, true);
      const away = (k: number) => (side === 'between' ? 0 : (up[k]! + size * 0.8) * (side === 'above' ? -1 : 1));
      return lane[side].map((at, k) => ({
        side,
        isOdd: table.rows[at]![chart.odd] === 1,
        value: [values[k]!, lane.middle + away(k)],
        row: at,
        tip: tipOf(chart, table, table.rows[at]!),
      }));
    })
  );
  const aside = lanes.flatMap(({ apart, top, words }) => {
    const columns = Math.max(8, Math.ceil(apart.length / inColumn));
    return apart.map((at, k) => ({
      value: [(Math.floor(k / inColumn) + 0.5) / columns, top + words.length * wordHeight + 8 + (k % inColumn) * 9],
      row: at,
      tip: tipOf(chart, table, table.rows[at]!),
    }));
  });
  const dot = { type: 'scatter', ...still, symbolSize: size, z: 4 };
  const filled = (color: string) => ({ color, opacity: 0.85, borderColor: 'var(--surface)', borderWidth: 0.6 });
  const hollow = { color: 'var(--surface)', borderColor: 'var(--muted)', borderWidth: 1.3 };
  const of = (side: 'above' | 'below', isOdd: boolean) =>
    placed.filter((each) => each.side === side && each.isOdd === isOdd);
  const renderItem: RenderItem = (_, api) => ({
    type: 'group',
    children: lanes.flatMap(({ first, apart, top, middle, words }) => {
      const [left, y] = api.coord([axis.min, middle]);
      const [right] = api.coord([axis.max, middle]);
      const cut = first[chart.cut];
      const [x] = typeof cut === 'number' ? api.coord([cut, middle]) : [null];
      return [
        line([left, y], [right, y], { stroke: 'var(--rule-strong)' }),
        ...words.map((said, k) =>
          label(said, left, y - middle + top + 3 + k * wordHeight, k === 0 ? 'var(--ink)' : 'var(--muted)')
        ),
        ...(x === null ? [] : [line([x!, y - room], [x!, y + room], { stroke: 'var(--ink)', lineWidth: 1.6 })]),
        ...(apart.length > 0
          ? [label(`${chart.called.apart} ${apart.length}`, frame.width - gutter, y - middle + top + 3, 'var(--muted)')]
          : []),
      ];
    }),
  });
  const has = (isThere: boolean) => (isThere ? [true] : []);
  return {
    height: height + 48,
    keys: [
      { title: `${chart.called.above}（线上方）`, color: 'var(--series-1)', shape: 'circle' },
      { title: `${chart.called.below}（线下方）`, color: 'var(--unlisted)', shape: 'circle' },
      ...has(placed.some(({ isOdd }) => isOdd)).map(
        () => ({ title: chart.called.odd, color: 'var(--bad)', shape: 'diamond' }) as const
      ),
      ...has(isApart || placed.some(({ side }) => side === 'between')).map(
        () => ({ title: chart.called.between, color: 'var(--muted)', shape: 'ring' }) as const
      ),
      { title: chart.called.cut, color: 'var(--ink)', shape: 'tick' },
    ],
    option: {
      tooltip,
      ...axesApart(value, axis, { width: frame.width, height, gutter }),
      series: [
        { type: 'custom', silent: true, z: 1, data: [[axis.min, 0]], renderItem },
        { ...dot, itemStyle: filled('var(--series-1)'), data: of('above', false) },
        { ...dot, itemStyle: filled('var(--unlisted)'), data: of('below', false) },
        {
          ...dot,
          symbol: 'diamond',
          symbolSize: size + 3,
          itemStyle: filled('var(--bad)'),
          data: [...of('above', true), ...of('below', true)],
        },
        { ...dot, itemStyle: hollow, data: placed.filter(({ side }) => side === 'between') },
        { ...dot, symbolSize: 6, itemStyle: hollow, xAxisIndex: 1, yAxisIndex: 1, data: aside },
      ],
    },
  };
};

export const summarizeSides: Summarize<'sides'> = (chart, table) => {
  const value = column(table, chart.value);
  return lanesOf(chart, table)
    .map(({ name, first, above, below, between, apart }) => {
      const cut =
        typeof first[chart.cut] === 'number' ? `，${chart.called.cut} ${withUnit(first[chart.cut]!, value)}` : '';
      const others = [
        ...(between.length > 0 ? [`${chart.called.between} ${between.length} 个`] : []),
        ...(apart.length > 0 ? [`${chart.called.apart} ${apart.length} 个`] : []),
      ];
      const odd = [...above, ...below].filter((at) => table.rows[at]![chart.odd] === 1).length;
      const counts = `${chart.called.above} ${above.length} 个，${chart.called.below} ${below.length} 个`;
      return `${name}：${[counts, ...others].join('，')}${cut}，${chart.called.odd} ${odd} 个。`;
    })
    .join('');
};

function lanesOf(chart: Of<'sides'>, table: Table): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const [at, row] of table.rows.entries()) {
    const name = text(row[chart.lane]);
    const found = lanes.get(name) ?? { name, first: row, above: [], below: [], between: [], apart: [] };
    lanes.set(name, found);
    const side = typeof row[chart.side] === 'number' ? (row[chart.side] as number) : 0;
    const isKnown = typeof row[chart.value] === 'number';
    found[!isKnown ? 'apart' : side > 0 ? 'above' : side < 0 ? 'below' : 'between'].push(at);
  }
  return Array.from(lanes.values());
}

/** The name of a lane and what is said of it, in as many lines as it takes. */
function wordsOf(chart: Of<'sides'>, { name, first }: Lane, across: number): string[] {
  const note = chart.note === undefined ? null : first[chart.note];
  if (typeof note !== 'string') return [name];
  const whole = `${name}　${note}`;
  return textWidth(whole) <= across ? [whole] : [name, ...wrap(note, Math.floor(across / 12)).split('\n')];
}

function tipOf(chart: Of<'sides'>, table: Table, row: Row): string {
  const told = [chart.value, ...(chart.tells ?? [])].filter((name) => (row[name] ?? null) !== null);
  return tooltipText(table, row, text(row[chart.label]), told);
}
