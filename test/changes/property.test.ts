import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareVersions, type Comparison, type MetricChange } from '#changes';
import { fractionText, minus, plus } from '../../src/changes/fraction.ts';
import { random } from '../province/random.ts';
import { addsUp, asked, bySubject, shares, textOf, turned, type Asked } from './properties.ts';
import { drawn, edited, edits, filesOf, places, type Tables } from './province.ts';
import { newWarehouse } from './versions.ts';

/** Five provinces of five versions each: fifty pairs of an older version and a newer, of each ten questions. */
const provinces = [41, 42, 43, 44, 45];
const count = 5;
const perPair = 10;

/** In these provinces one version is of an earlier day: then a change has two steps. */
const withDays = new Set([42, 45]);

const metrics = readdirSync('pipelines/metrics')
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.slice(0, -'.sql'.length));

interface Pair {
  from: number;
  to: number;
  questions: Asked[];
}

const pairsOf = (seed: number): Pair[] =>
  Array.from({ length: count }, (_, from) =>
    Array.from({ length: count - 1 - from }, (_, more) => ({ from, to: from + 1 + more }))
  )
    .flat()
    .map((pair, at) => ({
      ...pair,
      questions: Array.from({ length: perPair }, (_, n) => asked(seed, at * perPair + n, metrics)),
    }));

describe.each(provinces)('a drawn province %i', (seed) => {
  const pairs = pairsOf(seed);
  const open = new Map<string, Promise<Comparison>>();
  const answers = new Map<string, Promise<MetricChange>>();
  const versions: string[] = [];
  const tables: Tables[] = [];
  let warehouse: string;

  function between(from: number, to: number): Promise<Comparison> {
    const key = `${from} ${to}`;
    const comparison = open.get(key) ?? compareVersions(warehouse, { from: versions[from]!, to: versions[to]! });
    open.set(key, comparison);
    return comparison;
  }
  /** Each is asked once, whatever is held against its answer. */
  function ask(from: number, to: number, question: Asked): Promise<MetricChange> {
    const key = JSON.stringify([from, to, question]);
    const answer = answers.get(key) ?? between(from, to).then((comparison) => comparison.metric(question));
    answers.set(key, answer);
    return answer;
  }
  afterAll(async () => {
    for (const comparison of open.values()) (await comparison).close();
  });

  beforeAll(async () => {
    const place = await newWarehouse();
    warehouse = place.warehouse;
    const draw = random('edits', seed);
    for (let at = 0; at < count; at += 1) {
      const before = tables.at(-1);
      const kinds = Array.from({ length: 6 }, () => draw.pick(Object.keys(edits)));
      tables.push(before === undefined ? drawn(seed, 12) : edited(before, kinds, draw));
      const asOf = withDays.has(seed) && at === 3 ? '2026-05-31' : '2026-06-30';
      versions.push(await place.load(filesOf(tables.at(-1)!), { asOf }));
    }
  });

  test('lines and steps add up to the change, exactly, under filters and scopes', async () => {
    let [changed, shared] = [0, 0];
    for (const { from, to, questions } of pairs)
      for (const question of questions) {
        const change = await ask(from, to, question);
        changed += change.change === null ? 0 : change.lines.length;
        shared += change.isRatio && change.lines.length > 0 ? 1 : 0;
        addsUp(change, question);
      }
    expect(changed).toBeGreaterThan(30);
    expect(shared).toBeGreaterThan(5);
  });

  test('versions that are swapped turn the sign', async () => {
    for (const { from, to, questions } of pairs)
      for (const question of questions) {
        const [there, back] = [await ask(from, to, question), await ask(to, from, question)];
        const said = JSON.stringify({ from, to, question });
        expect([back.status === 'not_comparable', back.from, back.to], said).toEqual([
          there.status === 'not_comparable',
          there.to,
          there.from,
        ]);
        expect(textOf(back.change), said).toBe(there.change === null ? null : textOf(minus(there.from!, there.to!)));
        // Of several steps a ratio is shared out by what each step found: only what it comes to is the same.
        if (there.steps.length <= 1)
          expect(shares(back), said).toEqual(
            new Map(Array.from(shares(there), ([key, share]) => [key, turned(share)]))
          );
        else if (!there.isRatio)
          expect(bySubject(back), said).toEqual(
            new Map(Array.from(bySubject(there), ([key, share]) => [key, turned(share)]))
          );
      }
  });

  test('a version beside itself has no line and no step, whatever is asked', async () => {
    for (const { to, questions } of pairs)
      for (const question of questions) {
        const same = await ask(to, to, question);
        expect([same.lines, same.steps]).toEqual([[], []]);
        expect(textOf(same.to)).toBe(textOf(same.from));
        expect(['unchanged', 'unknown', 'not_comparable'], JSON.stringify(question)).toContain(same.status);
      }
  });

  test('of sums two steps in a row are the whole way', async () => {
    let held = 0;
    for (const { from, to, questions } of pairs.filter(({ from, to }) => to - from > 1))
      for (const question of questions) {
        const whole = await ask(from, to, question);
        if (whole.isRatio) continue;
        const middle = random('middle', seed, from, to).whole(from + 1, to - 1);
        const [first, second] = [await ask(from, middle, question), await ask(middle, to, question)];
        if (first.knownChange === null || second.knownChange === null || whole.knownChange === null) continue;
        held += whole.lines.length > 0 ? 1 : 0;
        expect(fractionText(plus(first.knownChange, second.knownChange)), JSON.stringify({ from, to, question })).toBe(
          fractionText(whole.knownChange)
        );
      }
    expect(held).toBeGreaterThan(5);
  });

  test('nothing foreign appears under a scope: no place, project, firm or name of another city', async () => {
    let looked = 0;
    for (const { from, to, questions } of pairs)
      for (const question of questions.flatMap((each) => [each, { ...each, filters: {} }])) {
        const [city] = question.scope.city ?? [];
        if (city === undefined) continue;
        const change = await ask(from, to, question);
        const told = JSON.stringify(change.lines, (_, value: unknown) =>
          typeof value === 'bigint' ? Number(value) : value
        );
        for (const foreign of foreignTo(city, [tables[from]!, tables[to]!]))
          expect(told.includes(foreign), JSON.stringify({ foreign, from, to, question })).toBe(false);
        for (const line of change.lines) if (line.hidden) expect(line.because).toEqual([]);
        looked += change.lines.length;
      }
    expect(looked).toBeGreaterThan(10);
  });

  test('all of it: who entered and who left are on one side alone', async () => {
    for (const { from, to } of pairs.filter(({ from, to }) => to - from === 1)) {
      const { projects, files } = await (await between(from, to)).whole();
      const back = await (await between(to, from)).whole();
      expect([back.projects.entered, back.projects.left]).toEqual([projects.left, projects.entered]);
      expect(back.projects.changed).toEqual(projects.changed);
      expect(files.length).toBeGreaterThan(3);
    }
  });
});

/** What whoever is bound to a city may not read: other places, and what is only of projects that were never its own. */
function foreignTo(city: string, versions: readonly Tables[]): string[] {
  const rows = versions.flatMap(({ applications }) => applications);
  const own = new Set(rows.filter((row) => row[8] === city).map(([id]) => id));
  return [
    ...places.filter(([name]) => name !== city).flat(),
    ...rows.filter(([id]) => !own.has(id)).flatMap(([id, , name, , code, firm]) => [id!, `"${name}"`, code!, firm!]),
  ];
}
