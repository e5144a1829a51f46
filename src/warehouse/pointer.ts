import { watch } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './durable.ts';
import { isVersion } from './naming.ts';

/** What `current` says. */
export interface Pointer {
  /** The version that is served; `none` before the first one is published; '' where there is no pointer. */
  version: string;
  /** The latest that was published: it is another where an older one was published again. Later ones never were. */
  newest: string;
  /** Why it names no version; null where it does. */
  fault: string | null;
}

/** What `current` says from before the first version is put in place until it is published. */
export const none = 'none';

const pointerFile = (folder: string): string => join(folder, 'current');

export async function readPointer(folder: string): Promise<Pointer> {
  try {
    const [version = '', newest = version] = (await readFile(pointerFile(folder), 'utf8')).trim().split(/\s+/);
    const fault = isVersion(version) ? null : `current 的内容不是版本号（${JSON.stringify(version.slice(0, 40))}）`;
    return { version, newest: isVersion(newest) ? newest : version, fault };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const fault = code === 'ENOENT' ? 'current 的内容不是版本号（""）' : `current 读不出来（${code}）`;
    return { version: '', newest: '', fault };
  }
}

/** Whether a version was published, by its name. Where the pointer is damaged, each that is there may have been. */
export const isPublished = ({ version, newest }: Pointer, name: string): boolean =>
  isVersion(name) && version !== none && (!isVersion(newest) || name <= newest);

/** Points at a version, as one step. What stands in the way, as a folder of that name, is put aside. */
export async function writePointer(folder: string, version: string, newest = version): Promise<void> {
  const path = pointerFile(folder);
  if ((await stat(path).catch(() => null))?.isDirectory()) await rename(path, `${path}.aside-${Date.now()}`);
  await writeWhole(path, version === newest ? `${version}\n` : `${version}\n${newest}\n`);
}

/** Changes whenever the file is replaced or rewritten. */
export async function stampOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return 'none';
  }
}

/** Tells when `current` is replaced, where the system tells; stopped by what it answers. */
export function watchPointer(folder: string, look: () => void): () => void {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => name === 'current' && look());
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}
