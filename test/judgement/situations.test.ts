import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { handIn } from '../pipelines/hand-in.ts';
import { handedIn, type Situation } from './situation.ts';

// Every file of situations/ in one load, as somebody sees it at the end of 2026.

const files = readdirSync('test/judgement/situations').sort();
const rooms = await Promise.all(
  files.map(async (file) => {
    const { situations } = (await import(`./situations/${file}`)) as {
      situations: Readonly<Record<string, Situation>>;
    };
    return { file, situations };
  })
);
const all = rooms.flatMap(({ situations }) => Object.values(situations));

let build: Build;
beforeAll(async () => {
  build = await buildFrom(handIn(handedIn(all)), { asOf: '2026-12-31' });
});
afterAll(() => build.close());

test('nothing of them is refused, and no two situations have a project in common', async () => {
  expect(
    await rowsOf(build, "select source_file, source_row, problem from resolved.defects where effect = 'row'")
  ).toEqual([]);
  const ids = all.flatMap(({ projects }) => Object.keys(projects));
  expect(ids).toEqual([...new Set(ids)]);
});

describe.each(rooms)('$file', ({ situations }) => {
  test.each(Object.entries(situations))('%s: $says', async (_, { right }) => {
    for (const [subject, rules] of Object.entries(right)) {
      const found = await rowsOf(
        build,
        `select rule, verdict from marts.findings where subject_id = '${subject.toUpperCase()}'`
      );
      const verdicts = new Map(found.map(({ rule, verdict }) => [rule, verdict]));
      const said = Object.fromEntries(Object.keys(rules).map((rule) => [rule, verdicts.get(rule) ?? 'none']));
      expect({ [subject]: said }).toEqual({ [subject]: rules });
    }
  });
});
