import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Under which condition Node reads the dimensions of several provinces (package.json, "imports"). */
const condition = '--conditions=provinces';

/**
 * Does the same command again in a process that knows the province as a dimension, and ends as that does; null where
 * this process is the one. Where nobody reads across provinces there is no such dimension in the program at all.
 */
export async function againAcross(args: readonly string[]): Promise<number | null> {
  if (process.execArgv.includes(condition)) return null;
  const child = spawn(process.execPath, [...process.execArgv, condition, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
