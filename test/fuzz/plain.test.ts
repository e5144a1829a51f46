import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareFolder, readBoth } from '../intake/both-ways.ts';
import { plan } from '../province/province.ts';
import { writeProvince } from '../province/write.ts';
import { isFull, sized } from '../tier.ts';
import { seeded } from '../xlsx/seeded.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateText } from './mutate-text.ts';
import { makeSeeds } from './seeds.ts';

// What DuckDB reads of whole folders is what the careful way reads, table by table, file by file and row by row.

test('seeds of a dirty province, and what becomes of them at random', { timeout: 1_800_000 }, async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'plain-'));
  try {
    const seeds = makeSeeds(join(scratch, 'seeds')).text;
    const dirty = await readBoth(Object.fromEntries(seeds.map(({ name, bytes }, i) => [`${i}/${name}`, bytes])));
    expect(dirty.differing).toEqual([]);
    let [plain, all] = [0, 0];
    for (let round = 0; round < sized(1, 60); round += 1) {
      const files = Array.from({ length: 40 }, (_, i): [string, Uint8Array] => {
        const random = seeded(20_261_129 + round * 1000 + i);
        const { name, bytes } = random.pick(seeds);
        const mutate = random.chance(0.6) ? mutateText : mutateBytes;
        return [`${i}/${name}`, mutate(bytes, random)];
      });
      const found = await readBoth(Object.fromEntries(files));
      expect(found.differing, `round ${round}`).toEqual([]);
      plain += found.plain.length;
      all += files.length;
    }
    expect([dirty.plain.length > 10, plain > all / 20]).toEqual([true, true]);
  } finally {
    await rm(scratch, { recursive: true });
  }
});

test('the sample: nine tenths of its text are plain', async () => {
  const { differing, bytes } = await compareFolder('data/sample');
  expect(differing).toEqual([]);
  expect(bytes.plain / bytes.all).toBeGreaterThan(0.9);
});

test.runIf(isFull).for([
  ['another', 3000],
  ['2025', 10_000],
  ['2025', 100_000],
] as const)('a province drawn by %s of %i projects', { timeout: 1_800_000 }, async ([seed, projects]) => {
  const folder = await mkdtemp(join(tmpdir(), 'plain-'));
  try {
    writeProvince(plan({ projects, seed }), folder);
    const { differing, bytes } = await compareFolder(folder);
    expect(differing).toEqual([]);
    expect(bytes.plain / bytes.all).toBeGreaterThan(0.9);
  } finally {
    await rm(folder, { recursive: true });
  }
});
