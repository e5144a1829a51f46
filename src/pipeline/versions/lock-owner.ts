import { readFile } from 'node:fs/promises';

/** The process that holds a lock. */
export interface LockOwner {
  id: string;
  pid: number;
  /** Local time, 2026-11-23 12:00:00. */
  since: string;
  /** Tells the process from a later one of the same number; null where the system does not say. */
  born: string | null;
  /** The version that it is putting in place, once it does. */
  version: string | null;
  /** The kernel keeps its lock: that it still runs is told by the lock, never by its number. */
  isHeld?: boolean;
}

/** When a process was started, as this machine counts; null where it has ended or the system does not say. */
export async function bornOf(pid: number): Promise<string | null> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The name of the process, in brackets, may hold spaces; its state is the first field after it, its start the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : `${boot.trim()} ${fields[19]}`;
  } catch {
    return null;
  }
}

/** Whether the process still runs. */
export async function isAlive({ pid, born }: Pick<LockOwner, 'pid' | 'born'>): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return born === null || (await bornOf(pid)) === born;
}
