import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openSample } from './sample.ts';

interface Book {
  total: number;
  year: number;
  years: number[];
  rows: ({
    organisation_id: string;
    organisation: string | null;
    group_name: string;
    batch: string;
    used: number;
    used_listed: number;
    carried_over: number;
    limit: number | null;
    left: number | null;
    left_listed: number | null;
  } & Record<
    'own_projects' | 'partner_projects' | 'carried_projects' | 'listed_projects' | 'released_projects',
    string[]
  >)[];
}
interface Findings {
  total: number;
  rows: { subjectId: string; verdict: string; batch: string | null; year: number }[];
}

let sample: Awaited<ReturnType<typeof openSample>>;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

test('an organisation’s slots are its projects, on both bases', async () => {
  const { rows, total, year } = await sample.get<Book>('/api/organisations?limit=500&year=2025');
  expect({ year, rows: rows.length }).toEqual({ year: 2025, rows: total });
  for (const row of rows) {
    expect(row.own_projects.length + row.partner_projects.length + row.carried_projects.length).toBe(row.used);
    expect(row.listed_projects.length).toBe(row.used_listed);
    expect(row.carried_projects.length).toBe(row.carried_over);
    if (row.limit !== null)
      expect([row.left, row.left_listed]).toEqual([row.limit - row.used, row.limit - row.used_listed]);
  }
  expect(rows.some(({ carried_over }) => carried_over > 0)).toBe(true);
});

test('who files something and is over a limit here fails the rule, nobody else', async () => {
  const { years } = await sample.get<Book>('/api/organisations?limit=1');
  expect(years).toContain(2025);
  const found = await sample.get<Findings>(
    '/api/findings?rule=provider_limit&rule=manufacturer_limit&verdict=fail&limit=500'
  );
  for (const year of years) {
    const { rows } = await sample.get<Book>(`/api/organisations?limit=500&year=${year}`);
    const over = rows.filter(
      ({ left, own_projects, partner_projects }) =>
        left !== null && left < 0 && own_projects.length + partner_projects.length > 0
    );
    expect(over.map((row) => row.organisation_id).sort()).toEqual(
      found.rows.flatMap((row) => (row.year === year ? [row.subjectId] : [])).sort()
    );
  }
});

test('a group’s slots are its members’ projects, and over the limit it fails the rule', async () => {
  const { rows, total } = await sample.get<Book>('/api/groups?limit=500&year=2025');
  expect(total).toBeGreaterThan(5);
  for (const row of rows)
    expect([row.own_projects.length, row.listed_projects.length, row.left]).toEqual([
      row.used + row.released_projects.length,
      row.used_listed,
      row.limit! - row.used,
    ]);
  expect(rows.some(({ released_projects }) => released_projects.length > 0)).toBe(true);
  const found = await sample.get<Findings>('/api/findings?rule=group_limit&verdict=fail');
  expect(rows.filter(({ left }) => left! < 0).map((row) => row.group_name)).toEqual(
    found.rows.flatMap((row) => (row.year === 2025 ? [row.subjectId] : []))
  );
});

test('filters choose whose rows are shown; what a row counts stays whole', async () => {
  const all = new Map(
    (await sample.get<Book>('/api/organisations?limit=500&year=2025')).rows.map((row) => [row.organisation_id, row])
  );
  for (const query of ['city=青岛市', 'direction=链式转型', 'applicant_type=制造业企业', 'batch=2024-2']) {
    const { rows } = await sample.get<Book>(`/api/organisations?limit=500&year=2025&${query}`);
    expect(rows.length, query).toBeGreaterThan(0);
    expect(rows.length, query).toBeLessThan(all.size);
    for (const row of rows) expect(row).toEqual(all.get(row.organisation_id));
  }
});

test('it is searched by name, number and project, sorted, paged, and refused in words', async () => {
  const { rows } = await sample.get<Book>('/api/organisations?limit=500&year=2025');
  const some = rows.find(({ own_projects, organisation }) => own_projects.length > 0 && organisation)!;
  const otherwise = some.organisation!.replaceAll('（', ' (').replaceAll('）', ')　').normalize('NFKC');
  const fullWidth = some.organisation_id.replaceAll(/[0-9]/g, (digit) =>
    String.fromCharCode(digit.charCodeAt(0) + 0xfee0)
  );
  for (const search of [some.organisation!, otherwise, some.organisation_id, fullWidth, some.own_projects[0]!]) {
    expect(
      (await sample.get<Book>(`/api/organisations?year=2025&search=${search}`)).rows.map((row) => row.organisation_id)
    ).toContain(some.organisation_id);
  }
  expect((await sample.get<Book>('/api/organisations?search=%25')).total).toBe(0);
  const used = (await sample.get<Book>('/api/organisations?sort=-used&limit=20')).rows.map((row) => row.used);
  expect(used).toEqual(used.toSorted((a, b) => b - a));
  await expect(sample.get('/api/organisations?sort=secret')).rejects.toThrow(/不能按这一列排序/);
  expect((await sample.get<Book>('/api/organisations?year=2024&limit=1')).rows[0]).toMatchObject({ year: 2024 });
  expect((await sample.get<Book>('/api/organisations?year=2001')).total).toBe(0);
});

test('as CSV it has every row, the projects in words', async () => {
  const { rows, total } = await sample.get<Book>('/api/organisations?limit=500&year=2025');
  const lines = (await sample.get<string>('/api/organisations?format=csv&year=2025')).trim().split('\r\n');
  expect(lines.length).toBe(total + 1);
  expect(lines[0]).toContain('牵头的项目');
  const several = rows.find(({ own_projects }) => own_projects.length > 1)!;
  expect(lines.find((line) => line.includes(several.organisation_id))).toContain(several.own_projects.join('、'));
});

test('the caps are of the whole province, and next stand the accepted ones that have no money yet', async () => {
  type Support = {
    caps: { support_period: string; direction: string; supported: number; at_most: number; places_left: number }[];
    rows: { support_period: string; direction: string; state: string; project_id: string; concluded_on: string }[];
  };
  const { caps, rows } = await sample.get<Support>('/api/support?batch=2025');
  expect(caps.map(({ direction, at_most }) => [direction, at_most])).toEqual([
    ['链式转型', 5],
    ['载体赋能', 5],
  ]);
  for (const { direction, supported, places_left } of caps) {
    expect(rows.filter((row) => row.direction === direction && row.state === 'supported').length).toBe(supported);
    expect(places_left).toBe(5 - supported);
    const next = rows
      .filter((row) => row.direction === direction && row.state === 'next')
      .map((row) => row.concluded_on);
    expect(next).toEqual(next.toSorted());
  }
  // Where a cap is counted over the batches of a year, its projects are those of all of them.
  const all = await sample.get<Support>('/api/support');
  expect(new Set(all.caps.map(({ support_period }) => support_period))).toEqual(new Set(['2026-1、2026-2', '2025']));
  for (const { support_period, direction, supported } of all.caps)
    expect(
      all.rows.filter(
        (row) => row.support_period === support_period && row.direction === direction && row.state === 'supported'
      ).length
    ).toBe(supported);
  const here = await sample.get<Support>('/api/support?batch=2025&city=青岛市');
  expect(here.caps).toEqual(caps);
  expect(here.rows.length).toBeLessThan(rows.length);
});

test('under a filter a ledger opens at the latest year with a project that passes, not at one that only carries it', async () => {
  const opened = async (query: string) => (await sample.get<Book>(`/api/organisations?limit=1${query}`)).year;
  expect(await opened('')).toBe(2026);
  expect(await opened('&batch=2025')).toBe(2025);
  expect(await opened('&batch=2026-2')).toBe(2026);
});
