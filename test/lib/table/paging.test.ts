import { expect, test } from 'vitest';
import { pagePosition, sortOf } from '#lib/table/paging.ts';

const params = (query: string) => new URLSearchParams(query);

test('the first, a middle and the last page', () => {
  expect(pagePosition(params('city=x'), 50, 120, 50)).toEqual({
    from: 1,
    to: 50,
    total: 120,
    previous: null,
    next: '?city=x&offset=50',
  });
  expect(pagePosition(params('city=x&offset=50'), 50, 120, 50)).toEqual({
    from: 51,
    to: 100,
    total: 120,
    previous: '?city=x',
    next: '?city=x&offset=100',
  });
  expect(pagePosition(params('offset=100'), 20, 120, 50)).toEqual({
    from: 101,
    to: 120,
    total: 120,
    previous: '?offset=50',
    next: null,
  });
  expect(pagePosition(params(''), 0, 0, 50)).toEqual({ from: 0, to: 0, total: 0, previous: null, next: null });
});

test('numbers sort from the largest at first, words from the beginning; then the other way', () => {
  expect(sortOf(params('offset=50'), 'money', true)).toEqual({ href: '?sort=-money', order: null });
  expect(sortOf(params('sort=-money'), 'money', true)).toEqual({ href: '?sort=money', order: 'descending' });
  expect(sortOf(params('sort=money&search=a'), 'money', true)).toEqual({
    href: '?search=a&sort=-money',
    order: 'ascending',
  });
  expect(sortOf(params(''), 'name', false)).toEqual({ href: '?sort=name', order: null });
});

test('one page of several lists goes on by itself', () => {
  expect(pagePosition(params('versions=20&offset=100'), 20, 1000, 20, 'versions')).toMatchObject({
    from: 21,
    to: 40,
    previous: expect.stringMatching(/^\?offset=100$/),
    next: expect.stringContaining('versions=40'),
  });
});
