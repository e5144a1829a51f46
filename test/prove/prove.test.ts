import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { PanelQuery, SqlPanel } from '#query';
import { openProvince, type Province } from './province.ts';
import { isFull, sized, some } from '../tier.ts';
import { proveAll } from './run.ts';
import { walkPages } from './pages.ts';
import { checking, walk } from './walk.ts';

let province: Province;
beforeAll(async () => {
  province = await openProvince(inject('sampleWarehouse'));
});
afterAll(() => province.close());

test(
  'every number of every panel is what its rows make it, under any filters, in every format',
  { timeout: 3_600_000 },
  async () => {
    const runs = sized(1, 20);
    const figures = await proveAll(province, { runs, seed: 2025, each: sized(600, 5), formats: sized(12, 1) });
    expect(figures.differences).toEqual([]);
    expect(figures).toMatchObject({ runs, filters: runs });
    expect(figures.numbers).toBeGreaterThan(2500);
    expect(figures.followed).toBeGreaterThan(sized(2, 100));
    expect(figures.listed).toBeGreaterThan(sized(5, 500));
  }
);

const panels: [string, string, string, RegExp][] = [
  [
    'counts something else',
    'metrics.quota_used(c) as quota_used',
    'metrics.recommended(c) as quota_used',
    /quota_used is \d+, and its rows make/,
  ],
  ['goes round a filter', 'on true', "on c.city <> '济南市'", /is \d+, and its rows make/],
  [
    'is rounded',
    'metrics.quota_use_rate(c) as quota_use_rate',
    'round(metrics.quota_use_rate(c), 3) as quota_use_rate',
    /quota_use_rate is/,
  ],
  [
    'has no rows',
    'metrics.quota_exempt(c) as quota_exempt',
    'metrics.quota_exempt(c) as quota_exempt, count(*) as sums',
    /sums of .*nothing says where it comes from/,
  ],
];
test.each(some(panels, 2))('a panel whose number %s is found out', async (_what, good, bad, message) => {
  const queries = province.dashboards.get('quota')!.queries as Map<string, PanelQuery>;
  const kept = queries.get('headline') as SqlPanel;
  expect(kept.sql).toContain(good);
  queries.set('headline', { ...kept, sql: kept.sql.replace(good, bad) });
  try {
    const check = checking(province, { each: 1e9 });
    await walk(province, new URLSearchParams({ batch: '2025' }), check, { of: 'quota' });
    expect(check.tally.differences.join('\n')).toMatch(message);
  } finally {
    queries.set('headline', kept);
  }
});

const ofLists: [string, string, string, string, RegExp][] = [
  [
    'stages that are others',
    'cities/counties',
    "p.stage = '已提交'",
    "p.stage <> '填报'",
    /waits_county is \d+, and its list has/,
  ],
  [
    'no days of its list',
    'pipeline/headline',
    'max(m.days_late)',
    'max(m.days_late) - 1',
    /worst is \d+, and its list says/,
  ],
  ['months that are others', 'stays/calendar', 'p.due = 1', 'p.due = 0', /overdue is \d+, and its list has/],
  ['no middle', 'stays/stages', 'median(', 'avg(', /middle is [\d.]+, and its list says/],
];
test.each(some(ofLists, 2))(
  'a number that counts %s is found out by its list',
  async (_what, id, good, bad, message) => {
    const [name = '', key = ''] = id.split('/');
    const queries = province.dashboards.get(name)!.queries as Map<string, PanelQuery>;
    const kept = queries.get(key) as SqlPanel;
    expect(kept.sql).toContain(good);
    queries.set(key, { ...kept, sql: kept.sql.replace(good, bad) });
    try {
      const check = checking(province);
      await walk(province, new URLSearchParams({ city: '济南市' }), check, { of: name, isList: true });
      expect(check.tally.differences.join('\n')).toMatch(message);
    } finally {
      queries.set(key, kept);
    }
  }
);

const pages: [string, string, RegExp][] = [
  ['findings', 'findings', /compliance .*: \w+ is \d+, and its rows make/],
  ['ledger', 'organisations', /organisations .*: used is \d+, and its rows make/],
  ['caps', 'province_support', /support .*: supported is \d+, and its rows make/],
];
test.runIf(isFull).each(pages)(
  'a page whose number does not count its %s is found out',
  async (_what, mart, message) => {
    const others = new Map(province.others);
    const [, ...rest] = others.get(mart)!;
    others.set(mart, rest);
    const changed = { ...province, others };
    const check = checking(changed, { each: 1e9 });
    await walkPages(changed, new URLSearchParams(), check);
    expect(check.tally.differences.join('\n')).toMatch(message);
  }
);
