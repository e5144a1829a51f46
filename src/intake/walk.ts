import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '#warehouse';
import { inNaturalOrder } from './natural.ts';

export interface FoundFile {
  /** Below the folder, with `/`. */
  path: string;
  /** Where its bytes lie. */
  diskPath: string;
  /** In lower case, without the dot; empty where there is none. */
  extension: string;
  /** A link is never followed; `other` is a pipe, a socket or a device. */
  kind: 'file' | 'link' | 'other';
}

/** A file whose bytes nobody changes any more; of a link, or what is no file, there are none. */
export interface HashedFile extends FoundFile {
  /** In hex. */
  sha256: string;
}

export const isFile = ({ kind }: FoundFile): boolean => kind === 'file';

/** What systems and office programs leave beside people's files. */
const litter = /^(\..*|~\$.*|thumbs\.db|desktop\.ini|__macosx)$/i;
/** Notes from people to people. */
const note = /\.(md|txt)$/i;

/** The same files with their hashes, where they are read as they lie. */
export const hashFiles = (files: readonly FoundFile[]): Promise<HashedFile[]> =>
  Promise.all(files.map(async (found) => ({ ...found, sha256: isFile(found) ? await hashFile(found.diskPath) : '' })));

/** Everything below a folder that may have been handed in, in the natural order of paths. */
export async function walkFolder(folder: string): Promise<FoundFile[]> {
  return (await walk(folder, '')).sort((a, b) => inNaturalOrder(a.path, b.path));
}

async function walk(folder: string, below: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (litter.test(entry.name)) continue;
    if (entry.isDirectory()) found.push(...(await walk(folder, path)));
    else if (!note.test(entry.name))
      found.push({
        path,
        diskPath: join(folder, path),
        extension: extensionOf(entry.name),
        kind: entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other',
      });
  }
  return found;
}

export const extensionOf = (name: string): string => (/\.([^.]+)$/.exec(name)?.[1] ?? '').toLowerCase();
