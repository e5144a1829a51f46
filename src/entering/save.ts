import { open, readFile, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { bornOf } from '#pipeline';
import { hashOf, syncToDisk } from '#warehouse';

/** Where new bytes wait beside the file, of which process: hidden, so that nobody takes them for content. */
const waitingFor = (path: string): string => join(dirname(path), `.${basename(path)}.${process.pid}.entering`);

export interface Saving {
  /** What the file held when it was read, as SHA-256 in hex. */
  before: string;
  bytes: Buffer;
  /** Written down before the file is another; what it throws leaves the file as it is. */
  record: (after: string) => void;
  /** Written down where what was recorded was not done after all: somebody changed the file meanwhile. */
  takeBack: (after: string) => void;
}

/** Somebody else changed the file since it was read. */
export class ChangedSince extends Error {}

/**
 * Replaces a file by other bytes as one step, with the rights that it had, through a link where it is one. The line on
 * record stands before the file is another: killed between the two, `finishSaving` brings the file to what the line
 * says. Whoever changed the file since it was read keeps what they wrote, and this is a ChangedSince.
 */
export async function saveFile(path: string, { before, bytes, record, takeBack }: Saving): Promise<string> {
  const real = await realpath(path);
  const waiting = waitingFor(real);
  const { mode } = await stat(real);
  const after = hashOf(bytes);
  try {
    const handle = await open(waiting, 'w', mode);
    try {
      await handle.writeFile(bytes);
      await handle.chmod(mode & 0o7777).catch(() => undefined);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (hashOf(await readFile(real)) !== before) throw new ChangedSince(path);
    record(after);
  } catch (error) {
    await rm(waiting, { force: true });
    throw error;
  }
  // On record: from here on it is finished, if not now then by who looks next.
  if (hashOf(await readFile(real)) !== before) {
    takeBack(after);
    await rm(waiting, { force: true });
    throw new ChangedSince(path);
  }
  await rename(waiting, real);
  await syncToDisk(dirname(real));
  return after;
}

/** The last line on record about a file. */
export type LastSaved = (file: string) => { before: string; after: string } | null;

/**
 * Finishes what a program that was killed had written down and not done, and takes away what it had not written down.
 * Answers the files that it brought to what the record says.
 */
export async function finishSaving(
  folder: string,
  fileOf: (path: string) => string,
  last: LastSaved
): Promise<string[]> {
  const done: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const [, name, pid] = /^\.(.+)\.(\d+)\.entering$/.exec(entry.name) ?? [];
    // Of a program that still runs: it is at it.
    if (name === undefined || (Number(pid) !== process.pid && (await bornOf(Number(pid))) !== null)) continue;
    const path = join(folder, name);
    const waiting = join(folder, entry.name);
    const said = last(fileOf(path));
    const [now, next] = await Promise.all([path, waiting].map((each) => readFile(each).then(hashOf, () => null)));
    if (said !== null && next === said.after && now === said.before) {
      await rename(waiting, path);
      await syncToDisk(folder);
      done.push(path);
    } else await rm(waiting, { force: true });
  }
  return done;
}
