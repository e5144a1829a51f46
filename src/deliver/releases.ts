import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '#warehouse';

/** What a release says of itself, beside the sums of its files. */
export interface Release {
  name: string;
  version: string;
  platform: string;
  /** The SHA-256 of the list of sums. */
  sums: string;
}

export const releaseFile = 'release.json';

/** Which release is started, and which was before it. One file, so that both change at once or not at all. */
export interface Pointer {
  current: string;
  previous: string | null;
}

const pointerFile = 'current';
const isName = (name: string): boolean => /^[0-9A-Za-z][0-9A-Za-z.-]{0,80}$/.test(name);

/** Its first line is all that the script which starts a release reads. */
export const writePointer = (home: string, { current, previous }: Pointer): Promise<void> =>
  writeWhole(join(home, pointerFile), `${current}\n${previous === null ? '' : `${previous}\n`}`);

export async function readPointer(home: string): Promise<Pointer> {
  const [current = '', previous = ''] = (await readFile(join(home, pointerFile), 'utf8')).split(/\r?\n/);
  if (!isName(current) || (previous !== '' && !isName(previous)))
    throw new Error(`${join(home, pointerFile)} 里写的不是一个版本的名字`);
  return { current, previous: previous || null };
}

/** What a folder says that it is; null where it says nothing that can be read. */
export async function readRelease(folder: string): Promise<Release | null> {
  try {
    const said = JSON.parse(await readFile(join(folder, releaseFile), 'utf8')) as Partial<Release>;
    const { name, version, platform, sums } = said;
    const texts = [name, version, platform, sums];
    if (!texts.every((text) => typeof text === 'string') || !isName(String(name))) return null;
    return said as Release;
  } catch {
    return null;
  }
}

/** The releases that are whole: one that is being unpacked has a name of its own. */
export async function releasesIn(home: string): Promise<string[]> {
  return (await readdir(join(home, 'releases'))).filter(isName).sort();
}
