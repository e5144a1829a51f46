import type { Asker } from './readers.ts';
import type { Scan } from './scan.ts';

/** How what somebody does is tried. */
export interface DeedOptions {
  scan: Scan;
  seat: Asker;
  /** Files are handed in too, and read: a preview each. */
  isHandingIn: boolean;
  /** What they would change is asked: a build each. */
  isLong: boolean;
}
