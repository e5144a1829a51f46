import { randomBytes } from 'node:crypto';
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (warehouse: string): string => join(warehouse, '.room');
const bytes = 1 << 20;

/** Keeps room on the disk, so that there is some to shut an account, and to put that on record, where it is full. */
export function keepRoom(warehouse: string): void {
  const path = fileOf(warehouse);
  if (existsSync(path)) return;
  const { bavail, bsize } = statfsSync(warehouse);
  // What was given up is not taken again before it served.
  if (bavail * bsize < 2 * bytes) return;
  try {
    // No zeros: some disks keep none of them.
    writeFileSync(path, randomBytes(bytes), { mode: 0o600 });
  } catch {
    rmSync(path, { force: true });
  }
}

/** Gives that room up; whether there was any. */
export function giveUpRoom(warehouse: string): boolean {
  const wasKept = existsSync(fileOf(warehouse));
  rmSync(fileOf(warehouse), { force: true });
  return wasKept;
}
