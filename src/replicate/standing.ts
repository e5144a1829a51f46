import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '#warehouse';

/** How following goes, as who follows wrote it down last. */
export interface Standing {
  /** Why nothing newer was taken, for people; null where all is well. */
  fault: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

const standingFile = (warehouse: string): string => join(warehouse, '.following');

/** Milliseconds after which the same is written again, and after which nobody follows any more. */
const pulse = { write: 30_000, gone: 180_000 };

const written = new Map<string, Standing>();

export async function writeStanding(warehouse: string, fault: string | null): Promise<void> {
  const before = written.get(warehouse);
  const now = { fault, at: Date.now() };
  if (before && before.fault === fault && now.at - before.at < pulse.write) return;
  written.set(warehouse, now);
  await writeWhole(standingFile(warehouse), JSON.stringify(now));
}

/** What is wrong with following, for people; null where it is well. */
export function faultOfFollowing(warehouse: string): string | null {
  let standing: Standing;
  try {
    standing = JSON.parse(readFileSync(standingFile(warehouse), 'utf8')) as Standing;
  } catch {
    return '没有在跟：请运行 npm run follow，或用 serve --from 打开';
  }
  if (Date.now() - standing.at > pulse.gone) return '跟随停了：没有进程在看有没有新版本';
  return standing.fault;
}
