import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { holdFile } from '#store';
import { hashOf, syncToDisk } from '#warehouse';
import type { ObjectStore } from './store.ts';

/** How drafts begin: nobody reads them, and those of who was killed are taken away by pruning. */
export const draft = '.draft-';

/** Milliseconds that who moves a pointer waits for another. */
const patience = 10_000;

const isMissing = (error: unknown): null => {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
};

/** A folder that all machines see. Its pointer is moved under a lock of the kernel, which goes with who holds it. */
export function folderStore(folder: string): ObjectStore {
  const at = (key: string) => join(folder, key);

  async function place(key: string, write: (path: string) => Promise<void>): Promise<void> {
    const target = at(key);
    await mkdir(dirname(target), { recursive: true });
    const path = join(dirname(target), `${draft}${randomUUID()}`);
    try {
      await write(path);
      await syncToDisk(path);
      await rename(path, target);
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined);
      throw error;
    }
    await syncToDisk(dirname(target));
  }

  const textAt = (key: string): Promise<string | null> => readFile(at(key), 'utf8').catch(isMissing);

  return {
    name: folder,
    async read(key, unless) {
      const text = await textAt(key);
      if (text === null) return null;
      const tag = hashOf(text);
      return tag === unless ? 'same' : { text, tag };
    },
    async get(key) {
      const handle = await open(at(key), 'r').catch(isMissing);
      return handle === null ? null : createReadStream('', { fd: handle, highWaterMark: 1 << 20 });
    },
    size: (key) =>
      stat(at(key)).then(
        ({ size }) => size,
        (error: unknown) => isMissing(error)
      ),
    put: (key, body) =>
      place(key, (path) => (typeof body === 'string' ? writeText(path, body) : copyFile(body.path, path))),
    async swap(key, text, before) {
      await mkdir(folder, { recursive: true });
      const letGo = await holdSoon(join(folder, '.lock'));
      try {
        const now = await textAt(key);
        if ((now === null ? null : hashOf(now)) !== before) return false;
        await place(key, (path) => writeText(path, text));
        return true;
      } finally {
        letGo();
      }
    },
    async list(prefix) {
      const below = at(prefix);
      const entries = await readdir(below, { recursive: true, withFileTypes: true }).catch(isMissing);
      const listed = [];
      for (const entry of entries ?? []) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const found = await stat(path).catch(isMissing);
        if (found !== null)
          listed.push({ key: relative(folder, path).replaceAll('\\', '/'), bytes: found.size, at: found.mtimeMs });
      }
      return { now: await clockOf(folder), listed };
    },
    remove: (key) => rm(at(key), { force: true }),
    close: () => undefined,
  };
}

async function holdSoon(path: string): Promise<() => void> {
  const until = Date.now() + patience;
  for (;;) {
    const letGo = holdFile(path);
    if (letGo !== null) return letGo;
    if (Date.now() > until) throw new Error(`${path} 一直被占用`);
    await wait(50);
  }
}

/** The folder may lie on another machine: what it calls now is what the times of its files are held against. */
async function clockOf(folder: string): Promise<number> {
  const path = join(folder, `${draft}clock-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  await writeText(path, '');
  try {
    return (await stat(path)).mtimeMs;
  } finally {
    await rm(path, { force: true });
  }
}

async function writeText(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

/** Whether a key is that of a draft. */
export const isDraft = (key: string): boolean => basename(key).startsWith(draft);
