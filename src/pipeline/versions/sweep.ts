import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withdraw } from '#warehouse';
import { sweepReplays } from '../replays/sweep-replays.ts';
import type { LockOwner } from './lock-owner.ts';

/** Takes away what a killed load left behind: its scratch, and the version that it put in place but never published. */
export async function sweep(warehouse: string, predecessor: LockOwner | null): Promise<void> {
  await sweepScratch(warehouse);
  await sweepReplays(warehouse);
  for (const name of await readdir(warehouse))
    if (await isStaleDraft(warehouse, name)) await rm(join(warehouse, name), { force: true });
  if (predecessor?.version) await withdraw(warehouse, predecessor.version);
}

/** Where the one load at work may put what is taken away at its end. */
export const scratchIn = (warehouse: string, name: string): string => join(warehouse, `.build-${name}`);

/** Takes away what a load builds in, its own or that of a killed one. */
export async function sweepScratch(warehouse: string): Promise<void> {
  for (const name of await readdir(warehouse))
    if (name.startsWith('.build-')) await rm(join(warehouse, name), { recursive: true, force: true });
}

/** The draft of a process that is just trying for the lock must stay: it is there for an instant. */
async function isStaleDraft(warehouse: string, name: string): Promise<boolean> {
  if (!name.startsWith('lock.')) return false;
  const there = await stat(join(warehouse, name)).catch(() => null);
  return there !== null && Date.now() - there.mtimeMs > 60_000;
}
