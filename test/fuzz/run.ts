import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded, type Random } from '../xlsx/seeded.ts';
import { imbalances, deadline } from './balance.ts';
import { compareBook } from './compare-book.ts';
import { compareText } from './compare-text.ts';
import type { Handed } from './handed.ts';
import { landAll, type LandedFile } from './landed.ts';
import { loadWhole } from './load-whole.ts';
import type { Failure } from './failure.ts';
import { mutateBook } from './mutate-book.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateText } from './mutate-text.ts';
import { makeSeeds, type Seed } from './seeds.ts';

export type Format = 'text' | 'book';

/** The figures of one format. */
export interface Figures {
  format: Format;
  runs: number;
  /** How many files were held how: refused, cell by cell, word by word, alone. */
  held: Record<string, number>;
  rows: number;
  loads: number;
  slowest: number;
}

export interface FuzzOptions {
  runs: number;
  seed: number;
  /** Files that are landed together. */
  batch?: number;
  /** Of so many rounds of four batches one sends a batch of each format through a whole load. */
  loadEvery?: number;
  /** Spoils what was landed before it is judged: to see that the judge sees. */
  sabotage?: (landed: LandedFile) => void;
  onBatch?: (done: number) => void;
}

/** Mutates seeds and holds what the intake makes of each against second readings. */
export async function fuzz({
  runs,
  seed,
  batch = 20,
  loadEvery = 3,
  sabotage,
  onBatch,
}: FuzzOptions): Promise<{ figures: Figures[]; failures: Failure[] }> {
  const scratch = await mkdtemp(join(tmpdir(), 'fuzz-'));
  try {
    const seeds = makeSeeds(join(scratch, 'seeds'));
    const figures = (['text', 'book'] as const).map((format): Figures => ({
      format,
      runs: 0,
      held: {},
      rows: 0,
      loads: 0,
      slowest: 0,
    }));
    const failures: Failure[] = [];
    for (let first = 0; first < runs; first += batch) {
      // A quarter are workbooks: each is read by a process of its own.
      const of = figures[(first / batch) % 4 === 3 ? 1 : 0] as Figures;
      const folder = join(scratch, String(first));
      const files = await handIn(folder, seeds[of.format], {
        first,
        count: Math.min(batch, runs - first),
        seed,
        format: of.format,
      });
      failures.push(...(await judge(files, of, sabotage)));
      if (Math.floor(first / batch / 4) % loadEvery === 0 && (first / batch) % 4 > 1) {
        of.loads += 1;
        failures.push(...(await loadWhole(folder, join(scratch, 'warehouse'), files)));
      }
      await rm(folder, { recursive: true });
      onBatch?.(Math.min(first + batch, runs));
    }
    return { figures, failures };
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function handIn(
  folder: string,
  seeds: readonly Seed[],
  { first, count, seed, format }: { first: number; count: number; seed: number; format: Format }
): Promise<Handed[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, i): Promise<Handed> => {
      const run = first + i;
      const random = seeded(seed * 1_000_003 + run);
      const { name, bytes } = random.pick(seeds);
      const made = mutated(bytes, format, random);
      const path = `${String(run).padStart(6, '0')}/${random.chance(0.1) ? name.replace(/^.*(\.\w+)$/, '材料$1') : name}`;
      const diskPath = join(folder, path);
      await mkdir(join(diskPath, '..'), { recursive: true });
      await writeFile(diskPath, made);
      return { path, diskPath, extension: name.slice(name.lastIndexOf('.') + 1), bytes: made, run };
    })
  );
}

function mutated(bytes: Buffer, format: Format, random: Random): Buffer {
  const shape = format === 'text' ? mutateText : mutateBook;
  const way = random.below(10);
  if (way < 8) return shape(bytes, random);
  return mutateBytes(way < 9 ? bytes : shape(bytes, random), random);
}

async function judge(files: readonly Handed[], of: Figures, sabotage: FuzzOptions['sabotage']): Promise<Failure[]> {
  const landed = await landOrName(files);
  const failures: Failure[] = [];
  for (const { path, bytes, run } of files) {
    const found = landed.get(path);
    if (found instanceof Error || found === undefined) {
      failures.push({ run, name: path, bytes, wrong: [`the intake fell over: ${found?.stack ?? 'not landed'}`] });
      continue;
    }
    await askAgain(files, path, found);
    sabotage?.(found);
    const { held, wrong } = of.format === 'text' ? compareText(bytes, found) : await compareBook(bytes, found);
    of.runs += 1;
    of.held[held] = (of.held[held] ?? 0) + 1;
    of.rows += found.sheets.reduce((sum, { read }) => sum + read, 0);
    of.slowest = Math.max(of.slowest, found.seconds);
    const all = [...imbalances(found), ...wrong];
    if (all.length > 0) failures.push({ run, name: path, bytes, wrong: all });
  }
  return failures;
}

/** A machine that is busy with other things is slow now and then; what hangs is slow every time. */
async function askAgain(files: readonly Handed[], path: string, found: LandedFile): Promise<void> {
  for (let time = 0; time < 2 && found.seconds > deadline; time += 1) {
    const again = (await landAll(files.filter((file) => file.path === path))).get(path);
    found.seconds = Math.min(found.seconds, again?.seconds ?? Infinity);
  }
}

/** Lands all at once; where that falls over, one by one, to name the one. */
async function landOrName(files: readonly Handed[]): Promise<Map<string, LandedFile | Error>> {
  try {
    return await landAll(files);
  } catch (error) {
    if (files.length === 1)
      return new Map([[(files[0] as Handed).path, error instanceof Error ? error : new Error(String(error))]]);
    const each: Map<string, LandedFile | Error> = new Map();
    for (const file of files) for (const [path, landed] of await landOrName([file])) each.set(path, landed);
    return each;
  }
}
