import { spawn } from 'node:child_process';

export interface Served {
  address: string;
  /** The address that it prints: whoever opens it may change things. */
  start: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts `npm run serve` as people do, on a free port, and waits until it says where it is. No page is made before it
 * is opened.
 */
export async function serveWarehouse(warehouse: string | null, more: readonly string[] = []): Promise<Served> {
  const own = warehouse === null ? [] : ['--warehouse', warehouse, '--warm', '0'];
  const child = spawn(process.execPath, ['src/cli.ts', 'serve', ...own, '--port', '0', ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const start = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found =
        /http:\/\/127\.0\.0\.1:\d+(?:\/start\/[\w-]+(?=\s|（)|(?=\n))|https:\/\/127\.0\.0\.1:\d+(?=\s|（)/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  return {
    address: new URL(start).origin,
    start,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
