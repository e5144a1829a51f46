import { describe, expect, test } from 'vitest';
import type { Chart, Row } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { count, cut, picture, tableOf, word } from './picture.ts';

const chart = { mark: 'scatter', x: 'verified', y: 'subsidy', label: 'name', group: 'direction' } satisfies Chart;
const columns = [
  word('name', '项目名称'),
  word('direction', '方向'),
  count('verified', '核定实际投入', { unit: '元', format: 'yuan' }),
  count('subsidy', '已下达奖补', { unit: '元', format: 'yuan' }),
];
const near: Row[] = [
  { name: '甲', direction: '技术赋能', verified: 4e6, subsidy: 4e5 },
  { name: '乙', direction: '链式转型', verified: 8e6, subsidy: 8e5 },
  { name: '丙', direction: '链式转型', verified: 6e6, subsidy: null },
];
const far: Row[] = [...near, { name: '丁', direction: '技术赋能', verified: 9e8, subsidy: 5e7 }];
const frame = (width: number) => ({ width, values: { direction: ['技术赋能', '链式转型', '载体赋能'] } });

const marks = (svg: string, color: string) =>
  svg.match(new RegExp(`fill="var\\(--${color}\\)" fill-opacity="0\\.72"`, 'g'))?.length ?? 0;

describe.each([1140, 350])('at %i px', (width) => {
  test('each project is a mark, in the colour and shape of its group', () => {
    const drawn = picture(chart, tableOf(columns, near), frame(width));
    expect([marks(drawn.svg, 'series-1'), marks(drawn.svg, 'series-2')]).toEqual([1, 2]);
    expect(drawn.keys).toEqual([
      { title: '技术赋能', color: 'var(--series-1)', shape: 'circle' },
      { title: '链式转型', color: 'var(--series-2)', shape: 'diamond' },
    ]);
  });

  test('what has no subsidy yet stands apart, under the axis', () => {
    const open = picture(chart, tableOf(columns, near), frame(width));
    const closed = picture(chart, tableOf(columns, near.slice(0, 2)), frame(width));
    expect(open.texts.map(({ said }) => said)).toContain('未定');
    expect(closed.texts.map(({ said }) => said)).not.toContain('未定');
    expect(open.height).toBeGreaterThan(closed.height);
  });

  test('no word is cut, near or far', () => {
    for (const rows of [near, far])
      expect(cut(picture(chart, tableOf(columns, rows), frame(width)), width)).toEqual([]);
  });
});

test('no two of many groups are alike in colour and shape, and what no list names is a grey square', () => {
  const listed = Array.from({ length: 12 }, (_, i) => `方向${i}`);
  const rows = [...listed, '未映射'].map((direction) => ({ name: direction, direction, verified: 4e6, subsidy: 4e5 }));
  const { keys } = picture(chart, tableOf(columns, rows), { width: 1140, values: { direction: listed } });
  expect(new Set(keys.map(({ color, shape }) => `${color} ${shape}`)).size).toBe(13);
  expect(keys.at(-1)).toEqual({ title: '未映射', color: 'var(--unlisted)', shape: 'square' });
});

test('both axes are linear from nought, or both logarithmic where values lie far apart; and they say so', () => {
  const axes = (rows: Row[]) => picture(chart, tableOf(columns, rows), frame(1140));
  expect(axes(near).texts.some(({ said }) => said.includes('对数'))).toBe(false);
  expect(
    axes(far)
      .texts.filter(({ said }) => said.endsWith('（对数刻度）'))
      .map(({ said }) => said)
      .toSorted()
  ).toEqual(['已下达奖补（对数刻度）', '核定实际投入（对数刻度）'].toSorted());
});

test('an investment that is unknown has no place in the plot', () => {
  const drawn = picture(
    chart,
    tableOf(columns, [{ name: '戊', direction: '技术赋能', verified: null, subsidy: 1e5 }]),
    frame(350)
  );
  expect(marks(drawn.svg, 'series-1')).toBe(0);
  expect(drawn.svg).not.toMatch(/NaN|Infinity/);
});

test('the summary counts the points, and those that are open', () => {
  expect(summary('散点', chart as Drawn, tableOf(columns, near))).toBe(
    '散点：共 3 个点。核定实际投入最高的是乙（800.00 万元），最低的是甲（400.00 万元）。已下达奖补最高的是乙（80.00 万元），最低的是甲（40.00 万元）。其中 1 个还没有已下达奖补，另列在下方。'
  );
});

describe('a rate and a cap', () => {
  const limit = { rate: 'rate', cap: 'cap' };
  const ruled = (rate: number | null, cap: number | null) => near.map((row) => ({ ...row, rate, cap }));
  const lines = (rows: Row[]) =>
    Array.from(
      picture({ ...chart, limit }, tableOf(columns, rows), frame(1140)).svg.matchAll(
        /<path d="(M[^"]*)" fill="none" stroke="var\(--ink\)"[^>]*stroke-dasharray/g
      ),
      ([, d]) => d!
    );

  test('that nobody has fixed are not drawn', () => expect(lines(ruled(null, null))).toEqual([]));

  test('that hold for some of the points alone are not drawn under all', () => {
    const [first, ...others] = ruled(0.1, 500_000);
    expect(lines([first!, ...others.map((row) => ({ ...row, rate: null, cap: null }))])).toEqual([]);
    expect(lines([first!, ...others.map((row) => ({ ...row, rate: 0.2 }))])).toEqual([]);
  });

  test('that are fixed are one line, which rises with the rate and is level from the cap on', () => {
    const [line, ...more] = lines(ruled(0.1, 500_000));
    expect(more).toEqual([]);
    const points = Array.from(line!.matchAll(/(-?[\d.]+) (-?[\d.]+)/g), ([, x, y]) => [Number(x), Number(y)] as const);
    expect(points).toHaveLength(3);
    expect(points[1]![1]).toBe(points[2]![1]);
    expect(points[1]![1]).toBeLessThan(points[0]![1]);
    expect(picture({ ...chart, limit }, tableOf(columns, ruled(0.1, 500_000)), frame(1140)).keys[0]).toMatchObject({
      title: '奖补标准：比例 10.0%，上限 50.00 万元',
      shape: 'line',
    });
  });
});

test('the strip of the undecided stands under the same marks as the plot', () => {
  const rows = [...near, { name: '己', direction: '技术赋能', verified: 1.7e7, subsidy: null }];
  const { svg } = picture(chart, tableOf(columns, rows), frame(1140));
  const upright = Array.from(
    svg.matchAll(/<path d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+" fill="none" stroke="var\(--rule\)"/g)
  )
    .filter(([, a, b]) => a === b)
    .map(([, x]) => x!);
  const places = [...new Set(upright)];
  expect(places.length).toBeGreaterThan(3);
  for (const place of places) expect(upright.filter((x) => x === place)).toHaveLength(2);
});
