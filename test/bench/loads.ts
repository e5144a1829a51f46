import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decodeTables, type PlainTable } from './plain-tables.ts';

/** Ours; DuckDB's `read_csv` of the same tables as text; the same with each cell tried as an amount and as a moment. */
export const ways = ['own', 'text', 'typed'] as const;
export type Way = (typeof ways)[number];

/** What one process took to load it all, from its start to its end. */
export interface Took {
  seconds: number;
  /** Of the processor, in seconds. */
  cpu: number;
  /** The most memory that it held, and the size of what it made, in MB. */
  memory: number;
  bytes: number;
  rows: number;
}

export interface LoadRound extends Record<Way, Took> {
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
    const measured: LoadRound[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const busy = loadavg()[0] ?? NaN;
      const took = {} as Record<Way, Took>;
      // Each is first in turn: who comes first finds the files in no cache.
      for (const way of ways.map((_, at) => ways[(at + round) % ways.length]!))
        took[way] = await once(way, { folder, scratch, tables });
      measured.push({ ...took, busy });
      log(`${round + 1}/${rounds} own ${took.own.seconds.toFixed(1)} s, as text ${took.text.seconds.toFixed(1)}`);
    }
    return measured;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function once(
  way: Way,
  { folder, scratch, tables }: { folder: string; scratch: string; tables: readonly PlainTable[] }
): Promise<Took> {
  const out = await mkdtemp(join(scratch, `${way}-`));
  const args = ['test/bench/load-once.ts', way, out, way === 'own' ? folder : JSON.stringify(tables)];
  const { stdout } = await runProgram(process.execPath, args, { maxBuffer: 2 ** 26 });
  await rm(out, { recursive: true });
  return JSON.parse(stdout) as Took;
}
