import { isUtf8 } from 'node:buffer';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { walkFolder } from '#intake';
import { decodeTables, type PlainTable } from './plain-tables.ts';

/** Ours; DuckDB's `read_csv` of the same tables as text; the same with each cell tried as an amount and as a moment. */
export const ways = ['own', 'text', 'typed'] as const;
export type Way = (typeof ways)[number];

/** Beside these, ours once more over the same warehouse, when one file was corrected. */
export const measured = ['own', 'corrected', 'text', 'typed'] as const;
export type Measured = (typeof measured)[number];

/** What one process took to load it all, from its start to its end. */
export interface Took {
  seconds: number;
  /** Of the processor, in seconds. */
  cpu: number;
  /** The most memory that it held, and the size of what it made, in MB. */
  memory: number;
  bytes: number;
  rows: number;
  /** Of ours: seconds of the processor by step. */
  stages: Readonly<Record<string, number>>;
}

export interface LoadRound extends Record<Measured, Took> {
  /** The load average when it began. */
  busy: number;
}

const runProgram = promisify(execFile);

/**
 * Loads a folder so many times over, each time beside its floors and each in a process of its own, so that all meet the
 * same machine.
 */
export async function benchLoads(
  folder: string,
  { rounds, log = () => {} }: { rounds: number; log?: (message: string) => void }
): Promise<LoadRound[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-load-'));
  try {
    const tables = await decodeTables(folder, scratch);
    const corrected = await correctedCopy(folder, join(scratch, 'corrected'));
    const found: LoadRound[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const busy = loadavg()[0] ?? NaN;
      const took = {} as Record<Measured, Took>;
      // Each is first in turn: who comes first finds the files in no cache.
      for (const way of ways.map((_, at) => ways[(at + round) % ways.length]!))
        Object.assign(took, await once(way, { folder, corrected, scratch, tables }));
      found.push({ ...took, busy });
      log(
        `${round + 1}/${rounds} own ${took.own.seconds.toFixed(1)} s, corrected ${took.corrected.seconds.toFixed(1)}, as text ${took.text.seconds.toFixed(1)}`
      );
    }
    return found;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function once(
  way: Way,
  {
    folder,
    corrected,
    scratch,
    tables,
  }: { folder: string; corrected: string; scratch: string; tables: readonly PlainTable[] }
): Promise<Partial<Record<Measured, Took>>> {
  const out = await mkdtemp(join(scratch, `${way}-`));
  const measure = async (what: string): Promise<Took> => {
    const args = ['test/bench/load-once.ts', way, out, what];
    const { stdout } = await runProgram(process.execPath, args, { maxBuffer: 2 ** 26 });
    return JSON.parse(stdout) as Took;
  };
  try {
    if (way !== 'own') return { [way]: await measure(JSON.stringify(tables)) };
    return { own: await measure(folder), corrected: await measure(corrected) };
  } finally {
    await rm(out, { recursive: true });
  }
}

/** The same folder as somebody hands it in anew who has taken a row out of the largest file of a city. */
async function correctedCopy(folder: string, to: string): Promise<string> {
  await cp(folder, to, { recursive: true });
  const names = (await walkFolder(to)).filter(({ path }) => /市.*\.(csv|tsv)$/.test(path));
  const texts = await Promise.all(names.map(async ({ diskPath }) => ({ diskPath, bytes: await readFile(diskPath) })));
  const [largest] = texts
    .filter(({ bytes }) => isUtf8(bytes))
    .sort((a, b) => b.bytes.length - a.bytes.length || (a.diskPath < b.diskPath ? -1 : 1));
  if (largest === undefined) throw new Error(`${folder} has no file of a city in UTF-8`);
  const lines = largest.bytes.toString().split('\n');
  const last = lines.findLastIndex((line) => line.trim() !== '' && !line.includes('"'));
  await writeFile(largest.diskPath, lines.toSpliced(last, 1).join('\n'));
  return to;
}
