import { lchownSync, readdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Root who writes into the data of another user goes on as that user, for good: what root wrote there, the service
 * could not read. Answers what that user is called; null where nothing changed.
 */
export function workAsOwner(warehouse: string): string | null {
  const owner = ownerOf(warehouse);
  if (owner === null) return null;
  const { uid, gid } = owner;
  process.setgroups!([gid]);
  process.setgid!(gid);
  process.setuid!(uid);
  return nameOf(uid);
}

export interface Owner {
  uid: number;
  gid: number;
}

/** Whose data lie there, or would, where root works in those of another; null where nothing is to be given back. */
export function ownerOf(warehouse: string): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const owner = nearestOf(warehouse);
  return owner.uid === 0 ? null : owner;
}

/** Gives a folder and all that lies in it to a user: what root alone could write there, the service must read. */
export function giveTo({ uid, gid }: Owner, folder: string): void {
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
    lchownSync(join(folder, name), uid, gid);
}

/** Of a folder that is not there yet, the one that it will lie in. */
const nearestOf = (folder: string): Owner => statSync(folder, { throwIfNoEntry: false }) ?? nearestOf(dirname(folder));

function nameOf(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return `${uid}`;
  }
}
