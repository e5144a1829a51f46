import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Waits until what was written to a file, or the names in a folder, would outlive a power cut. Windows writes the names
 * of a folder by itself, and lets only who may write to a file wait for it.
 */
export async function syncToDisk(path: string): Promise<void> {
  const isWindows = process.platform === 'win32';
  if (isWindows && (await stat(path)).isDirectory()) return;
  const handle = await open(path, isWindows ? 'r+' : 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a small file as one step: whoever reads it sees the
 * old text or the new, whatever happens. One writer at a time.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = join(dirname(path), `.build-${basename(path)}`);
  try {
    const handle = await open(draft, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncToDisk(dirname(path));
}
