import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'baijing-tests-';

/**
 * The folder for all that one run of the tests, and whatever it starts, writes for a while. It goes when the run
 * ends; what a run left that was killed, the next takes away. For `test.env`, and set for this process.
 */
export function scratchOfRun(): Record<'TMPDIR' | 'TEMP' | 'TMP', string> {
  const folder = (process.env.TEST_SCRATCH ??= newScratch());
  const env = { TMPDIR: folder, TEMP: folder, TMP: folder };
  Object.assign(process.env, env);
  return env;
}

function newScratch(): string {
  for (const name of readdirSync(tmpdir()))
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length).split('-')[0]))) remove(name);
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function remove(name: string): void {
  try {
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  } catch {
    // It is of another user, or another run takes it away just now.
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
