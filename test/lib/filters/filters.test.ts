import { describe, expect, test } from 'vitest';
import { carried, chips, cleared, narrowed, unseen, without, type Filter } from '#lib/filters/filters.ts';

const filters: Filter[] = [
  { name: 'batch', title: '批次', values: ['2024-1', '2025'] },
  { name: 'city', title: '推荐市', values: ['济南市', '青岛市'] },
  { name: 'county', title: '县（市、区）', values: ['历下区'] },
];
const params = (query: string) => new URLSearchParams(query);
const read = (href: string) => Array.from(new URLSearchParams(href), ([name, value]) => `${name}=${value}`);

test('a link to another page carries filters and version, not search, order or place', () => {
  expect(read(carried(params('city=济南市&search=x&sort=-a&offset=50&batch=2025&version=v1'), filters))).toEqual([
    'city=济南市',
    'batch=2025',
    'version=v1',
  ]);
});

describe('chips', () => {
  test('there is one for each value, and its address lacks just that', () => {
    const found = chips(params('batch=2025&city=济南市&city=青岛市&offset=50&sort=a'), filters);
    expect(found.map(({ title, value }) => `${title} ${value}`)).toEqual([
      '批次 2025',
      '推荐市 济南市',
      '推荐市 青岛市',
    ]);
    expect(read(found[1]!.without)).toEqual(['batch=2025', 'city=青岛市', 'sort=a']);
  });

  test('days are one chip, from the first to the last, that goes as one', () => {
    const days = {
      name: 'arrived_on',
      title: '提交日',
      values: ['2025-04-20'],
      isApart: true,
      isOfDays: true,
    } as const;
    const found = chips(params('arrived_on=2025-04-24&city=济南市&arrived_on=2025-04-20'), [...filters, days]);
    expect(found.map(({ title, value }) => `${title} ${value}`)).toEqual([
      '推荐市 济南市',
      '提交日 2025-04-20 至 2025-04-24',
    ]);
    expect(read(found[1]!.without)).toEqual(['city=济南市']);
    expect(chips(params('arrived_on=2025-04-24&arrived_on='), [days])[0]?.value).toBe('2025-04-24');
  });

  test('a county goes with its city', () => {
    expect(read(without(params('city=济南市&county=历下区'), 'city', '济南市'))).toEqual([]);
    expect(read(without(params('city=济南市&county=历下区'), 'county', '历下区'))).toEqual(['city=济南市']);
  });

  test('all can be cleared at once; what is no filter stays', () => {
    expect(read(cleared(params('city=济南市&search=x&batch=2025'), filters))).toEqual(['search=x']);
  });
});

test('a mark narrows to its values, takes their place, and starts again at the first page', () => {
  expect(
    read(narrowed(params('city=青岛市&county=市南区&sort=a&offset=100'), { city: ['济南市'], batch: ['2025'] }))
  ).toEqual(['sort=a', 'city=济南市', 'batch=2025']);
});

test('a form hands on what it does not show, but not the place', () => {
  expect(unseen(params('city=济南市&search=x&offset=50&sort=a'), filters)).toEqual([
    ['search', 'x'],
    ['sort', 'a'],
  ]);
});
