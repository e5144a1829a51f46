import { describe, expect, test } from 'vitest';
import type { Chart } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { bars, count, cut, picture, tableOf, word } from './picture.ts';

const columns = [
  word('direction', '方向'),
  count('applied', '申报项目数'),
  count('listed', '揭榜项目数'),
  count('accepted', '验收通过数'),
  count('running', '在建项目数'),
  count('rate', '入围率', { unit: '%', format: 'percent', numerator: 'listed', denominator: 'applied', n: 'applied' }),
];
const table = tableOf(columns, [
  { direction: '技术赋能', applied: 100, listed: 50, accepted: 20, running: 10, rate: 0.5 },
  { direction: '链式转型', applied: 10, listed: 5, accepted: null, running: 5, rate: 0.5 },
]);
const whole = {
  mark: 'steps',
  steps: ['applied', 'listed', 'accepted'],
  apart: { accepted: 'running' },
} satisfies Chart;

describe.each([1140, 560, 350])('of the whole at %i px', (width) => {
  const drawn = picture(whole, table, { width });

  test('each bar is as long as what is left', () => {
    const [applied, listed, accepted] = bars(drawn, 'var(--series-1)') as [number, number, number];
    expect([listed / applied, accepted / applied]).toEqual([expect.closeTo(0.5, 2), expect.closeTo(0.2, 2)]);
  });

  test('what is undecided is drawn apart, dashed, and named', () => {
    expect(drawn.svg).toMatch(/fill="none" stroke="var\(--muted\)" stroke-dasharray/);
    expect(drawn.keys.map(({ title }) => title)).toEqual(['在建项目数（尚无结论，另画）']);
  });

  test('a step says its number and the ratio that it is the numerator of', () => {
    const said = drawn.texts.map((each) => each.said.trim());
    expect(said).toContain('100 个');
    expect(said).toContain(width === 350 ? '入围率 50.0%' : '入围率 50.0%（50/100）');
  });

  test('no word is cut', () => expect(cut(drawn, width)).toEqual([]));
});

describe('one chart a row', () => {
  test('each is drawn to its own scale, side by side where there is room, else below', () => {
    const wide = picture({ ...whole, by: 'direction' }, table, { width: 1140 });
    const narrow = picture({ ...whole, by: 'direction' }, table, { width: 350 });
    const [a, b] = bars(wide, 'var(--series-1)').slice(0, 2) as [number, number];
    expect(Math.abs(a - b)).toBeLessThan(20);
    expect(narrow.height).toBeGreaterThan(wide.height * 1.8);
    expect([...cut(wide, 1140), ...cut(narrow, 350)]).toEqual([]);
  });

  test('what is unknown is a dash, not a bar of nought', () => {
    const drawn = picture({ ...whole, by: 'direction' }, table, { width: 1140 });
    expect(drawn.texts.map(({ said }) => said)).toContain('—');
  });

  test('the colour belongs to the value, whichever others are filtered away', () => {
    const colored: Chart = { ...whole, by: 'direction', colored: true };
    const one = tableOf(columns, table.rows.slice(1));
    expect(
      bars(picture(colored, one, { width: 560, values: { direction: ['技术赋能', '链式转型'] } }), 'var(--series-2)')
        .length
    ).toBeGreaterThan(0);
  });
});

test('any number of directions have colours of their own, and what no list names is grey', () => {
  const listed = Array.from({ length: 7 }, (_, i) => `方向${i}`);
  const drawn = picture(
    { ...whole, by: 'direction', colored: true },
    tableOf(
      columns,
      [...listed, '未映射'].map((direction) => ({ ...table.rows[0]!, direction }))
    ),
    { width: 1140, values: { direction: listed } }
  );
  const colors = [...listed.map((_, i) => `var(--series-${i + 1})`), 'var(--unlisted)'];
  expect(colors.map((color) => bars(drawn, color).length)).toEqual(colors.map(() => 3));
});

test('of nothing at all it still stands', () => {
  const nothing = tableOf(columns, [{ direction: null, applied: 0, listed: 0, accepted: 0, running: 0, rate: null }]);
  expect(picture(whole, nothing, { width: 350 }).svg).not.toMatch(/NaN|Infinity/);
});

test('the summary says each step', () =>
  expect(summary('漏斗', whole as Drawn, table)).toBe('漏斗：申报项目数 100 个，揭榜项目数 50 个，验收通过数 20 个。'));
