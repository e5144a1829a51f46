import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathOf } from './program.ts';

const program = () => ({
  name: 'nginx',
  places: [process.env.NGINX_PATH, '/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'],
  packages: ['nginx-light'],
  variable: 'NGINX_PATH',
});

/** What nginx says of a configuration: nothing where it holds. */
export function faultOfNginx(configuration: string, folder: string): string {
  const { status, stderr } = spawnSync(
    pathOf(program()),
    ['-t', '-q', '-e', 'stderr', '-p', folder, '-c', configuration],
    {
      encoding: 'utf8',
    }
  );
  return status === 0 ? '' : stderr;
}

/** Starts nginx with a configuration, in a folder of its own; stopped by what it answers. */
export async function startNginx(configuration: string, folder: string, isUp: () => Promise<boolean>) {
  const child = spawn(pathOf(program()), ['-e', 'stderr', '-p', folder, '-c', configuration, '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for (let i = 0; i < 100; i++) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`);
    if (await isUp().catch(() => false)) break;
    await sleep(100);
  }
  return {
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
