import { describe, expect, test } from 'vitest';
import type { Chart } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { count, cut, picture, tableOf, word } from './picture.ts';

const chart = { mark: 'heat', x: 'task', y: 'city', value: 'applied' } satisfies Chart;
const cities = ['济南市', '青岛市', '淄博市'];
const tasks = ['工业互联网+安全生产', '面向重点产业链的供应链协同改造', '5G 工厂（产线/车间）', '未映射'];
const table = tableOf(
  [word('city', '市'), word('task', '任务'), count('applied', '申报项目数')],
  cities.flatMap((city, i) => tasks.map((task, j) => ({ city, task, applied: i === 0 && j === 0 ? null : i * 4 + j })))
);

describe.each([1140, 350])('at %i px', (width) => {
  const drawn = picture(chart, table, { width });

  test('there is a cell for each pair, and the larger the darker', () => {
    const cells = Array.from(drawn.svg.matchAll(/fill="var\(--heat-(\d)\)"/g), ([, level]) => Number(level));
    expect(cells).toHaveLength(12);
    expect(cells[0]).toBe(0);
    expect(cells.at(-1)).toBe(5);
    expect(cells.slice(1)).toEqual(cells.slice(1).toSorted());
  });

  test('a number stands in each cell but the empty ones', () => {
    const numbers = drawn.texts.filter(({ fill }) => fill.startsWith('var(--heat-ink'));
    expect(numbers).toHaveLength(11);
  });

  test('no word is cut', () => expect(cut(drawn, width)).toEqual([]));
});

test('where a column is thin its head stands upright', () => {
  expect(picture(chart, table, { width: 200 }).texts.filter(({ said }) => said === '未')).toHaveLength(1);
});

test('the summary names the fullest cell', () =>
  expect(summary('格', chart as Drawn, table)).toContain('3 行、4 列。申报项目数最高的是淄博市未映射（11 个）'));
