import { copyFile, lchown, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncToDisk, writeWhole } from '#warehouse';
import { hashOf, sumsFile } from './sums.ts';

/** Folders of a release that an office changes as it goes: quotas, notices, templates, its own metrics and pages. */
const own = ['data', 'pipelines', 'dashboards'];

/** How a file of an office was brought along. */
export interface Carried {
  file: string;
  /**
   * `kept`: the new program left the file as it was. `both`: it changed it too; the office's counts, and the new
   * program's lies beside it as `<file>.new`. `beside`: the file was changed in both programs that the office worked
   * with; the one there counts, and the other lies beside it. `gone`: the office had taken it away.
   */
  how: 'kept' | 'both' | 'beside' | 'gone';
}

/** The hash of each file that an office may have changed, by name. */
export type Files = ReadonlyMap<string, string>;

/**
 * Brings what an office changed in one release along to another: every file below `own` that is not as the old release
 * was delivered. Writes to the new one alone; once more, it brings what was changed meanwhile.
 */
export async function carryOver(from: string, to: string): Promise<Carried[]> {
  const [before, after, there] = [await deliveredIn(from), await deliveredIn(to), await filesOf(from)];
  const carried: Carried[] = [];
  for (const [file, hash] of there) {
    if (hash === before.get(file) || hash === after.get(file)) continue;
    const isTheirs = after.has(file) && after.get(file) !== before.get(file);
    if (isTheirs && (await hashOf(join(to, file))) === after.get(file))
      await copyFile(join(to, file), join(to, `${file}.new`));
    await copy(from, to, file);
    carried.push({ file, how: isTheirs ? 'both' : 'kept' });
  }
  for (const file of before.keys())
    if (!there.has(file) && after.get(file) === before.get(file)) {
      await rm(join(to, file), { force: true });
      carried.push({ file, how: 'gone' });
    }
  return carried;
}

/** Beside the folder of releases, what the files of an office were in one when it became the current one. */
const sinceFile = (release: string): string => join(release, '../..', `.own-${basename(release)}.json`);

/** Notes down the files of an office in a release that becomes the current one: what changes since is told by it. */
export const noteOwn = async (release: string): Promise<void> =>
  writeWhole(sinceFile(release), JSON.stringify([...(await filesOf(release))]));

async function ownSince(release: string): Promise<Files> {
  const text = await readFile(sinceFile(release), 'utf8').catch(() => null);
  return text === null ? deliveredIn(release) : new Map(JSON.parse(text) as [string, string][]);
}

/**
 * Brings what an office changed in a release since that became current along to one that it worked with before, and
 * answers how to undo it. A file that lies there as it was then is replaced; beside one that is another, it is put.
 */
export async function carryChanges(
  from: string,
  to: string,
  { room, since: told }: { room: string; since?: Files }
): Promise<{ carried: Carried[]; now: Files; undo: () => Promise<void> }> {
  await mkdir(room, { recursive: true, mode: 0o700 });
  const [since, now, there] = [told ?? (await ownSince(from)), await filesOf(from), await filesOf(to)];
  const carried: Carried[] = [];
  const undone: (() => Promise<void>)[] = [];
  const replace = async (file: string, name = file): Promise<void> => {
    const hadOne = await copyFileTo(join(to, name), join(room, String(undone.length)));
    undone.push(() => (hadOne === null ? rm(join(to, name), { force: true }) : copyFile(hadOne, join(to, name))));
    if (now.has(file)) await copy(from, to, file, name);
    else await rm(join(to, name), { force: true });
  };
  for (const file of [...new Set([...now.keys(), ...since.keys()])].sort()) {
    const [mine, base, theirs] = [now.get(file), since.get(file), there.get(file)];
    if (mine === base || mine === theirs) continue;
    const how = theirs !== base ? 'beside' : mine === undefined ? 'gone' : 'kept';
    if (how === 'beside' && mine === undefined) continue;
    await replace(file, how === 'beside' ? `${file}.new` : file);
    carried.push({ file, how });
  }
  const undo = async () => {
    for (const each of undone.reverse()) await each();
  };
  return { carried, now, undo };
}

/** Where root replaces the program, what an office fills in belongs in the one to whom it belonged in the other. */
export async function ownAlike(from: string, to: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  for (const part of own) {
    const { uid, gid } = await stat(join(from, part)).catch(() => ({ uid: 0, gid: 0 }));
    const below = uid === 0 ? [] : await readdir(join(to, part), { recursive: true });
    for (const name of uid === 0 ? [] : ['', ...below]) await lchown(join(to, part, name), uid, gid);
  }
}

/** What an office changed in a release of what was delivered with it, and the list that says what was. */
export async function changedIn(release: string): Promise<string[]> {
  const [delivered, there] = [await deliveredIn(release), await filesOf(release)];
  const changed = Array.from(there)
    .filter(([file, hash]) => delivered.get(file) !== hash)
    .map(([file]) => file);
  return changed.length === 0 ? [] : [...changed, sumsFile];
}

/**
 * Puts what an office had changed, as it was kept with the list of what it changed it from, back into a release: where
 * the office changed the same file there too, beside it.
 */
export async function bringOwn(from: string, to: string): Promise<Carried[]> {
  const [before, after] = [await deliveredIn(from), await deliveredIn(to)];
  const [files, there] = [await filesOf(from), await filesOf(to)];
  const carried: Carried[] = [];
  for (const [file, hash] of files) {
    if (hash === there.get(file)) continue;
    const isChanged = there.get(file) !== after.get(file);
    const isTheirs = !isChanged && after.has(file) && after.get(file) !== before.get(file);
    if (isTheirs) await copyFile(join(to, file), join(to, `${file}.new`));
    await copy(from, to, file, isChanged ? `${file}.new` : file);
    carried.push({ file, how: isChanged ? 'beside' : isTheirs ? 'both' : 'kept' });
  }
  return carried;
}

const draft = '.carrying';

/** Puts a file in place whole or not at all: what is there may be all that an office has. */
async function copy(from: string, to: string, file: string, name = file): Promise<void> {
  await mkdir(dirname(join(to, name)), { recursive: true });
  await copyFile(join(from, file), join(to, `${name}${draft}`));
  await syncToDisk(join(to, `${name}${draft}`));
  await rename(join(to, `${name}${draft}`), join(to, name));
}

const copyFileTo = (from: string, to: string): Promise<string | null> =>
  copyFile(from, to).then(
    () => to,
    () => null
  );

const isOwn = (file: string): boolean => own.some((folder) => file.startsWith(`${folder}/`));

/** What the list of a release says of files that an office may change, by name; of one that is not there, nothing. */
async function deliveredIn(folder: string): Promise<Files> {
  const lines = (await readFile(join(folder, sumsFile), 'utf8').catch(() => '')).split('\n');
  return new Map(
    lines.filter((line) => isOwn(line.slice(66))).map((line): [string, string] => [line.slice(66), line.slice(0, 64)])
  );
}

async function filesOf(folder: string): Promise<Files> {
  const names: string[] = [];
  for (const part of own) {
    const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries)
      if (entry.isFile() && !entry.name.endsWith('.new') && !entry.name.endsWith(draft))
        names.push(
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll('\\', '/')
        );
  }
  const files = new Map<string, string>();
  for (const name of names.sort()) files.set(name, await hashOf(join(folder, name)));
  return files;
}
