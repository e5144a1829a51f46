import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nameReplay, replaysIn } from '#warehouse';
import { draftOf, sweepReplays } from '../../../src/pipeline/replays/sweep-replays.ts';

const digest = 'a'.repeat(64);
const nameOn = (day: number, of = digest) =>
  nameReplay({ version: '20260101T000000-00000000', day: `2025-04-${String(day).padStart(2, '0')}`, digest: of });

test('twelve of each content are kept, the latest; what other content judged long ago goes, and what a dead process left half written', async () => {
  const warehouse = await mkdtemp(join(tmpdir(), 'sweep-'));
  await sweepReplays(warehouse);
  await mkdir(replaysIn(warehouse));
  const put = async (name: string, age: number) => {
    const path = join(replaysIn(warehouse), name);
    await writeFile(path, '');
    await utimes(path, new Date(), new Date(Date.now() - age * 1000));
  };
  for (let day = 1; day <= 14; day++) await put(`${nameOn(day)}.duckdb`, day);
  // Another server on this warehouse, with other content, still answers by the one; nobody by the other.
  const other = 'b'.repeat(64);
  await put(`${nameOn(1, other)}.duckdb`, 3600);
  await put(`${nameOn(2, other)}.duckdb`, 25 * 3600);
  const own = draftOf(warehouse, nameOn(20));
  await writeFile(own, '');
  // The number of no process: Linux gives none as high.
  await put(`.build-99999999-${nameOn(21)}.duckdb`, 0);
  await put(`.build-99999999-${nameOn(21)}.duckdb.tmp`, 0);
  await sweepReplays(warehouse, digest);
  const left = await readdir(replaysIn(warehouse));
  const wanted = [...Array.from({ length: 12 }, (_, i) => nameOn(i + 1)), nameOn(1, other)].map(
    (name) => `${name}.duckdb`
  );
  expect(left.map((name) => join(replaysIn(warehouse), name)).filter((path) => path !== own).length).toBe(13);
  expect(left.filter((name) => !name.startsWith('.')).sort()).toEqual(wanted.sort());
  expect(left.some((name) => own.endsWith(name))).toBe(true);
  await rm(warehouse, { recursive: true });
});
