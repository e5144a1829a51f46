import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './content.ts';

/** Beside the releases of an installed program: where its data are, in one line. */
export const dataNote = (home: string): string => join(home, 'warehouse-at');

interface Said {
  /** The folder that an archive was unpacked to. */
  BAIJING_HOME?: string | undefined;
  /** What the environment says; the script of an archive says its own folder where nobody did. */
  BAIJING_WAREHOUSE?: string | undefined;
}

/**
 * Where the data are that a command is about which does not say: what the environment says, else what was noted down
 * when the office was set up, so that no command is about an empty folder beside it.
 */
export function dataFolder({ BAIJING_HOME: home, BAIJING_WAREHOUSE: said }: Said = process.env): string {
  if (home === undefined || (said !== undefined && resolve(said) !== resolve(home, 'warehouse')))
    return resolve(said ?? join(root, 'data/warehouse'));
  return noted(home) ?? resolve(home, 'warehouse');
}

function noted(home: string): string | null {
  try {
    const [line = ''] = readFileSync(dataNote(home), 'utf8').split(/\r?\n/);
    return line.trim() === '' ? null : resolve(line.trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
