import { describe, expect, test } from 'vitest';
import type { Chart } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { daysBetween } from '#lib/charts/brush.ts';
import { count, cut, picture, tableOf, word } from './picture.ts';

const chart = {
  mark: 'climb',
  at: 'at',
  values: ['submitted', 'recommended'],
  until: ['submit_by', 'recommend_by'],
  days: 12,
} satisfies Chart;
const limits = { submit_by: '2025-04-24 17:00', recommend_by: '2025-04-25 17:00' };
const columns = [
  word('at', '时间'),
  count('submitted', '提交，累计'),
  count('recommended', '市推荐，累计'),
  word('submit_by', '填报截止'),
  word('recommend_by', '市推荐截止'),
];
const table = tableOf(columns, [
  { at: '2025-03-10 09:00', submitted: 1, recommended: 0, ...limits },
  { at: '2025-03-20 09:00', submitted: 40, recommended: 0, ...limits },
  { at: '2025-04-24 17:00', submitted: 180, recommended: 20, ...limits },
  { at: '2025-04-24 19:00', submitted: 186, recommended: 20, ...limits },
  { at: '2025-04-25 18:00', submitted: 186, recommended: 150, ...limits },
]);

describe.each([1140, 560, 350])('at %i px', (width) => {
  const drawn = picture(chart, table, { width });

  test('a span that is drawn across it is of the days that stand under its ends, whichever comes first', () => {
    const time = drawn.time!;
    const at = (said: string) =>
      time.left + ((Date.parse(`${said}:00Z`) - time.from) / (time.to - time.from)) * (width - time.left - time.right);
    const places: [number, number] = [at('2025-04-25T12:00'), at('2025-04-20T12:00')];
    expect(daysBetween(time, width, places)).toEqual(['2025-04-20', '2025-04-25']);
    expect(daysBetween(time, width, [places[0], places[0] + 1])).toEqual(['2025-04-25']);
    const beyond = daysBetween(time, width, [-50, width + 50]);
    expect(beyond).toEqual(daysBetween(time, width, [time.left, width - time.right]));
  });

  test('each deadline is said at its line, and no word is cut', () => {
    const said = drawn.texts.map((text) => text.said);
    expect(said).toContain('填报截止 04-24 17:00');
    expect(said).toContain('市推荐截止 04-25 17:00');
    expect(cut(drawn, width)).toEqual([]);
  });

  test('what came before the first days that are drawn is where the lines begin, not nought', () => {
    const { series } = drawn.option as { series: { data: { value?: unknown[] }[] }[] };
    expect(series[0]!.data.map(({ value }) => value?.[1])).toEqual([40, 180, 186, 186]);
  });
});

test('the summary says how many were there by each deadline: one that came at it was in time, a later one not', () => {
  expect(summary('提交', chart as Drawn, table)).toBe(
    '提交：到填报截止 2025-04-24 17:00：提交，累计 180，市推荐，累计 20。到市推荐截止 2025-04-25 17:00：提交，累计 186，市推荐，累计 20。最后一次在 2025-04-25 18:00 以前：提交，累计 186，市推荐，累计 150。'
  );
});

test('without a deadline all of it is drawn', () => {
  const open = tableOf(
    columns,
    table.rows.map((row) => ({ ...row, submit_by: null, recommend_by: null }))
  );
  const { series } = picture(chart, open, { width: 800 }).option as { series: { data: unknown[] }[] };
  expect(series).toHaveLength(2);
  expect(series[0]!.data).toHaveLength(5);
});
