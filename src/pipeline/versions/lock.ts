import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { localTime, writeWhole } from '#warehouse';
import { bornOf, isAlive, type LockOwner } from './lock-owner.ts';

export interface Lock {
  /** The load whose lock was taken over because its process is gone. */
  predecessor: LockOwner | null;
  /** Writes down which version is about to be put in place, so that a successor knows what was left half done. */
  announce(version: string): Promise<void>;
  release(): Promise<void>;
}

/** Takes the one lock of a warehouse folder, or answers who holds it. */
export async function takeLock(folder: string): Promise<{ lock: Lock } | { heldBy: LockOwner }> {
  const me: LockOwner = {
    id: randomUUID(),
    pid: process.pid,
    since: localTime(new Date()),
    born: await bornOf(process.pid),
    version: null,
  };
  const path = join(folder, 'lock');
  const taken = await take(path, me);
  if ('heldBy' in taken) return taken;
  return {
    lock: {
      predecessor: taken.predecessor,
      announce: (version) => writeWhole(path, JSON.stringify({ ...me, version })),
      release: async () => {
        if ((await holderOf(path))?.id === me.id) await rm(path);
      },
    },
  };
}

/** Takes the lock once whoever holds it has let go. */
export async function awaitLock(folder: string, onWait: (holder: LockOwner) => void): Promise<{ lock: Lock }> {
  for (;;) {
    const taken = await takeLock(folder);
    if ('lock' in taken) return taken;
    onWait(taken.heldBy);
    await wait(300);
  }
}

/**
 * Of two processes that both see a dead holder only one may replace its lock: the one that takes a second lock, named
 * for the dead holder, and then still finds the first unchanged.
 */
async function take(path: string, me: LockOwner): Promise<{ predecessor: LockOwner | null } | { heldBy: LockOwner }> {
  const draft = `${path}.${me.id}.draft`;
  await writeFile(draft, JSON.stringify(me));
  try {
    for (;;) {
      if (await linked(draft, path)) return { predecessor: null };
      const holder = await holderOf(path);
      if (!holder) continue;
      if (await isAlive(holder)) return { heldBy: holder };
      const right = `${path}.${holder.id}`;
      const taken = await take(right, me);
      if ('heldBy' in taken) return taken;
      const unchanged = (await holderOf(path))?.id === holder.id;
      if (unchanged) await rename(draft, path);
      await rm(right, { force: true });
      if (unchanged) return { predecessor: holder };
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Who holds a lock; null where nobody does. A lock that cannot be read was not written by a load, and nobody holds it.
 */
async function holderOf(path: string): Promise<LockOwner | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return read(text) ?? { id: 'unreadable', pid: 0, since: '', born: 'never', version: null };
}

function read(text: string): LockOwner | null {
  try {
    const holder = JSON.parse(text) as LockOwner | null;
    return typeof holder?.pid === 'number' && typeof holder.id === 'string' ? holder : null;
  } catch {
    return null;
  }
}
