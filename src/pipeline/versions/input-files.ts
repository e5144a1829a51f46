import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { type Found, walkFolder } from '#intake';

/** How many bytes there are in files. */
export async function bytesOf(files: readonly Found[]): Promise<number> {
  const sizes = await Promise.all(files.filter(isFile).map(async ({ place }) => (await stat(place)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The SHA-256 of each file, in hex, by path, in their order. */
export async function hashFiles(files: readonly Found[]): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const { path, place } of files.filter(isFile)) hashes.set(path, await hashOf(place));
  return hashes;
}

/** The SHA-256 of every file below a folder of content, hundreds of small ones. */
export async function hashFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await walkFolder(folder)).filter(isFile);
  return new Map(
    await Promise.all(
      files.map(
        async ({ path, place }) =>
          [
            path,
            createHash('sha256')
              .update(await readFile(place))
              .digest('hex'),
          ] as const
      )
    )
  );
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export const isFile = ({ kind }: Found): boolean => kind === 'file';
