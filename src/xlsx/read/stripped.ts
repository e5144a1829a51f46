import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Where a room lies without its types: a child that must strip them each time it starts takes longer for that than for
 * most workbooks. It is made once of each state of the room. Null where it cannot be written.
 */
export async function strippedRoom(room: string, cache: string): Promise<string | null> {
  try {
    const hash = createHash('sha256').update(process.version);
    for (const path of (await readdir(room, { recursive: true })).sort())
      if (path.endsWith('.ts')) hash.update(path).update(await readFile(join(room, path)));
    const folder = join(cache, hash.digest('hex').slice(0, 32));
    if (existsSync(folder)) return folder;
    await run(process.execPath, ['--no-warnings', join(import.meta.dirname, 'strip.ts'), room, folder]).catch(() => {});
    // Whoever else made it meanwhile made the same.
    return existsSync(folder) ? folder : null;
  } catch {
    return null;
  }
}
