import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { holdFile } from '#store';
import { localTime, writeWhole } from '#warehouse';
import { needOwn } from './followed.ts';
import { bornOf, isAlive, type LockOwner } from './lock-owner.ts';

export interface Lock {
  /** The load that ended without letting go, killed or cut off. */
  predecessor: LockOwner | null;
  /** Writes down which version is about to be put in place, so that a successor knows what was left half done. */
  announce(version: string): Promise<void>;
  release(): Promise<void>;
}

/** The empty file that the kernel keeps the lock on. */
export const lockFile = '.lock';

/**
 * Takes the one lock of a warehouse folder, or answers who holds it. The kernel keeps the lock on `.lock`; who
 * holds it stands beside it, in `lock`, which is there as long as the lock is, or was left by somebody who was killed.
 */
export async function takeLock(folder: string): Promise<{ lock: Lock } | { heldBy: LockOwner }> {
  needOwn(folder);
  const path = join(folder, 'lock');
  const letGo = holdFile(join(folder, lockFile));
  if (letGo === null) return { heldBy: (await ownerIn(path)) ?? unknown };
  try {
    const predecessor = await ownerIn(path);
    if (predecessor !== null && (await isOfOlderProgram(predecessor))) {
      letGo();
      return { heldBy: predecessor };
    }
    const me: LockOwner = {
      id: randomUUID(),
      pid: process.pid,
      since: localTime(new Date()),
      born: await bornOf(process.pid),
      version: null,
      isHeld: true,
    };
    await writeWhole(path, JSON.stringify(me));
    return {
      lock: {
        predecessor,
        announce: (version) => writeWhole(path, JSON.stringify({ ...me, version })),
        async release() {
          await rm(path, { force: true });
          letGo();
        },
      },
    };
  } catch (error) {
    letGo();
    throw error;
  }
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

/** Somebody who is just writing down who they are. */
const unknown: LockOwner = { id: 'unknown', pid: 0, since: '刚刚', born: null, version: null };

/** A program from before the kernel kept the lock wrote its number down, and may still run. */
const isOfOlderProgram = async (owner: LockOwner): Promise<boolean> =>
  owner.isHeld !== true && owner.born !== null && (await isAlive(owner));

/** Who wrote themselves down; null where nobody did. What cannot be read was not written by a load. */
async function ownerIn(path: string): Promise<LockOwner | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const owner = JSON.parse(text) as LockOwner | null;
    return typeof owner?.pid === 'number' && typeof owner.id === 'string' ? owner : null;
  } catch {
    return null;
  }
}
