import { describe, expect, test } from 'vitest';
import type { Table } from '#spec';
import { gridOf, partsOf } from '#lib/table/grid.ts';

const table: Table = {
  version: 'v',
  columns: [
    { name: 'city', title: '推荐市', type: 'string', unit: null },
    { name: 'verdict', title: '判定', type: 'string', unit: null },
    { name: 'quota', title: '推荐名额', type: 'number', unit: '个', format: 'count' },
    { name: 'left', title: '剩余', type: 'number', unit: '个', format: 'count' },
    { name: 'accepted', title: '验收通过数', type: 'number', unit: '个', format: 'count' },
    { name: 'concluded', title: '已出结论', type: 'number', unit: '个', format: 'count' },
    {
      name: 'rate',
      title: '验收通过率',
      type: 'number',
      unit: '%',
      format: 'percent',
      definition: '通过 ÷ 结论',
      numerator: 'accepted',
      denominator: 'concluded',
      n: 'concluded',
    },
  ],
  rows: [
    { city: '济南市', verdict: 'fail', quota: 10, left: -2, accepted: 8, concluded: 10, rate: 0.8 },
    { city: '青岛市', verdict: 'review', quota: null, left: null, accepted: 1, concluded: 4, rate: 0.25 },
    { city: '淄博市', verdict: 'pass', quota: 0, left: 0, accepted: 0, concluded: 0, rate: null },
  ],
};

describe('a ratio', () => {
  const cells = gridOf(table, { show: ['city', 'rate'], bars: ['rate'] }).rows.map((row) => row[1]!);

  test('says how many it rests on; below five it is greyed', () => {
    expect(cells.map(({ text, n, isFew }) => [text, n, isFew])).toEqual([
      ['80.0%', 10, false],
      ['25.0%', 4, true],
      ['—', 0, false],
    ]);
  });

  test('does not say it twice where the count has a column of its own', () => {
    const [, shown] = gridOf(table, { show: ['concluded', 'rate'] }).rows[1]!;
    expect(shown).toMatchObject({ n: null, isFew: true });
  });

  test('has a bar of the whole, not of the largest', () =>
    expect(cells.map(({ bar }) => bar)).toEqual(['80.0%', '25.0%', null]));

  test('shows its parts, and none where its denominator is unknown', () => {
    expect(partsOf(table, table.rows[0]!, table.columns[6]!)).toBe('8 ÷ 10（已出结论）');
    expect(partsOf(table, { accepted: 1, concluded: null, rate: null }, table.columns[6]!)).toBeNull();
    expect(partsOf(table, { accepted: 1, concluded: 4, rate: null }, table.columns[6]!)).toBeNull();
    expect(partsOf(table, table.rows[2]!, table.columns[6]!)).toBe('0 ÷ 0（已出结论）');
    expect(partsOf(table, table.rows[0]!, table.columns[2]!)).toBeNull();
  });
});

test('what is unknown is a dash or a word for it, never nought', () => {
  const noted = {
    ...table,
    rows: table.rows.map((row) => ({ ...row, note: row.city === '青岛市' ? '名额未导入' : null })),
  };
  const quotas = gridOf(noted, { show: ['quota', 'left'], missing: { quota: 'note' } }).rows;
  expect(quotas.map(([quota, left]) => [quota!.text, left!.text, quota!.isUnknown])).toEqual([
    ['10', '-2', false],
    ['名额未导入', '—', true],
    ['0', '0', false],
  ]);
  expect(quotas[0]![1]).toMatchObject({ isNegative: true });
});

test('codes of closed lists are said in words', () => {
  expect(gridOf(table, { show: ['verdict'] }).rows.map(([cell]) => [cell!.text, cell!.badge])).toEqual([
    ['不通过', 'fail'],
    ['待核', 'review'],
    ['通过', 'pass'],
  ]);
});

test('a column that the answer lacks is an Error that lists what there is', () => {
  expect(() => gridOf(table, { show: ['nothing'] })).toThrow(/no column nothing \(found city, verdict/);
});
