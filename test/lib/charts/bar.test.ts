import { describe, expect, test } from 'vitest';
import type { Chart } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { bars, count, cut, picture, tableOf, word } from './picture.ts';

const chart = { mark: 'bar', label: 'task', values: ['applied', 'listed'] } satisfies Chart;
const table = tableOf(
  [word('task', '任务'), count('applied', '申报项目数'), count('listed', '揭榜项目数')],
  [
    { task: '面向重点产业链的供应链协同改造', applied: 40, listed: 10 },
    { task: '5G 工厂', applied: 20, listed: 0 },
    { task: null, applied: 10, listed: null },
  ]
);

describe.each([1140, 350])('at %i px', (width) => {
  const drawn = picture(chart, table, { width });

  test('bars are as long as their numbers, from nought', () => {
    const [forty, twenty, ten] = bars(drawn, 'var(--series-1)') as [number, number, number];
    expect([twenty / forty, ten / forty]).toEqual([expect.closeTo(0.5, 2), expect.closeTo(0.25, 2)]);
    expect(bars(drawn, 'var(--series-2)')[0]! / forty).toBeCloseTo(0.25, 2);
  });

  test('each series is named, and no word is cut', () => {
    expect(drawn.keys.map(({ title }) => title)).toEqual(['申报项目数', '揭榜项目数']);
    expect(cut(drawn, width)).toEqual([]);
  });
});

test('in parts, one lies behind the other', () => {
  const stacked = picture({ ...chart, stack: true }, table, { width: 560 });
  expect(stacked.height).toBeLessThan(picture(chart, table, { width: 560 }).height + 1);
  expect(stacked.svg).not.toMatch(/NaN/);
});

test('the summary says the extremes of each', () => {
  expect(summary('任务', chart as Drawn, table)).toBe(
    '任务：共 3 项。申报项目数最高的是面向重点产业链的供应链协同改造（40 个），最低的是未填（10 个）。揭榜项目数最高的是面向重点产业链的供应链协同改造（10 个），最低的是5G 工厂（0 个）。'
  );
});
