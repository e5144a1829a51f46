import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withdraw } from '#warehouse';
import { sweepReplays } from '../replays/sweep-replays.ts';
import type { LockOwner } from './lock-owner.ts';

/** Takes away what a killed load left behind: its scratch, and the version that it put in place but never published. */
export async function sweep(warehouse: string, predecessor: LockOwner | null): Promise<void> {
  await sweepScratch(warehouse);
  await sweepReplays(warehouse);
  // Programs from before the kernel kept the lock left drafts of theirs.
  for (const name of await readdir(warehouse))
    if (/^lock\..*\.draft$/.test(name)) await rm(join(warehouse, name), { force: true });
  if (predecessor?.version) await withdraw(warehouse, predecessor.version);
}

/** Where the one load at work may put what is taken away at its end. */
export const scratchIn = (warehouse: string, name: string): string => join(warehouse, `.build-${name}`);

/** Takes away what a load builds in, its own or that of a killed one. */
export async function sweepScratch(warehouse: string): Promise<void> {
  for (const name of await readdir(warehouse))
    if (name.startsWith('.build-')) await rm(join(warehouse, name), { recursive: true, force: true });
}
