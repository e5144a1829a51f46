import { describe, expect, test } from 'vitest';
import type { Reign, Row, Table } from '#spec';
import { chosenEarlier, earlierThan, offeredOf, sinceOf } from '../../src/lib/since.ts';

const reign = (version: string, from: string, isThere = true): Reign => ({
  version,
  number: version,
  event: 'published',
  by: null,
  from,
  until: null,
  asOf: null,
  loadedAt: null,
  isThere,
});

const reigns = [
  reign('a', '2026-05-01T10:00:00+08:00'),
  reign('b', '2026-05-31T10:00:00+08:00'),
  reign('gone', '2026-06-01T10:00:00+08:00', false),
  reign('a', '2026-06-02T10:00:00+08:00'),
  reign('c', '2026-06-30T10:00:00+08:00'),
];

describe('the versions that a page is held against', () => {
  test('are those that were current before its own first was and are there, the latest first, each once', () => {
    expect(offeredOf(earlierThan({ reigns }, 'c')).map(({ version }) => version)).toEqual(['a', 'b']);
    expect(earlierThan({ reigns }, 'a')).toEqual([]);
    // What was published a moment ago stands in no line yet.
    expect(earlierThan({ reigns }, 'new')[0]?.version).toBe('c');
  });

  test('of these the one of the address: by its name, by a day to its end; of none of these nothing is said', () => {
    const offered = earlierThan({ reigns }, 'c');
    expect(chosenEarlier(offered, '')?.version).toBe('a');
    expect(chosenEarlier(offered, 'b')?.version).toBe('b');
    expect(chosenEarlier(offered, 'a')?.version).toBe('a');
    expect(chosenEarlier(offered, '2026-05-31')?.version).toBe('b');
    expect(chosenEarlier(offered, '2026-05-30')?.version).toBe('a');
    expect(chosenEarlier(offered, '2026-04-30')).toBeNull();
    // What was current then is not there any more: it is no other one.
    expect(chosenEarlier(offered, '2026-06-01')).toBeNull();
    expect(chosenEarlier(offered, 'c')).toBeNull();
  });
});

describe('what is said of a number against the earlier version', () => {
  const column = { name: 'listed', title: '揭榜项目数', type: 'number', unit: '个', format: 'count' } as const;
  const table = (where = '') =>
    ({
      version: 'c',
      columns: [column],
      rows: [{ listed: 5 }],
      proof: { columns: ['listed'], keys: [], ...(where === '' ? {} : { where }) },
    }) as unknown as Table;
  const filters = [{ name: 'city', values: ['济南市', '青岛市'] }];
  const params = new URLSearchParams({ city: '济南市', version: 'c', since: 'b' });
  const said = (mine: Row, theirs: Row) =>
    sinceOf(table(), { row: mine, column }, { params, filters }, { version: 'b', number: '6', row: theirs });

  test('is how much more or less it is, and leads to why, under the same filters', () => {
    const { text, href } = said({ listed: 5 }, { listed: 2 })!;
    expect(text).toBe('较上份 +3 个');
    const [path, query = ''] = href!.split('?');
    const asked = new URLSearchParams(query.split('#')[0]);
    expect(path).toBe('/changes');
    expect(Object.fromEntries(asked)).toEqual({ from: 'b', version: 'c', metric: 'listed', city: '济南市' });
  });

  test('is nothing where it is the same, or where the earlier version had no such column', () => {
    expect(said({ listed: 5 }, { listed: 5 })).toBeNull();
    expect(said({ listed: 5 }, {})).toBeNull();
  });

  test('calls no unknown 0', () => {
    expect(said({ listed: 5 }, { listed: null })?.text).toBe('上份没有这个数');
    expect(said({ listed: null }, { listed: 5 })?.text).toBe('上份 5 个');
  });
});
