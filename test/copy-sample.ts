import { cp } from 'node:fs/promises';
import { basename } from 'node:path';
import { inject } from 'vitest';

/**
 * Copies the warehouse with the sample for a test that writes to it, without what was told of it: the server that other
 * files share evaluates it half a minute after it started, at whatever moment of the run that is.
 */
export const copySample = (to: string): Promise<void> =>
  cp(inject('sampleWarehouse'), to, {
    recursive: true,
    filter: (path) => !basename(path).startsWith('alerts.sqlite'),
  });
