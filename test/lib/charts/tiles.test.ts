import { describe, expect, test } from 'vitest';
import type { Chart } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { count, cut, picture, tableOf, word } from './picture.ts';

const chart = {
  mark: 'tiles',
  label: 'city',
  short: 'short_name',
  row: 'tile_row',
  column: 'tile_column',
  value: 'rate',
  flag: 'over',
  missing: 'note',
} satisfies Chart;

const table = tableOf(
  [
    word('city', '市'),
    word('short_name', '简称'),
    count('tile_row', '行', { unit: null }),
    count('tile_column', '列', { unit: null }),
    count('rate', '使用率', { format: 'percent', unit: '%' }),
    count('over', '超出'),
    word('note', '说明'),
  ],
  [
    { city: '甲市', short_name: '甲', tile_row: 1, tile_column: 1, rate: 0, over: 0, note: null },
    { city: '乙市', short_name: '乙', tile_row: 1, tile_column: 6, rate: 1.2, over: 2, note: null },
    { city: '丙市', short_name: '丙', tile_row: 4, tile_column: 1, rate: null, over: null, note: '名额未导入' },
    { city: '丁市', short_name: '丁', tile_row: 2, tile_column: 3, rate: 0.5, over: 0, note: null },
  ]
);

describe.each([574, 324])('tiles at %i px', (width) => {
  const drawn = picture(chart, table, { width });

  test('each stands where its row says, all of one size', () => {
    const [first, second, third, fourth] = ['甲', '乙', '丙', '丁'].map((said) =>
      drawn.texts.find((each) => each.said === said)!
    );
    expect(second!.y).toBe(first!.y);
    expect(third!.left).toBeCloseTo(first!.left, 0);
    const [across, down] = [(second!.left - first!.left) / 5, (third!.y - first!.y) / 3];
    expect(fourth!.left - first!.left).toBeCloseTo(2 * across, 0);
    expect(Math.abs(fourth!.y - first!.y - down)).toBeLessThan(12);
  });

  test('what is over is flagged in words; what is not known is no nought', () => {
    const said = drawn.texts.map((each) => each.said);
    expect(said).toContain('▲2');
    expect(said.filter((each) => each === '0.0%')).toHaveLength(1);
    expect(said.some((each) => each === '—' || each === '名额未导入')).toBe(true);
  });

  test('no word is cut', () => expect(cut(drawn, width)).toEqual([]));
});

test('who does not see it is told who is over and how many are not known', () =>
  expect(summary('格', chart as Drawn, table)).toBe(
    '格：共 4 格。使用率最高的是乙市（120.0%），最低的是甲市（0.0%）。超出：乙市 2 个。1 格的使用率未知。'
  ));
