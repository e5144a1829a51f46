import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFull, sized } from '../tier.ts';
import { mutationsOf } from './mutations.ts';
import { loadCanaries } from './province.ts';
import { maySee } from './readers.ts';
import { leaksOf } from './report.ts';
import { runMatrix, type Matrix } from './run.ts';

// All roles and scopes at all addresses: npm run matrix.

let folder: string;
let matrix: Matrix;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matrix-'));
  const warehouse = await loadCanaries(folder, { projects: sized(60, 300), seed: 'matrix' });
  const only = isFull ? ['济南市', '济南市历下区', '只读大屏', '没有登录'] : ['济南市', '只读大屏', '没有登录'];
  matrix = await runMatrix({
    warehouse,
    most: sized(2, 40),
    isEachKind: isFull,
    foreign: sized(1, 4),
    seed: 'test',
    only,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('nobody sees a value of a row out of their scope at any door', () => {
  expect(leaksOf(matrix)).toEqual([]);
});

test('what is in scope is there to be seen: the walls let through whom they should', () => {
  const { canaries, walked } = matrix;
  expect(canaries.length).toBeGreaterThan(sized(1500, 5000));
  for (const [asker, { seen }] of walked) {
    const own = canaries.filter((canary) => maySee(asker, canary));
    if (own.length > 0)
      expect([asker.name, own.filter((canary) => seen.has(canary)).length / own.length]).toEqual([
        asker.name,
        expect.toSatisfy((share: number) => share > 0.3),
      ]);
  }
  const [lone] = Array.from(walked, ([{ name }, { answered }]) => ({ name, answered })).filter(
    ({ name }) => name === '没有登录'
  );
  expect(lone!.answered).toBeLessThan(5);
});

test('walls are written where they can be taken out: each is one of the mutations', () => {
  const mutations = mutationsOf();
  expect(mutations.length).toBeGreaterThan(60);
  expect(new Set(mutations.map(({ file }) => file)).size).toBeGreaterThan(25);
});
