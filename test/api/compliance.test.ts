import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openSample } from './sample.ts';

interface Counts {
  failed: number;
  in_review: number;
  passed: number;
  waived: number;
}
interface Notice {
  asOf: string[];
  clauses: {
    id: string;
    heading: string | null;
    quotation: string;
    rules: { rule: string; quotation: string; counts: Counts; cities: ({ city: string | null } & Counts)[] }[];
  }[];
}
interface Findings {
  total: number;
  rows: { rule: string; clause: string; city: string | null; verdict: string }[];
}

let sample: Awaited<ReturnType<typeof openSample>>;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

const notice = (query = '') => sample.get<Notice>(`/api/compliance${query}`);
const rulesOf = ({ clauses }: Notice) => clauses.flatMap(({ rules }) => rules);

test('every rule stands under its clause, once, with words of the clause', async () => {
  const answer = await notice();
  const files = readdirSync('pipelines/rules').map((name) => name.replace('.sql', ''));
  expect(
    rulesOf(answer)
      .map(({ rule }) => rule)
      .sort()
  ).toEqual(files.sort());
  for (const { quotation, rules } of answer.clauses)
    for (const rule of rules) expect(quotation).toContain(rule.quotation);
  expect(answer.asOf).toEqual(['2026-06-30']);
});

test.each(['', '?city=青岛市', '?batch=2025&direction=链式转型', '?stage=已奖补'])(
  'its counts are those of the findings%s',
  async (query) => {
    for (const { rule, counts, cities } of rulesOf(await notice(query))) {
      for (const [name, verdict] of [
        ['failed', 'fail'],
        ['in_review', 'review'],
        ['passed', 'pass'],
      ] as const) {
        const { total } = await sample.get<Findings>(
          `/api/findings?rule=${rule}&verdict=${verdict}&limit=1${query.replace('?', '&')}`
        );
        expect([rule, verdict, counts[name]]).toEqual([rule, verdict, total]);
        expect([rule, verdict, cities.reduce((sum, each) => sum + each[name], 0)]).toEqual([rule, verdict, total]);
      }
      if (query.includes('city')) expect(cities.every(({ city }) => city === '青岛市')).toBe(true);
    }
  },
  60_000
);

test('findings are narrowed by clause, and an unknown clause is refused', async () => {
  const { rows, total } = await sample.get<Findings>('/api/findings?clause=三（二）&limit=500');
  expect(total).toBeGreaterThan(0);
  expect(new Set(rows.map(({ clause }) => clause))).toEqual(new Set(['三（二）']));
  await expect(sample.get('/api/findings?clause=九')).rejects.toThrow(/没有规则依据条款/);
  await expect(sample.get<Findings>('/api/findings?waived=true')).resolves.toMatchObject({ total: 0 });
});
