import { constants, createReadStream } from 'node:fs';
import { copyFile, lstat, mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { holdFile } from '#store';
import { hashOf, syncToDisk } from '#warehouse';
import { mostOfText, type ObjectStore } from './store.ts';

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
    await needNoLink(dirname(target), folder);
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

  async function textAt(key: string): Promise<string | null> {
    const handle = await openPlain(at(key));
    if (handle === null) return null;
    try {
      if ((await handle.stat()).size > mostOfText) throw new Error(`${at(key)} 太大，没有读`);
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  }

  return {
    name: folder,
    async read(key, unless) {
      const text = await textAt(key);
      if (text === null) return null;
      const tag = hashOf(text);
      return tag === unless ? 'same' : { text, tag };
    },
    async get(key) {
      const handle = await openPlain(at(key));
      return handle === null ? null : createReadStream('', { fd: handle, highWaterMark: 1 << 20 });
    },
    size: (key) =>
      lstat(at(key)).then(
        (found) => (found.isFile() ? found.size : null),
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
      await needNoLink(below, folder);
      const entries = await readdir(below, { recursive: true, withFileTypes: true }).catch(isMissing);
      const listed = [];
      for (const entry of entries ?? []) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const found = await lstat(path).catch(isMissing);
        if (found !== null)
          listed.push({ key: relative(folder, path).replaceAll('\\', '/'), bytes: found.size, at: found.mtimeMs });
      }
      return { now: await clockOf(folder), listed };
    },
    remove: (key) => rm(at(key), { force: true }),
    close: () => undefined,
  };
}

/**
 * Whoever may write into the folder may lay a link there, or what never ends: neither is read, and nothing is put or
 * taken away behind one. null where there is nothing.
 */
async function openPlain(path: string): Promise<FileHandle | null> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ELOOP') throw new Error(`${path} 是一个链接，不读`);
    return isMissing(error);
  });
  if (handle === null || (await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new Error(`${path} 不是普通的文件，不读`);
}

/** The folder itself may be reached by a link, nothing below it. */
async function needNoLink(below: string, folder: string): Promise<void> {
  if (below === folder) return;
  const found = await lstat(below).catch(isMissing);
  if (found?.isSymbolicLink()) throw new Error(`${below} 是一个链接，不在它后面读写`);
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
