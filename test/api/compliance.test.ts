import { readdirSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { some } from '../tier.ts';
import { openSample } from './sample.ts';

interface Counts {
  failed: number;
  in_review: number;
  passed: number;
  undecided: number;
}
interface Notice {
  asOf: string[];
  notices: { notice: string }[];
  clauses: {
    notice: string;
    id: string;
    heading: string | null;
    quotation: string;
    rules: { rule: string; quotation: string; counts: Counts; cities: ({ city: string | null } & Counts)[] }[];
  }[];
}
interface Findings {
  total: number;
  rows: { rule: string; notice: string; clause: string; city: string | null; verdict: string }[];
}

let sample: Awaited<ReturnType<typeof openSample>>;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

const notice = (query = '') => sample.get<Notice>(`/api/compliance${query}`);
const rulesOf = ({ clauses }: Notice) =>
  clauses.flatMap(({ notice, rules }) => rules.map((rule) => ({ ...rule, notice })));

/** What the notices say: each rule under the notice whose words it quotes. */
const said = readdirSync('data/reference/notices').flatMap((notice) =>
  Papa.parse<Record<string, string>>(readFileSync(`data/reference/notices/${notice}/rules.csv`, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data.flatMap(({ rule, quoted_from, off }) =>
    off ? [] : [{ notice, quoting: `${quoted_from || notice} ${rule}` }]
  )
);
const quoting = (notices: readonly string[]) =>
  [...new Set(said.flatMap((each) => (notices.includes(each.notice) ? [each.quoting] : [])))].sort();

test.each([
  ['', ['2024-1', '2024-2', '2025', '2026-示例']],
  ['?batch=2025', ['2025']],
  ['?batch=2024-1', ['2024-1']],
  ['?batch=2026-1', ['2026-示例']],
])(
  'every rule that a notice has stands under its clause of it, once, with words of the clause%s',
  async (query, names) => {
    const answer = await notice(query);
    const standing = rulesOf(answer).map(({ notice, rule }) => `${notice} ${rule}`);
    expect(standing.sort()).toEqual(quoting(names));
    expect(answer.notices.map((each) => each.notice)).toEqual(
      [...new Set(answer.clauses.map((each) => each.notice))].toSorted()
    );
    for (const { quotation, rules } of answer.clauses)
      for (const rule of rules) expect(quotation).toContain(rule.quotation);
    if (query === '') expect(answer.asOf).toEqual(['2026-06-30']);
  }
);

test.each(some(['?city=青岛市', '', '?stage=已奖补', '?batch=2025&direction=链式转型'], 1))(
  'its counts are those of the findings%s',
  async (query) => {
    for (const { rule, notice: name, counts, cities } of some(rulesOf(await notice(query)), 12)) {
      for (const [count, verdict] of [
        ['failed', 'fail'],
        ['in_review', 'review'],
        ['passed', 'pass'],
      ] as const) {
        const { total } = await sample.get<Findings>(
          `/api/findings?rule=${rule}&notice=${name}&verdict=${verdict}&limit=1${query.replace('?', '&')}`
        );
        expect([rule, verdict, counts?.[count] ?? 0]).toEqual([rule, verdict, total]);
        expect([rule, verdict, cities.reduce((sum, each) => sum + each[count], 0)]).toEqual([rule, verdict, total]);
      }
      if (query.includes('city')) expect(cities.every(({ city }) => city === '青岛市' || city === null)).toBe(true);
    }
  },
  60_000
);

test('findings are narrowed by clause, and an unknown clause is refused', async () => {
  const { rows, total } = await sample.get<Findings>('/api/findings?clause=三（二）&limit=500');
  expect(total).toBeGreaterThan(0);
  expect(new Set(rows.map(({ clause }) => clause))).toEqual(new Set(['三（二）']));
  const both = await sample.get<Findings>('/api/findings?clause=三（二）&notice=2025&limit=500');
  expect(both.total).toBeGreaterThan(0);
  expect(new Set(both.rows.map(({ notice, clause }) => `${notice} ${clause}`))).toEqual(new Set(['2025 三（二）']));
  await expect(sample.get('/api/findings?notice=2052')).rejects.toThrow(/没有通知/);
  await expect(sample.get('/api/findings?clause=九')).rejects.toThrow(/没有规则依据条款/);
  await expect(sample.get<Findings>('/api/findings?decision=decided')).resolves.toMatchObject({ total: 0 });
});
