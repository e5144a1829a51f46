import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isVersion, writeWhole } from '#warehouse';

const fileOf = (warehouse: string): string => join(warehouse, 'pinned');

/** The versions that no pruning takes, as they stand in `<warehouse>/pinned`, one a line. */
export async function readPinned(warehouse: string): Promise<Set<string>> {
  const text = await readFile(fileOf(warehouse), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new Error(`${fileOf(warehouse)} 读不出来（${error.message}）：不知道哪些版本要留着，什么也没有清理`, {
      cause: error,
    });
  });
  return new Set(text.split(/\s+/).filter(isVersion));
}

export async function setPinned(warehouse: string, version: string, isPinned: boolean): Promise<void> {
  const pinned = await readPinned(warehouse);
  if (isPinned) pinned.add(version);
  else pinned.delete(version);
  await writeWhole(
    fileOf(warehouse),
    [...pinned]
      .sort()
      .map((each) => `${each}\n`)
      .join('')
  );
}
