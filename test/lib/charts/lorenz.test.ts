import { describe, expect, test } from 'vitest';
import type { Chart, Row } from '#spec';
import { summary, type Drawn } from '#lib/charts/index.ts';
import { count, cut, picture, tableOf, word } from './picture.ts';

const chart = { mark: 'lorenz', x: 'units', y: 'money', label: 'name', series: 'kind' } satisfies Chart;
const share = (name: string, title: string) => count(name, title, { unit: '%', format: 'percent' });
const columns = [
  word('kind', '按'),
  word('name', '名称'),
  share('units', '个数累计占比'),
  share('money', '金额累计占比'),
];
const rowsOf = (kind: string, shares: readonly number[]): Row[] =>
  shares.map((money, i) => ({ kind, name: `${kind}${i}`, units: (i + 1) / shares.length, money }));

describe.each([574, 324])('a Lorenz line at %i px', (width) => {
  test.each<[string, Row[]]>([
    ['nothing', []],
    ['one', rowsOf('单位', [1])],
    ['all the same', rowsOf('单位', [0.25, 0.5, 0.75, 1])],
    ['one who has all', rowsOf('单位', [0, 0, 0, 1])],
    ['two kinds', [...rowsOf('单位', [0.1, 1]), ...rowsOf('市', [0.4, 1])]],
    ['unknown shares', [{ kind: '单位', name: '甲', units: null, money: null }]],
  ])('of %s has a dot a row whose place is known, and cuts no word', (_, rows) => {
    const drawn = picture(chart, tableOf(columns, rows), { width });
    const items = (drawn.option['series'] as { data: { row?: number }[] }[]).flatMap(({ data }) => data);
    const known = rows.flatMap(({ units }, at) => (units === null ? [] : at));
    expect(items.flatMap(({ row }) => row ?? []).toSorted((a, b) => a - b)).toEqual(known);
    expect(drawn.svg).not.toMatch(/NaN|Infinity/);
    expect(cut(drawn, width)).toEqual([]);
  });
});

test('the rows may come in any order', () => {
  const rows = rowsOf('单位', [0.1, 0.3, 1]);
  const lines = (given: Row[]) =>
    (picture(chart, tableOf(columns, given), { width: 574 }).option['series'] as { type: string; data: unknown }[])
      .filter(({ type }) => type === 'line')
      .map(({ data }) => data);
  expect(lines(rows.toReversed())).toEqual(lines(rows));
});

test('the summary says what the lesser half has', () => {
  expect(summary('集中', chart as Drawn, tableOf(columns, rowsOf('单位', [0.1, 0.3, 0.6, 1])))).toBe(
    '集中：单位 4 个，较少的 50.0% 占 30.0%。'
  );
});
