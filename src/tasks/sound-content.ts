import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { faultsOfPipelines, linesOf, readContentFiles } from '#pipeline';
import type { Fault } from '#spec/content';
import { hashOf } from '#warehouse';
import { checkContent, contentIn } from './check-content.ts';
import { content, programOfRooms, root } from '#environment/content.ts';

/** Where the hash of what held is kept: of this program, its packages and its content. */
const kept = join(root, 'node_modules/.cache/sound-content');

/**
 * Every fault of the content below a folder, as a load asks for it. What held is
 * not looked at again until a byte of it, of the program or of a package is another.
 */
export async function faultsBeforeLoad({ folder = root, file = kept } = {}): Promise<readonly Fault[]> {
  const hash = await hashOfAll(folder);
  if (await isKept(file, hash)) return [];
  const faults = await checkContent(contentIn(folder));
  if (faults.length === 0) await keep(file, hash);
  return faults;
}

/** The same before a version is built again, which no fault of a dashboard keeps from it. */
export const faultsBeforeRebuild = async (): Promise<readonly Fault[]> =>
  (await isKept(kept, await hashOfAll(root))) ? [] : faultsOfPipelines(content);

const isKept = async (file: string, hash: string): Promise<boolean> =>
  (await readFile(file, 'utf8').catch(() => '')) === hash;

async function hashOfAll(folder: string): Promise<string> {
  const content = Object.entries(contentIn(folder)).map(async ([called, below]) =>
    linesOf(await readContentFiles(below, called))
  );
  return hashOf([await programOfRooms(['.']), ...(await Promise.all(content))].join(''));
}

/** Where nothing may be written, all is looked at each time. */
async function keep(file: string, hash: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.${process.pid}`, hash);
    await rename(`${file}.${process.pid}`, file);
  } catch {
    return;
  }
}
