import { describe, expect, test } from 'vitest';
import type { Chart } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { bars, count, cut, picture, tableOf, word } from './picture.ts';

const chart = {
  mark: 'multiples',
  by: 'batch',
  label: 'city',
  value: 'used',
  target: 'quota',
  over: 'over',
} satisfies Chart;

const table = tableOf(
  [
    word('batch', '批次'),
    word('city', '市'),
    count('used', '占用名额'),
    count('quota', '推荐名额'),
    count('over', '超出名额'),
  ],
  [
    { batch: '2024', city: '济南市', used: 5, quota: 10, over: 0 },
    { batch: '2024', city: '青岛市', used: 12, quota: 10, over: 2 },
    { batch: '2025', city: '济南市', used: 10, quota: null, over: null },
    { batch: '2025', city: '青岛市', used: 0, quota: null, over: null },
  ]
);

describe.each([1198, 324])('small multiples at %i px', (width) => {
  const drawn = picture(chart, table, { width });

  test('all are drawn to one scale', () => {
    const [five, ten] = bars(drawn, 'var(--series-1)');
    const [twelve] = bars(drawn, 'var(--bad)');
    expect(ten! / five!).toBeCloseTo(2, 1);
    expect(twelve! / five!).toBeCloseTo(2.4, 1);
  });

  test('where there is no target none is drawn, and it is said', () => {
    expect(drawn.texts.map(({ said }) => said)).toContain('2025（推荐名额未知）');
    expect(drawn.svg.match(/fill="var\(--ink\)"[^>]*d=|<path[^>]*fill="var\(--ink\)"/g)).toHaveLength(2);
  });

  test('no word is cut', () => expect(cut(drawn, width)).toEqual([]));
});

describe('of several provinces', () => {
  const rows = ['甲', '乙'].flatMap((province) =>
    ['2024-1', '2026-1'].flatMap((batch) =>
      ['一市', '二市'].map((city) => ({
        batch: `示例${province}省·${batch}`,
        city: `${province}${city}`,
        used: 1,
        quota: batch === '2024-1' ? 2 : null,
        over: 0,
      }))
    )
  );
  const drawn = picture(chart, tableOf(table.columns, rows), { width: 324 });

  test('a batch has the cities of its own province alone', () =>
    expect(['甲一市', '乙一市'].map((city) => drawn.texts.filter(({ said }) => said === city).length)).toEqual([1, 1]));

  test('no heading lies over the next', () => {
    const heads = drawn.texts.filter(({ said }) => /示例|未知/.test(said));
    expect(heads.map(({ said }) => said)).toContain('（推荐名额未知）');
    const over = heads.filter(({ left, right, y }) =>
      heads.some((other) => other.y === y && other.left > left && other.left < right)
    );
    expect(over.map(({ said }) => said)).toEqual([]);
  });
});

test('who does not see it is told who is over, batch by batch, and where nothing can be told', () =>
  expect(summary('图', chart as Drawn, table)).toBe('图：2024：超出的有 青岛市（2 个）。2025：2 个没有推荐名额。'));
