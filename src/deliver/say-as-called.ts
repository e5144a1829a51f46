import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { asCalled } from '#spec';

/** A table is made by one program wherever it runs: what its rooms say is put in other words when it is told. */
const rooms = /^src\/(?:spec|xlsx|warehouse|store|intake|pipeline|deliver)\//;
const texts = /^(?:src|build)\/.*\.(?:ts|js|mjs|html)$/;

/** Lets pages and answers of a release say its commands as they are typed there; answers how many files that were. */
export async function sayAsCalled(release: string, command: string): Promise<number> {
  let count = 0;
  for (const part of ['src', 'build'])
    for (const entry of await readdir(join(release, part), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const file = path.slice(release.length + 1).replaceAll('\\', '/');
      if (!entry.isFile() || !texts.test(file) || rooms.test(file)) continue;
      const text = await readFile(path, 'utf8');
      const said = asCalled(text, command);
      if (said === text) continue;
      await writeFile(path, said);
      await packAnew(path, said);
      count += 1;
    }
  return count;
}

/** What is sent packed lies packed beside it. */
async function packAnew(path: string, text: string): Promise<void> {
  const ways = {
    gz: () => gzipSync(text, { level: 9 }),
    br: () => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  };
  for (const [ending, way] of Object.entries(ways))
    if (await stat(`${path}.${ending}`).catch(() => null)) await writeFile(`${path}.${ending}`, way());
}
