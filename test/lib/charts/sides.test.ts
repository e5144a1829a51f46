import { describe, expect, test } from 'vitest';
import type { Chart, Row } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { count, cut, picture, tableOf, word } from './picture.ts';

const chart = {
  mark: 'sides',
  value: 'score',
  label: 'name',
  lane: 'direction',
  side: 'side',
  called: { above: '揭榜', below: '不予揭榜', between: '未定', odd: '与线不符', cut: '线', apart: '没有得分' },
  cut: 'line',
  note: 'note',
  odd: 'odd',
} satisfies Chart;
const columns = [
  word('name', '项目名称'),
  word('direction', '方向'),
  word('note', '说明'),
  count('score', '评审得分', { unit: '分', format: 'decimal' }),
  count('line', '线', { unit: '分', format: 'decimal' }),
  count('side', '哪一边'),
  count('odd', '与线不符'),
];
const rowOf = (score: number | null, side: number, more: Row = {}): Row => ({
  name: `${score}`,
  direction: '技术赋能',
  note: '揭榜 2 个，最低 74.6；不予揭榜 2 个，最高 74.3，这里写得很长很长很长很长很长',
  score,
  side,
  line: 74.6,
  odd: 0,
  ...more,
});
const mixed = [rowOf(90, 1), rowOf(74.6, 1), rowOf(74.3, -1), rowOf(80, -1, { odd: 1 }), rowOf(78, 0), rowOf(null, 1)];
const items = ({ option }: { option: Record<string, unknown> }) =>
  (option['series'] as { data: { row?: number; value?: number[] }[] }[]).flatMap(({ data }) => data);

describe.each([1198, 324])('two sides at %i px', (width) => {
  test.each<[string, Row[]]>([
    ['nothing', []],
    ['one', [rowOf(80, 1)]],
    ['all equal', Array.from({ length: 60 }, () => rowOf(75, 1))],
    ['no score', [rowOf(null, 1, { line: null }), rowOf(null, -1, { line: null })]],
    ['all there is', mixed],
  ])('of %s have a dot a row, and cut no word', (_, rows) => {
    const drawn = picture(chart, tableOf(columns, rows), { width });
    expect(
      items(drawn)
        .flatMap(({ row }) => row ?? [])
        .toSorted((a, b) => a - b)
    ).toEqual(rows.map((_, at) => at));
    expect(drawn.svg).not.toMatch(/NaN|Infinity/);
    expect(cut(drawn, width)).toEqual([]);
  });

  test('lie above and below their line', () => {
    const found = items(picture(chart, tableOf(columns, mixed), { width }));
    const heightOf = (at: number) => found.find(({ row }) => row === at)!.value![1]!;
    for (const above of [0, 1]) expect(heightOf(above)).toBeLessThan(heightOf(4));
    for (const below of [2, 3]) expect(heightOf(below)).toBeGreaterThan(heightOf(4));
  });
});

test('who is on the other side of the cut is a mark of another shape, with a key', () => {
  const keys = (rows: Row[]) => picture(chart, tableOf(columns, rows), { width: 1198 }).keys.map(({ title }) => title);
  expect(keys(mixed)).toContain('与线不符');
  expect(keys(mixed.slice(0, 3))).not.toContain('与线不符');
});

test('the summary counts the sides, who is odd, and what has no place', () => {
  expect(summary('分数线', chart as Drawn, tableOf(columns, mixed))).toBe(
    '分数线：技术赋能：揭榜 2 个，不予揭榜 2 个，未定 1 个，没有得分 1 个，线 74.60 分，与线不符 1 个。'
  );
});
