import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markedCopy, readForms } from '#clerks';
import { load, type Outcome } from '#pipeline';
import { openFile, readCurrent } from '#warehouse';
import { folderOf } from '../../pipeline/content.ts';
import { ownContent } from '../../pipeline/own-content.ts';

export interface Marked {
  name: string;
  bytes: Buffer;
}

/** By file its copy, or what is said instead of one. */
export type MarkedFiles = Readonly<Record<string, Marked | 'sound' | 'unknown'>>;

/** Loads files and marks each: by file, its copy, or what is said instead of one. */
export async function markAll(
  files: Readonly<Record<string, string | Uint8Array>>
): Promise<{ outcome: Outcome; copies: MarkedFiles }> {
  const folder = await folderOf(files);
  const warehouse = await mkdtemp(join(tmpdir(), 'marked-'));
  try {
    const outcome = await load({ ...ownContent, folder, warehouse, asOf: null, program: 'test' });
    const current = await readCurrent(warehouse);
    if (!current) throw new Error(`nothing was published: ${outcome.reasons.join(' ')}`);
    const reading = await openFile(current.path, current.version);
    try {
      const forms = await readForms(ownContent);
      const copies: Record<string, MarkedFiles[string]> = {};
      for (const { file, sha256 } of current.receipt.files) {
        const copy = await markedCopy(reading, { warehouse, sha256, forms });
        copies[file] =
          typeof copy === 'string'
            ? copy
            : { name: copy.name, bytes: Buffer.concat(await Array.fromAsync(copy.stream as AsyncIterable<Buffer>)) };
      }
      return { outcome, copies };
    } finally {
      reading.close();
    }
  } finally {
    await rm(folder, { recursive: true });
    await rm(warehouse, { recursive: true });
  }
}

/** The copy of the only file, or of the one that is named. */
export async function mark(
  files: Readonly<Record<string, string | Uint8Array>>,
  file = Object.keys(files)[0] as string
): Promise<Marked> {
  return copyOf((await markAll(files)).copies, file);
}

export function copyOf(copies: MarkedFiles, file: string): Marked {
  const copy = copies[file];
  if (copy === undefined || typeof copy === 'string') throw new Error(`${file} has no copy: ${copy}`);
  return copy;
}

export async function onDisk(bytes: Uint8Array, work: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'marked-'));
  try {
    await writeFile(join(folder, 'a.xlsx'), bytes);
    await work(join(folder, 'a.xlsx'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
