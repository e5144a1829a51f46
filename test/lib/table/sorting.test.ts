import { expect, test } from 'vitest';
import type { Table } from '#spec';
import { nextSorting, sorted } from '#lib/table/sorting.ts';

const table: Table = {
  version: 'v',
  columns: [],
  rows: [
    { city: '乙', n: 2 },
    { city: '丙', n: null },
    { city: '甲', n: 10 },
    { city: '丁', n: 2 },
  ],
};
const cities = (sorting: Parameters<typeof sorted>[1]) =>
  sorted(table, sorting)
    .rows.map(({ city }) => city)
    .join('');

test('by a number either way; the unknown last, the alike as they came', () => {
  expect(cities({ name: 'n', descends: true })).toBe('甲乙丁丙');
  expect(cities({ name: 'n', descends: false })).toBe('乙丁甲丙');
  expect(cities(null)).toBe('乙丙甲丁');
});

test('a column whose values have an order stands in it, and what is in none of it after that', () => {
  const inOrder = (descends: boolean) =>
    sorted(table, { name: 'city', descends }, { city: ['丙', '乙', '丁'] }).rows.map(({ city }) => city);
  expect(inOrder(false)).toEqual(['丙', '乙', '丁', '甲']);
  expect(inOrder(true)).toEqual(['甲', '丁', '乙', '丙']);
});

test('a head is clicked for the largest first, the smallest first, and as it came', () => {
  const first = nextSorting(null, 'n', true);
  const second = nextSorting(first, 'n', true);
  expect([first, second, nextSorting(second, 'n', true)]).toEqual([
    { name: 'n', descends: true },
    { name: 'n', descends: false },
    null,
  ]);
  expect(nextSorting(first, 'city', false)).toEqual({ name: 'city', descends: false });
});

test('what is listed in an order of its own stands in it, what is not after it', () => {
  const order = { city: ['丁', '丙', '乙'] };
  const read = (descends: boolean) =>
    sorted(table, { name: 'city', descends }, order)
      .rows.map(({ city }) => city)
      .join('');
  expect(read(false)).toBe('丁丙乙甲');
  expect(read(true)).toBe('甲乙丙丁');
});
