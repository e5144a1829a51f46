import { describe, expect, test } from 'vitest';
import type { Chart, Row } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { swarm } from '#lib/charts/swarm.ts';
import { count, cut, picture, tableOf, word } from './picture.ts';

const chart = {
  mark: 'strip',
  value: 'ratio',
  label: 'name',
  lane: 'batch',
  count: 'n',
  middle: 'middle',
  half: { low: 'low', high: 'high' },
  possible: { low: 'least', high: 'most' },
  band: { low: 'from', high: 'to' },
  odd: 'odd',
  expected: 'expected',
  open: '尚无结论',
} satisfies Chart;
const ratio = (name: string, title: string) => count(name, title, { unit: '%', format: 'percent' });
const columns = [
  word('name', '项目名称'),
  word('batch', '批次'),
  ratio('ratio', '核定 ÷ 计划'),
  ratio('expected', '预计'),
  count('n', '项目数'),
  ...['middle', 'low', 'high', 'least', 'most', 'from', 'to'].map((name) => ratio(name, name)),
  count('odd', '离群'),
];

/** A lane of these values, with what a query says of it; null is open. */
function laneOf(batch: string, values: readonly (number | null)[], more: Row = {}): Row[] {
  const known = values.filter((each) => each !== null).toSorted((a, b) => a - b);
  const at = (place: number) => known[Math.floor((known.length - 1) * place)] ?? null;
  const told = { n: known.length, middle: at(0.5), low: at(0.25), high: at(0.75), least: null, most: null, odd: 0 };
  return values.map((value, i) => ({
    ...told,
    name: `${batch}-${i}`,
    batch,
    ratio: value,
    expected: null,
    from: 0.8,
    to: 1.2,
    ...more,
  }));
}
const drawn = (rows: Row[], width = 1140) => picture(chart, tableOf(columns, rows), { width });
const items = ({ option }: { option: Record<string, unknown> }) =>
  (option['series'] as { data: { row?: number; value?: number[] }[] }[]).flatMap(({ data }) => data);
const filled = (svg: string) => svg.match(/fill="var\(--series-1\)"/g)?.length ?? 0;
const hollow = (svg: string) => svg.match(/fill="var\(--surface\)"[^>]*stroke="var\(--muted\)"/g)?.length ?? 0;

describe.each([1140, 324])('a strip at %i px', (width) => {
  test('has a dot for each value and a hollow one for each open row, each to be walked to', () => {
    const rows = [...laneOf('2024', [0.9, 0.95, 1, 1.05, 1.1, null, null]), ...laneOf('2025', [0.2, 0.3])];
    const found = drawn(rows, width);
    expect([filled(found.svg), hollow(found.svg)]).toEqual([7, 2]);
    const walked = items(found).flatMap(({ row }) => row ?? []);
    expect(walked.toSorted((a, b) => a - b)).toEqual(rows.map((_, at) => at));
  });

  test.each<[string, (number | null)[]]>([
    ['nothing but what is open', [null, null]],
    ['one', [1]],
    ['two', [0.5, 1.5]],
    ['all equal', Array.from({ length: 40 }, () => 1)],
    ['all nought', [0, 0, 0, 0, 0, 0]],
    ['a negative one', [-0.5, 0.2, 0.3, 0.4, 0.5, 0.6]],
    ['one far off', [0.9, 0.91, 0.92, 0.93, 0.94, 40]],
  ])('of %s cuts no word and draws every value within', (_, values) => {
    const found = drawn(laneOf('2025', values), width);
    expect(cut(found, width)).toEqual([]);
    expect(found.svg).not.toMatch(/NaN|Infinity/);
    const [axis] = (found.option as { xAxis: { min: number; max: number }[] }).xAxis;
    for (const value of values)
      if (value !== null) expect(value >= axis!.min && value <= axis!.max, `${value}`).toBe(true);
  });
});

test('of few it says how many, and neither a middle nor a middle half', () => {
  const { texts, keys } = drawn(laneOf('2025', [0.5, 0.6, 0.7, 0.8]));
  expect(texts.map(({ said }) => said)).toContain('2025　n=4，太少，只画点');
  expect(keys.map(({ title }) => title)).not.toContain('中位数');
  const five = drawn(laneOf('2025', [0.5, 0.6, 0.7, 0.8, 0.9]));
  expect(five.texts.map(({ said }) => said)).toContain('2025　n=5，中位数 70.0%，四分位之间 60.0% – 80.0%');
});

test('what stands out, the band, and between what the middle may lie have their keys only where they are', () => {
  const titles = (rows: Row[]) => drawn(rows).keys.map(({ title }) => title);
  const plain = laneOf('2025', [0.5, 0.6, 0.7, 0.8, 0.9], { from: null, to: null });
  expect(titles(plain)).toEqual(['核定 ÷ 计划', '中位数', '四分位之间']);
  const [first, ...others] = laneOf('2025', [0.1, 0.6, 0.7, 0.8, 0.9, null], { least: 0.5, most: 0.8 });
  expect(titles([{ ...first!, odd: 1 }, ...others])).toEqual([
    '核定 ÷ 计划',
    '离群',
    '尚无结论',
    '中位数',
    '四分位之间',
    '80.0% – 120.0%',
    '中位数可能在的范围',
  ]);
});

test('an open row with an expected value stands there, hollow', () => {
  const rows = laneOf('2025', [0.5, 0.6, 0.7, 0.8, 0.9, null]).map((row) =>
    row.ratio === null ? { ...row, expected: 0.65 } : row
  );
  const found = drawn(rows);
  expect(hollow(found.svg)).toBe(1);
  expect(items(found).find(({ row }) => row === 5)!.value![0]).toBe(0.65);
});

test('the summary says each lane, and how many are open', () => {
  expect(
    summary('分布', chart as Drawn, tableOf(columns, [...laneOf('2024', [1, 1, 1, 1, 1]), ...laneOf('2025', [null])]))
  ).toBe(
    '分布：2024，核定 ÷ 计划 n=5，中位数 100.0%，四分位之间 100.0% – 100.0%。2025，核定 ÷ 计划 n=0，另有 1 个尚无结论。'
  );
});

describe('a swarm', () => {
  test('covers no dot with another while there is room, and moves none along the line', () => {
    const places = Array.from({ length: 120 }, (_, i) => (i * 37) % 211);
    const beside = swarm(places, 8, 200);
    for (const [a, x] of places.entries())
      for (const [b, y] of places.entries())
        if (a < b) expect(Math.hypot(x - y, beside[a]! - beside[b]!)).toBeGreaterThanOrEqual(8 - 1e-6);
  });

  test('stays within its room, however many lie at one place', () => {
    const beside = swarm(
      Array.from({ length: 90 }, () => 5),
      8,
      30
    );
    expect(Math.max(...beside.map(Math.abs))).toBeLessThanOrEqual(30);
    expect(new Set(beside).size).toBe(90);
    expect(swarm([], 8, 30)).toEqual([]);
    expect(swarm([3], 8, 30)).toEqual([0]);
  });
});
