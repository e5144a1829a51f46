import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashOf, sumsFile } from './sums.ts';

/** Folders of a release that an office changes as it goes: quotas, notices, templates, its own metrics and pages. */
const own = ['data', 'pipelines', 'dashboards'];

/** How a file of an office was brought along. */
export interface Carried {
  file: string;
  /**
   * `kept`: the new program left the file as it was. `both`: it changed it too; the office's counts, and the new
   * program's lies beside it as `<file>.new`. `gone`: the office had taken it away.
   */
  how: 'kept' | 'both' | 'gone';
}

/**
 * Brings what an office changed in one release along to another: every file below `own` that is not as the old release
 * was delivered. Writes to the new one alone.
 */
export async function carryOver(from: string, to: string): Promise<Carried[]> {
  const [before, after] = [await deliveredIn(from), await deliveredIn(to)];
  const there = new Set(await filesOf(from));
  const carried: Carried[] = [];
  for (const file of [...there].sort()) {
    const hash = await hashOf(join(from, file));
    if (hash === before.get(file) || hash === after.get(file)) continue;
    const isTheirs = after.has(file) && after.get(file) !== before.get(file);
    if (isTheirs) await copyFile(join(to, file), join(to, `${file}.new`));
    await mkdir(dirname(join(to, file)), { recursive: true });
    await copyFile(join(from, file), join(to, file));
    carried.push({ file, how: isTheirs ? 'both' : 'kept' });
  }
  for (const file of before.keys())
    if (isOwn(file) && !there.has(file) && after.get(file) === before.get(file)) {
      await rm(join(to, file));
      carried.push({ file, how: 'gone' });
    }
  return carried;
}

const isOwn = (file: string): boolean => own.some((folder) => file.startsWith(`${folder}/`));

/** What the list of a release says of its files, by name; of one that is not there, nothing. */
async function deliveredIn(folder: string): Promise<Map<string, string>> {
  const lines = (await readFile(join(folder, sumsFile), 'utf8').catch(() => '')).split('\n');
  return new Map(
    lines.flatMap((line): [string, string][] => (line === '' ? [] : [[line.slice(66), line.slice(0, 64)]]))
  );
}

async function filesOf(folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const part of own) {
    const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries)
      if (entry.isFile() && !entry.name.endsWith('.new'))
        names.push(
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll('\\', '/')
        );
  }
  return names;
}
