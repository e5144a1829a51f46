import { describe, expect, test } from 'vitest';
import type { Chart, Row } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { count, cut, picture, tableOf, word } from './picture.ts';

const chart = { mark: 'waterfall', label: 'reason', value: 'amount', level: 'is_step', count: 'n' } satisfies Chart;
const columns = [
  word('reason', '原因'),
  count('amount', '金额', { unit: '元', format: 'yuan' }),
  count('is_step', '是一步'),
  count('n', '项目数'),
];
const rowsOf = (...bars: readonly [string, number | null, 0 | 1][]): Row[] =>
  bars.map(([reason, amount, is_step]) => ({ reason, amount, is_step, n: 3 }));
const chain = rowsOf(
  ['计划投资', 9e8, 1],
  ['终止', -2e8, 0],
  ['多于计划', 1e8, 0],
  ['申报实际投入', 8e8, 1],
  ['收回多于拨付', -9e8, 0],
  ['净拨付', -1e8, 1]
);

/** The bars from top to bottom, as where they begin and how long they are. */
const bars = (rows: Row[], width = 1198) => {
  const { svg } = picture(chart, tableOf(columns, rows), { width });
  const found = svg.matchAll(/<path d="M([-\d.]+) ([-\d.]+)l([\d.]+) 0l0 13l-[\d.]+ 0Z" fill="([^"]*)"/g);
  return Array.from(found, ([, x, , length, fill]) => ({ x: Number(x), length: Number(length), fill: fill! }));
};

describe.each([1198, 324])('a waterfall at %i px', (width) => {
  test.each<[string, Row[]]>([
    ['nothing', []],
    ['one level', rowsOf(['计划投资', 5e6, 1])],
    ['nought alone', rowsOf(['计划投资', 0, 1])],
    ['an unknown step', rowsOf(['计划投资', 5e6, 1], ['终止', null, 0], ['申报', 4e6, 1])],
    ['a chain that ends below nought', chain],
  ])('of %s has a bar for each known row, and cuts no word', (_, rows) => {
    const drawn = picture(chart, tableOf(columns, rows), { width });
    const items = (drawn.option['series'] as { data: { row?: number }[] }[]).flatMap(({ data }) => data);
    const known = rows.flatMap(({ amount }, at) => (amount === null ? [] : at));
    expect(items.flatMap(({ row }) => row ?? [])).toEqual(known);
    expect(bars(rows, width)).toHaveLength(known.length);
    expect(drawn.svg).not.toMatch(/NaN|Infinity/);
    expect(cut(drawn, width)).toEqual([]);
  });
});

test('a gap goes on from where the bar before it ended, a level stands from nought', () => {
  const [plan, less, more, declared, under, net] = bars(chain);
  const end = ({ x, length }: { x: number; length: number }) => x + length;
  expect(declared!.x).toBeCloseTo(plan!.x, 1);
  expect(end(less!)).toBeCloseTo(end(plan!), 1);
  expect(more!.x).toBeCloseTo(less!.x, 1);
  expect(end(more!)).toBeCloseTo(end(declared!), 1);
  expect(end(under!)).toBeCloseTo(end(declared!), 1);
  expect(under!.x).toBeCloseTo(net!.x, 1);
  expect(end(net!)).toBeCloseTo(plan!.x, 1);
  expect(plan!.length / declared!.length).toBeCloseTo(9 / 8, 2);
  expect([plan, less, more].map((bar) => bar!.fill)).toEqual(['var(--series-1)', 'var(--unlisted)', 'var(--series-3)']);
});

test('the summary says the levels and what lies between them', () => {
  expect(summary('资金链', chart as Drawn, tableOf(columns, chain.slice(0, 4)))).toBe(
    '资金链：计划投资 9.00 亿元，其间终止 -2.00 亿元，其间多于计划 1.00 亿元，申报实际投入 8.00 亿元。'
  );
});
