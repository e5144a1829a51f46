import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { sweepReadings, type Readings } from '#intake';
import { formHeaders } from '../notices/forms.ts';
import { memoryShare } from '../stages/build-size.ts';
import type { Content } from '../stages/content-files.ts';
import { replacedIn } from './redactions.ts';
import { storedPathOf } from './stored-files.ts';
import { scratchIn } from './sweep.ts';

/** Where what was read of files is kept; whatever lies there can be made again. */
export const readingsIn = (warehouse: string): string => join(warehouse, 'readings');

/** What one who reads may hold, in all and of rows. */
const perReader = 700 * 2 ** 20;
const mostRows = 256 * 2 ** 20;

/** The readings of a warehouse as a load uses them that holds the lock. */
export async function readingsOf(
  warehouse: string,
  options: Pick<Readings, 'program' | 'isAnew' | 'onDamaged'>
): Promise<Readings> {
  return {
    ...options,
    folder: readingsIn(warehouse),
    scratch: scratchIn(warehouse, 'readings'),
    abreast: Math.max(1, Math.min(availableParallelism(), Math.floor(memoryShare() / perReader))),
    memory: Math.floor(Math.min(memoryShare() / 4, mostRows) / 2 ** 20),
    // An original that persons were taken out of has its old name, and may be handed in as it was.
    except: new Set((await replacedIn(warehouse)).keys()),
  };
}

/**
 * What is left of the memory of a build, as DuckDB writes it, beside those who read for it: at least the half, since
 * what it holds meanwhile are rows, which can lie on the disk.
 */
export function restOf(memory: string, { abreast, memory: each = 0 }: Pick<Readings, 'abreast' | 'memory'>): string {
  const whole = Number.parseInt(memory, 10);
  return `${Math.max(Math.floor(whole / 2), whole - abreast * each)}MiB`;
}

/** Takes away what nobody will ask for once this content and program have published. */
export const sweepReadingsOf = async (warehouse: string, content?: Content & { program: string }): Promise<void> =>
  sweepReadings(readingsIn(warehouse), {
    isKept: (sha256) => existsSync(storedPathOf(warehouse, sha256)),
    ...(content && { reader: { ...content, headers: await formHeaders(content.reference) } }),
  });
