import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Form } from '#spec';
import type { Reading } from '#warehouse';
import type { Job } from './job.ts';
import { jobOf, type DefectWords } from './marks.ts';
import { runMarking } from './run.ts';

export interface MarkedCopy {
  /** `名额表-标注.xlsx`: by its name it is of the same source as the original, and sorts after it. */
  name: string;
  bytes: number;
  /** To be read, or destroyed. */
  stream: Readable;
}

export interface MarkOptions {
  /** The folder that keeps the files as they were handed in. */
  warehouse: string;
  sha256: string;
  forms: readonly Form[];
  /** Default: all that was found. */
  words?: DefectWords;
  /** Aborted when nobody waits for it any more. */
  signal?: AbortSignal | undefined;
}

/**
 * The copy of a file with its defects marked; `unknown`: the
 * version has no such file; `sound`: the file has no defects.
 */
export async function markedCopy(
  reading: Reading,
  { warehouse, sha256, forms, words, signal }: MarkOptions
): Promise<MarkedCopy | 'unknown' | 'sound'> {
  const job = await jobOf(reading, sha256, forms, words);
  if (job === null) return 'unknown';
  return job.defects.length === 0 ? 'sound' : copyOf(job, { warehouse, sha256, signal });
}

/** The copy of a file as a job says that it is marked. */
export async function copyOf(
  job: Job,
  { warehouse, sha256, signal }: Pick<MarkOptions, 'warehouse' | 'sha256' | 'signal'>
): Promise<MarkedCopy> {
  const original = await open(join(warehouse, 'files', sha256), 'r');
  try {
    const file =
      (await runMarking(original, job, signal)) ?? (await runMarking(original, { ...job, kind: 'list' }, signal));
    if (file === null) throw new Error(`${job.file}: its defects could not be listed`);
    const { size: bytes } = await file.stat();
    return { name: copyName(job.file), bytes, stream: file.createReadStream({ start: 0 }) };
  } finally {
    await original.close();
  }
}

const copyName = (file: string): string =>
  `${file
    .slice(file.lastIndexOf('/') + 1)
    .replace(/\.[^.]*$/, '')
    .replace(/-标注$/, '')}-标注.xlsx`;
