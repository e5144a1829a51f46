import { copyFile, link, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** What a program only reads, or replaces whole: a second name of the file does for a copy. */
const isRewritten = (path: string): boolean => path.endsWith('.sqlite');

/**
 * Lays a backup out as a warehouse of its own below `room`, for a program to try itself on: stores are copied, since
 * whoever opens one may change it; versions and originals never change and take no room where the disk knows links.
 */
export async function trialOf(backup: string, room: string): Promise<string> {
  const warehouse = join(room, 'warehouse');
  await mkdir(warehouse, { mode: 0o700 });
  for (const entry of await readdir(backup, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = relative(backup, join(entry.parentPath, entry.name));
    const [from, to] = [join(backup, path), join(warehouse, path)];
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    const isLinked =
      !isRewritten(path) &&
      (await link(from, to).then(
        () => true,
        () => false
      ));
    if (!isLinked) await copyFile(from, to);
  }
  return warehouse;
}
