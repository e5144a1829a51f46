import { describe, expect, test } from 'vitest';
import type { Filter } from '#lib/filters/filters.ts';
import { stillEmpty, unsaidCurrent } from '#lib/filters/still-empty.ts';

const batch: Filter = {
  name: 'batch',
  title: '批次',
  values: ['2025', '2026-1', '2026-2'],
  current: '2026-2',
  since: [
    { value: '2025', day: '2025-03-01' },
    { value: '2026-1', day: '2026-02-01' },
    { value: '2026-2', day: '2026-02-01' },
  ],
};
const city: Filter = { name: 'city', title: '推荐市', values: ['济南市'] };
const params = (query: string) => new URLSearchParams(query);
const rows = (counts: Record<string, number | null>) =>
  Object.entries(counts).map(([batch, applied]) => ({ batch, applied }));

test('a current value goes without saying where the address says none and no other day is played', () => {
  expect(unsaidCurrent([city, batch], params('city=济南市'))).toBe(batch);
  expect(unsaidCurrent([city, batch], params('batch='))).toBe(batch);
  for (const said of ['batch=2025', 'batch=all', 'as_of=2025-04-30'])
    expect(unsaidCurrent([city, batch], params(said)), said).toBeUndefined();
  expect(unsaidCurrent([city], params(''))).toBeUndefined();
});

describe('of what is current', () => {
  test('nothing has come: the latest before it that has something is named, with the rest of the address', () => {
    const found = stillEmpty(batch, params('city=济南市'), rows({ '2025': 40, '2026-1': 7 }));
    expect(found).toMatchObject({ title: '批次', value: '2026-2', before: { value: '2026-1' } });
    expect(decodeURIComponent(found!.before!.href)).toBe('?city=济南市&batch=2026-1');
    expect(stillEmpty(batch, params(''), rows({ '2025': 40, '2026-1': 0, '2026-2': 0 }))).toMatchObject({
      before: { value: '2025' },
    });
  });

  test('something has come, or how much is not told: nothing is said', () => {
    expect(stillEmpty(batch, params(''), rows({ '2026-2': 1 }))).toBeNull();
    expect(stillEmpty(batch, params(''), rows({ '2026-2': null }))).toBeNull();
  });

  test('nothing has ever come: there is nowhere to go', () => {
    expect(stillEmpty(batch, params(''), [])).toEqual({
      title: '批次',
      value: '2026-2',
      of: null,
      before: null,
    });
  });

  test('nothing of what a page is about has come, though there are applications: the latest that has it', () => {
    const concluded = { name: 'concluded', title: '已出验收结论' };
    const told = [
      { batch: '2025', applied: 40, concluded: 9 },
      { batch: '2026-1', applied: 7, concluded: 0 },
      { batch: '2026-2', applied: 3, concluded: 0 },
    ];
    expect(stillEmpty(batch, params(''), told, concluded)).toMatchObject({
      of: '已出验收结论',
      before: { value: '2025' },
    });
    expect(stillEmpty(batch, params(''), told)).toBeNull();
  });
});
