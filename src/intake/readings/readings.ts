import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Contract } from '../contracts.ts';
import { isFile, type HashedFile } from '../walk.ts';
import type { Desk } from './desk.ts';
import { openDesks } from './desks.ts';
import { readingIn, type Reading } from './list.ts';
import { isWorthKeeping, placeOf, readerOf, weightOf } from './place.ts';

/** What was read of files is kept, and not read again: where, and what reads. */
export interface Readings {
  /** Where readings are kept; whatever lies there can be made again. One load at a time puts anything there. */
  folder: string;
  /** Where what is being read lies meanwhile: a folder of this load alone, on the same disk. */
  scratch: string;
  /** The manifest of the program that reads. */
  program: string;
  /** So many files may be read at one time. */
  abreast: number;
  /** Mebibytes of rows that each of these may hold (256). */
  memory?: number;
  /** Bytes of the smallest text whose reading is kept (65,536). */
  smallest?: number;
  /** Hashes of files that hold other bytes by now than those that were handed in. */
  except?: ReadonlySet<string>;
  /** Read every file, whatever is kept of it. */
  isAnew?: boolean;
  /** Is told each file whose reading was kept and is not whole any more. */
  onDamaged?: (path: string) => void;
}

/** Finds what is kept of some files and reads the others, the largest first. */
export interface Reader {
  /** null: it is not worth keeping, and to be landed where it is asked for. */
  of(found: HashedFile): Promise<Reading | null>;
  close(): Promise<void>;
}

export async function openReader(
  files: readonly HashedFile[],
  {
    folder,
    scratch,
    program,
    abreast,
    memory = 256,
    smallest = 1 << 16,
    except = new Set(),
    isAnew = false,
    onDamaged = () => {},
  }: Readings,
  { contracts, onFile = () => {} }: { contracts: readonly Contract[]; onFile?: (path: string, isKept: boolean) => void }
): Promise<Reader> {
  const reader = readerOf(program, contracts);
  const found = new Map<string, Promise<Reading>>();
  const unread: { file: HashedFile; bytes: number }[] = [];
  for (const file of files) {
    if (!isFile(file) || except.has(file.sha256)) continue;
    const { size: bytes } = await stat(file.diskPath);
    if (!isWorthKeeping(file, { bytes, smallest })) continue;
    const kept = isAnew ? 'absent' : await readingIn(placeOf(folder, reader, file));
    if (kept === 'damaged') onDamaged(file.path);
    if (typeof kept === 'string') unread.push({ file, bytes });
    else found.set(file.path, Promise.resolve(kept));
  }
  const kept = new Set(found.keys());
  const count = Math.min(abreast, unread.length);
  const desks: Desk | null = unread.length === 0 ? null : await openDesks(count, { scratch, contracts, memory });

  const readAt = async (desk: Desk, file: HashedFile, draft: string): Promise<Reading> => {
    const { isWhole } = await desk.read(file, draft);
    const place = isWhole ? placeOf(folder, reader, file) : draft;
    if (isWhole) {
      await mkdir(dirname(place), { recursive: true });
      await rm(place, { recursive: true, force: true });
      await rename(draft, place);
    }
    const reading = await readingIn(place);
    if (typeof reading === 'string') throw new Error(`${file.path}: what was read of it does not read back (${place})`);
    return reading;
  };
  for (const [i, { file }] of unread
    .toSorted((a, b) => weightOf(b.file, b.bytes) - weightOf(a.file, a.bytes))
    .entries())
    if (desks) {
      const reading = readAt(desks, file, join(scratch, `reading-${i}`));
      // Whoever asks for it is told; if the load ends before that, nobody is.
      reading.catch(() => undefined);
      found.set(file.path, reading);
    }

  return {
    async of({ path }) {
      const reading = await found.get(path);
      if (reading !== undefined) onFile(path, kept.has(path));
      return reading ?? null;
    },
    close: async () => desks?.close(),
  };
}
