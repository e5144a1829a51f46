import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareVersions, type Comparison } from '#changes';
import { fractionText, minus, plus } from '../../src/changes/fraction.ts';
import { random } from '../province/random.ts';
import { isFull, sized, some as spread } from '../tier.ts';
import { addsUp, asked, metrics, shares, textOf, turned, type Asked } from './properties.ts';
import { drawn, edited, edits, filesOf } from './province.ts';
import { newWarehouse } from './versions.ts';

/** One province of two versions meets most kinds of change; more of them, of three versions each, in test:full. */
const provinces = Array.from({ length: sized(1, 12) }, (_, at) => 41 + at);
const questions = sized(12, 500 / provinces.length);

/** Which version is the last one. */
const last = sized(1, 2);

describe.each(provinces)('a drawn province %i', (seed) => {
  const open = new Map<string, Comparison>();
  let versions: string[];
  /** Of each version its projects by city. */
  let cities: Map<string, string>[];
  let warehouse: string;
  const all = Array.from({ length: Math.round(questions) }, (_, at) => asked(seed, at));
  async function between(from: string, to: string): Promise<Comparison> {
    const comparison = open.get(`${from} ${to}`) ?? (await compareVersions(warehouse, { from, to }));
    open.set(`${from} ${to}`, comparison);
    return comparison;
  }
  const ask = async (from: string, to: string, question: Asked) => (await between(from, to)).metric(question);
  afterAll(() => open.forEach((comparison) => comparison.close()));

  beforeAll(async () => {
    const place = await newWarehouse();
    warehouse = place.warehouse;
    const names = Object.keys(edits);
    const draw = random('edits', seed);
    const some = () => Array.from({ length: 6 }, () => draw.pick(names));
    const first = drawn(seed);
    const second = edited(first, some(), draw);
    const third = edited(second, some(), draw);
    const all = [first, second, ...(isFull ? [third] : [])];
    cities = all.map(({ applications }) => new Map(applications.map((row) => [row[0]!, row[8]!])));
    versions = [];
    for (const tables of all) versions.push(await place.load(filesOf(tables)));
  });

  test('lines and steps add up to the change, exactly, under filters and scopes', async () => {
    let changed = 0;
    for (const question of all) {
      const change = await ask(versions[0]!, versions[1]!, question);
      changed += change.change === null ? 0 : change.lines.length;
      addsUp(change, question);
    }
    expect(changed).toBeGreaterThan(5);
  });

  test('versions that are swapped turn the sign; equal ones have no line', async () => {
    for (const question of all.slice(0, sized(6, all.length))) {
      const there = await ask(versions[0]!, versions[last]!, question);
      const back = await ask(versions[last]!, versions[0]!, question);
      expect(textOf(back.change)).toBe(there.change === null ? null : textOf(minus(there.from!, there.to!)));
      expect(shares(back)).toEqual(new Map(Array.from(shares(there), ([key, share]) => [key, turned(share)])));
      const same = await ask(versions[1]!, versions[1]!, question);
      expect([same.lines, same.steps]).toEqual([[], []]);
      expect(['unchanged', 'unknown', 'not_comparable']).toContain(same.status);
    }
  });

  test.runIf(isFull)('of sums two steps in a row are the whole way', async () => {
    for (const question of all.filter(({ metric }) => !/rate|leverage/.test(metric))) {
      const [first, second, whole] = [
        await ask(versions[0]!, versions[1]!, question),
        await ask(versions[1]!, versions[2]!, question),
        await ask(versions[0]!, versions[2]!, question),
      ];
      if (first.knownChange === null || second.knownChange === null || whole.knownChange === null) continue;
      expect(fractionText(plus(first.knownChange, second.knownChange)), JSON.stringify(question)).toBe(
        fractionText(whole.knownChange)
      );
    }
  });

  test('whoever is bound to a city is told of its own alone', async () => {
    const own = (id: string) => [cities[0]!, cities[last]!].some((each) => each.get(id) === '济南市');
    for (const metric of spread(metrics, 6)) {
      const change = await ask(versions[0]!, versions[last]!, { metric, filters: {}, scope: { city: ['济南市'] } });
      for (const { subject } of change.lines)
        if (subject.startsWith('project:')) expect(own(subject.slice('project:'.length)), subject).toBe(true);
      const told = JSON.stringify(change.lines, (_, value: unknown) =>
        typeof value === 'bigint' ? Number(value) : value
      );
      for (const foreign of ['青岛市', '黄岛区', '潍坊市', '奎文区']) expect(told, metric).not.toContain(foreign);
      for (const line of change.lines) if (line.hidden) expect(line.because).toEqual([]);
    }
  });

  test('all of it: who entered and who left are on one side alone', async () => {
    const { projects, files } = await (await between(versions[0]!, versions[last]!)).whole();
    const back = await (await between(versions[last]!, versions[0]!)).whole();
    expect([back.projects.entered, back.projects.left]).toEqual([projects.left, projects.entered]);
    expect(back.projects.changed).toEqual(projects.changed);
    expect(files.length).toBeGreaterThan(3);
  });
});
