import { describe, expect, test } from 'vitest';
import type { Chart } from '#spec';
import { besideOf } from '#lib/charts/beside.ts';
import { count, tableOf, word } from './picture.ts';

const chart = {
  mark: 'beside',
  label: 'city',
  size: 'projects',
  peers: 3,
  show: ['listed', 'rate'],
} satisfies Chart;

const table = tableOf(
  [
    word('city', '市'),
    count('projects', '项目数'),
    count('listed', '揭榜'),
    count('rate', '率', { format: 'percent' }),
  ],
  [
    { city: '甲', projects: 10, listed: 4, rate: 0.5 },
    { city: '乙', projects: 12, listed: 7, rate: null },
    { city: '丙', projects: 8, listed: 4, rate: 0.9 },
    { city: '丁', projects: 40, listed: 20, rate: 0.7 },
    { city: '戊', projects: null, listed: null, rate: null },
    { city: '己', projects: 11, listed: 0, rate: 0.1 },
  ]
);
const labels = (rows: readonly { city?: unknown }[]) => rows.map(({ city }) => city);

describe('one beside the others', () => {
  test('the nearest by size stand beside it; one whose size is not known never does', () => {
    expect(labels(besideOf(chart, table, '甲').peers)).toEqual(['己', '乙', '丙']);
    expect(labels(besideOf(chart, table, '丁').peers)).toEqual(['乙', '己', '甲']);
    expect(besideOf(chart, table, '戊').peers).toEqual([]);
  });

  test('those that are named stand in their place, itself and strangers not, and no more than there is room for', () => {
    const named = besideOf(chart, table, '甲', ['甲', '丁', '无此市']);
    expect([labels(named.peers), named.areNamed]).toEqual([['丁'], true]);
    expect(besideOf(chart, table, '甲', ['乙', '丙', '丁', '戊']).peers).toHaveLength(3);
    expect(besideOf(chart, table, '甲', ['无此市']).areNamed).toBe(false);
  });

  test('the median is of what is known, and so is the place; equal numbers share one', () => {
    const { lines } = besideOf(chart, table, '甲');
    expect(lines[0]).toMatchObject({ own: 4, median: 4, known: 5, place: 3, alike: 2 });
    expect(lines[1]).toMatchObject({ own: 0.5, median: 0.6, known: 4, place: 3, alike: 1 });
  });

  test('what is not known has no place, and no one that is meant has none either', () => {
    expect(besideOf(chart, table, '乙').lines[1]).toMatchObject({ own: null, place: null, alike: 0, known: 4 });
    const none = besideOf(chart, table, null);
    expect([none.own, none.peers, none.lines[0]!.place, none.lines[0]!.median]).toEqual([null, [], null, 4]);
  });

  test('where a number is not told of some, place, median and the nearest are of those of whom it is', () => {
    const told = tableOf(
      [
        word('city', '市'),
        count('projects', '项目数'),
        count('listed', '揭榜'),
        count('rate', '率'),
        word('why', '不公开的'),
      ],
      [
        { city: '甲', projects: 10, listed: 4, rate: 0.5, why: null },
        { city: '乙', projects: 90, listed: 7, rate: null, why: null },
        { city: '丙', projects: null, listed: 5, rate: null, why: '不公开' },
      ]
    );
    const { among, lines } = besideOf({ ...chart, withheld: 'why' }, told, '甲');
    expect(among).toBe(1);
    // Of one nobody knows the rate; of the other it is not told.
    expect(lines.map(({ known, isWithheld }) => [known, isWithheld])).toEqual([
      [3, false],
      [1, true],
    ]);
    expect(besideOf(chart, table, '甲').among).toBeNull();
    expect(besideOf(chart, table, '甲').lines.some(({ isWithheld }) => isWithheld)).toBe(false);
  });
});
