import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where a warehouse that is brought from elsewhere keeps how far it was brought. */
export const followsFile = (warehouse: string): string => join(warehouse, 'follows.json');

/** Whether a warehouse is a copy that follows another machine's: nothing is loaded into it or decided on it. */
export const isFollowing = (warehouse: string): boolean => existsSync(followsFile(warehouse));

/** Nobody but who brings it writes to a copy: its record would part from the one that it follows. */
export function needOwn(warehouse: string): void {
  if (isFollowing(warehouse))
    throw new Error(
      `${warehouse} 是跟着别处的副本（有 follows.json），只读：导入、核定、清理都在建库的那台机器上办，办完自己会跟过来。`
    );
}
