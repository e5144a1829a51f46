import { describe, expect, test } from 'vitest';
import type { Chart } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { bars, count, cut, picture, tableOf, word } from './picture.ts';

const chart = {
  mark: 'bullet',
  label: 'city',
  value: 'used',
  target: 'quota',
  left: 'rest',
  beside: 'exempt',
  missing: 'note',
} satisfies Chart;
const table = tableOf(
  [
    word('city', '市'),
    count('used', '占用名额'),
    count('quota', '推荐名额'),
    count('rest', '剩余名额'),
    count('exempt', '不占名额'),
  ],
  [
    { city: '济南市', used: 5, quota: 10, rest: 5, exempt: 3 },
    { city: '潍坊市', used: 12, quota: 10, rest: -2, exempt: 0 },
    { city: '菏泽市', used: 4, quota: null, rest: null, exempt: 1, note: '名额未导入' },
  ]
);

describe.each([1140, 560, 350])('at %i px', (width) => {
  const drawn = picture(chart, table, { width });

  test('a bar is as long as its count; what is exempt is never added to it', () => {
    const [five, four] = bars(drawn, 'var(--series-1)') as [number, number];
    expect(five / four).toBeCloseTo(5 / 4, 2);
    expect(bars(drawn, 'var(--quiet)')[0]! / five).toBeCloseTo(3 / 5, 2);
  });

  test('over-use shows in colour and in words, and the bar is not clipped at the target', () => {
    const [over] = bars(drawn, 'var(--bad)') as [number];
    expect(over / bars(drawn, 'var(--series-1)')[0]!).toBeCloseTo(12 / 5, 2);
    expect(drawn.texts.find(({ said }) => said.includes('超 2'))?.fill).toBe('var(--bad)');
  });

  test('where there is no quota there is no mark, and it says so', () => {
    expect(drawn.texts.map(({ said }) => said)).toContain('名额未导入');
    // One upright mark a quota: 3 wide, 20 high.
    expect(drawn.svg.match(/d="M-?1 -1l2 0l0 2l-2 0Z"/g)).toHaveLength(2);
  });

  test('no word is cut', () => expect(cut(drawn, width)).toEqual([]));
});

test('the summary names those that are over and those without a quota', () => {
  expect(summary('名额', chart as Drawn, table)).toBe(
    '名额：共 3 项。占用名额最高的是潍坊市（12 个），最低的是菏泽市（4 个）。超出推荐名额的有 1 个：潍坊市（2 个）。1 个的剩余名额未知。'
  );
});

test('a quota of which a part is unknown is no target; a count without a reason is a count', () => {
  const rows = [
    { city: '济南市', used: 12, quota: 10, rest: null, exempt: 0, note: '部分批次名额未导入' },
    { city: '青岛市', used: 7, quota: null, rest: null, exempt: 0, note: null },
  ];
  const drawn = picture(chart, tableOf(table.columns, rows), { width: 560 });
  expect(drawn.svg).not.toMatch(/d="M-?1 -1l2 0l0 2l-2 0Z"/);
  expect(bars(drawn, 'var(--bad)')).toEqual([]);
  expect(drawn.texts.map(({ said }) => said)).toEqual(expect.arrayContaining(['部分批次名额未导入', '7 个']));
});

test('what is over is told apart from what is left: of a row that is both neither is netted', () => {
  const columns = [...table.columns, count('over', '超出名额')];
  const rows = [{ city: '济南市', used: 81, quota: 70, rest: 6, over: 17, exempt: 0 }];
  const apart = { ...chart, over: 'over' };
  const drawn = picture(apart, tableOf(columns, rows), { width: 560 });
  expect(drawn.texts.find(({ said }) => said.includes('超 17'))?.fill).toBe('var(--bad)');
  expect(summary('名额', apart as Drawn, tableOf(columns, rows))).toContain('济南市（17 个）');
});

test('where no quota is known nobody is said to be within it', () => {
  const rows = [{ city: '济南市', used: 81, quota: null, rest: null, exempt: 0 }];
  const unfit = [
    { state: 'not_applicable' as const, filters: ['stage'], columns: ['quota'], says: '没有推荐名额可比。' },
  ];
  const said = summary('名额', chart as Drawn, { ...tableOf(table.columns, rows), unfit });
  expect(said).toMatch(/^名额：没有推荐名额可比。/);
  expect(said).not.toContain('没有超出');
  expect(said).toContain('1 个的剩余名额未知');
});

test('a cut list says of how many it shows the first', () => {
  expect(summary('名额', chart as Drawn, { ...table, total: 341 })).toContain('前 3 个，共 341 个。');
});
