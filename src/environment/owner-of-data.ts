import { statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/**
 * Root who writes into the data of another user goes on as that user, for good: what root wrote there, the service
 * could not read. Answers what that user is called; null where nothing changed.
 */
export function workAsOwner(warehouse: string): string | null {
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = nearestOf(warehouse);
  if (uid === 0) return null;
  process.setgroups!([gid]);
  process.setgid!(gid);
  process.setuid!(uid);
  return nameOf(uid);
}

/** Of a folder that is not there yet, the one that it will lie in. */
const nearestOf = (folder: string): { uid: number; gid: number } =>
  statSync(folder, { throwIfNoEntry: false }) ?? nearestOf(dirname(folder));

function nameOf(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return `${uid}`;
  }
}
