import { expect, test } from 'vitest';
import { askedOf, pageQuery, queryOf } from '#lib/asked.ts';
import { contextOf } from '#lib/context.ts';
import { chips } from '#lib/filters/filters.ts';
import { latestBy, proofHref } from '#spec';

const since = [
  { value: '2024', day: null },
  { value: '2025', day: '2025-02-05' },
  { value: '2026-1', day: '2026-02-10' },
  { value: '2026-2', day: '2026-02-10' },
  { value: '2027', day: '2027-01-01' },
];
const filters = [
  { name: 'batch', title: '批次', values: since.map(({ value }) => value), since, current: '2026-2' },
  { name: 'city', title: '推荐市', values: ['济南市'] },
];
const asked = (query: string) => askedOf(new URLSearchParams(query), filters).getAll('batch');

test('the latest that has come counts, of one day the last; what has no day never', () => {
  expect(latestBy(since, '2026-06-30')).toBe('2026-2');
  expect(latestBy(since, '2026-02-09')).toBe('2025');
  expect(latestBy(since, '2025-02-05')).toBe('2025');
  expect(latestBy(since, '2025-02-04')).toBeNull();
});

test('what goes without saying is asked in full; all, and what was chosen, stay what they are', () => {
  expect(asked('')).toEqual(['2026-2']);
  expect(asked('batch=')).toEqual(['2026-2']);
  expect(asked('city=济南市&batch=2025&batch=2024')).toEqual(['2025', '2024']);
  expect(asked('batch=all')).toEqual([]);
  expect(asked('batch=2025&batch=all')).toEqual([]);
  expect(queryOf(askedOf(new URLSearchParams('batch=all'), filters))).toBe('');
});

test('an earlier day begins with what was current then', () => {
  expect(asked('as_of=2025-04-24')).toEqual(['2025']);
  expect(asked('as_of=2024-04-24')).toEqual([]);
});

test('a version that knows no day of its values begins with all, and can still be told so', () => {
  const old = filters.map(({ current: _, ...filter }) => filter);
  expect(askedOf(new URLSearchParams('batch=all'), old).getAll('batch')).toEqual([]);
  expect(askedOf(new URLSearchParams(''), old).getAll('batch')).toEqual([]);
});

test('a page that asks for all says so in its address', () => {
  expect(pageQuery(new URLSearchParams('city=济南市'), filters)).toBe(
    `?${new URLSearchParams({ city: '济南市', batch: 'all' })}`
  );
  expect(pageQuery(new URLSearchParams('batch=2025'), filters)).toBe('?batch=2025');
});

test('the address of a number says what its page leaves unsaid', () => {
  const place = contextOf({ url: new URL('http://x/quota'), data: { filters } });
  expect(proofHref({ proof: { columns: ['n'], keys: [] } }, {}, 'n', place)).toBe('/explain?metric=n&batch=2026-2');
});

test('what is meant is a chip, too: taken away it leaves all, and all leads back', () => {
  const chip = (query: string) =>
    chips(new URLSearchParams(query), filters).map(({ value, isCurrent, without }) => [value, isCurrent, without]);
  expect(chip('')).toEqual([['2026-2', true, '?batch=all']]);
  expect(chip('batch=all')).toEqual([['all', false, '?']]);
  expect(chip('batch=2025')).toEqual([['2025', false, '?']]);
  expect(chip('batch=2025&batch=2026-2')).toEqual([
    ['2025', false, '?batch=2026-2'],
    ['2026-2', true, '?batch=2025'],
  ]);
});
