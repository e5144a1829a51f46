import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { s3rver } from '../programs/s3rver.ts';
import { s3Store } from '../../src/replicate/s3-store.ts';

export const keys = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

/** Starts a server that speaks S3 over a folder; it may be killed and started again over the same. */
export async function startS3(directory: string, { port = 0, conditions = 'yes', ahead = 0 } = {}) {
  const child = spawn(
    process.execPath,
    ['test/scale/s3-server.ts', s3rver(), directory, `${port}`, conditions, `${ahead}`],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  );
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const taken = Number(/listening on (\d+)/.exec(String(line))?.[1]);
  const endpoint = `http://127.0.0.1:${taken}`;
  return {
    port: taken,
    endpoint,
    store: (prefix = 'a/', environment: NodeJS.ProcessEnv = keys) =>
      s3Store({ bucket: 'baijing', prefix, endpoint, environment }),
    async kill(signal: NodeJS.Signals = 'SIGKILL') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}
