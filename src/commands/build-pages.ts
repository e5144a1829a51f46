import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '#environment/content.ts';

/**
 * Builds the pages that `npm start` and `npm run serve` show, where they are out of date: when it is known what was
 * asked for, so that --help and a misspelt word are answered at once. Who runs Node on the program builds by himself.
 */
export function buildPages(command: string): void {
  if (process.env.npm_lifecycle_event !== command || !['start', 'serve'].includes(command)) return;
  const { status } = spawnSync(process.execPath, [join(root, 'src/ready.js'), 'build'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
