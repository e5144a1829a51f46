import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';

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
