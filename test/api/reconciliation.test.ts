import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Row } from '#spec';
import { openFile, readCurrent, type OpenFile } from '#warehouse';
import { isFull, sized } from '../tier.ts';
import { openSample } from './sample.ts';

// Both sides of every pair lead to what they are the sum of, and there is the same number.

interface Pair extends Row {
  assertion: string;
  pair: number;
  what: string;
  left_side: number | null;
  right_side: number | null;
  left_leads: { to: string; path: string };
  right_leads: { to: string; path: string };
}
interface Answer {
  total: number;
  rows: Pair[];
  sql: { left: string; right: string } | null;
}

let sample: Awaited<ReturnType<typeof openSample>>;
let file: OpenFile;
let base: string;
const pairs: Pair[] = [];
beforeAll(async () => {
  const folder = inject('sampleWarehouse');
  const current = await readCurrent(folder);
  sample = await openSample(folder);
  file = await openFile(current!.path, current!.version);
  base = `/api/loads/${current!.version}/reconciliation.json`;
  for (let total = 1; pairs.length < total;) {
    const page = await sample.get<Answer>(`${base}?limit=500&offset=${pairs.length}`);
    pairs.push(...page.rows);
    total = page.total;
  }
});
afterAll(async () => {
  await sample.close();
  file.close();
});

/** What an address says a side is. */
async function numberAt({ to, path }: Pair['left_leads'], side: 'left' | 'right'): Promise<number | null> {
  const ask = <T>(more: string) => sample.get<T>(decodeURIComponent(`${path}${more}`.replaceAll('+', ' ')));
  if (to === 'explain') return (await ask<{ value: number | null }>('&limit=0')).value;
  if (to === 'rows' || to === 'findings') return (await ask<{ total: number }>('&limit=1')).total;
  const { sql } = await ask<Answer>('');
  const [answer] = await (await file.read('side', sql![side].replace(/;$/, ''))).rows();
  return answer![`${side}_side`] as number | null;
}

/** Of many pairs of one measure some: of every assertion, measure and way the first, and now and then another. */
function drawn(): Pair[] {
  const seen = new Set<string>();
  return pairs.filter(({ assertion, left_leads, right_leads }, i) => {
    const kind = JSON.stringify([
      assertion,
      ...[left_leads, right_leads].map(({ to, path }) => [to, new URLSearchParams(path.split('?')[1]).get('metric')]),
    ]);
    return i % sized(600, 60) === 0 || (!seen.has(kind) && seen.add(kind));
  });
}

test.runIf(isFull)(
  'each side of a pair leads to where the same number is made',
  async () => {
    const walked = new Map<string, number>();
    for (const pair of drawn()) {
      for (const side of ['left', 'right'] as const) {
        const leads = pair[`${side}_leads`];
        walked.set(leads.to, (walked.get(leads.to) ?? 0) + 1);
        expect([pair.assertion, pair.what, side, leads.path, await numberAt(leads, side)]).toEqual([
          pair.assertion,
          pair.what,
          side,
          leads.path,
          pair[`${side}_side`],
        ]);
      }
    }
    expect([...walked.keys()].sort()).toEqual(['explain', 'findings', 'pair', 'rows']);
  },
  120_000
);

test('almost every side leads to rows, and every pair of files does', () => {
  const sides = pairs.flatMap(({ left_leads, right_leads }) => [left_leads, right_leads]);
  expect(sides.filter(({ to }) => to === 'pair').length / sides.length).toBeLessThan(0.1);
  for (const assertion of ['rows_balance', 'staging_rows']) {
    const own = pairs.filter((pair) => pair.assertion === assertion);
    expect(own.length).toBeGreaterThan(30);
    expect(own.filter(({ left_leads, right_leads }) => left_leads.to !== 'rows' || right_leads.to !== 'rows')).toEqual(
      []
    );
  }
});

test('the SQL of every assertion runs as it is on the published file, for a pair of it', async () => {
  for (const assertion of new Set(pairs.map((pair) => pair.assertion))) {
    const pair = pairs.findLast((each) => each.assertion === assertion)!;
    const { rows, total, sql } = await sample.get<Answer>(`${base}?assertion=${assertion}&pair=${pair.pair}`);
    expect([total, rows[0]]).toEqual([1, pair]);
    for (const side of ['left', 'right'] as const) {
      const answers = await (await file.read(assertion, sql![side].replace(/;$/, ''))).rows();
      expect([assertion, answers]).toEqual([assertion, [{ [`${side}_side`]: pair[`${side}_side`] }]]);
    }
  }
});

test('many ask for the SQL of a pair at once, and none waits for the connection of another', async () => {
  const asked = Array.from({ length: 12 }, () => sample.get<Answer>(`${base}?identity=every_project_once&pair=1`));
  const answers = await Promise.all(asked);
  expect(answers.map(({ rows }) => rows.length)).toEqual(asked.map(() => 1));
}, 60_000);
