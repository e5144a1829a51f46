import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAccountCommand } from '#tasks/accounts.ts';
import { noAccount } from '../accounts/command.ts';
import { first, publishVersion } from '../published.ts';

/** A user that owns nothing here, as the unit's does. */
const stranger = 65_533;
const isRoot = process.getuid?.() === 0;

export interface ServedOffice {
  folder: string;
  warehouse: string;
  port: number;
  /** The first password of `jinan`, a city's account. */
  password: string;
  log(): string;
  pid: number;
  stop(): Promise<void>;
}

/** The line that the unit starts, with these addresses and folders in the place of its own. */
export function lineOfUnit(unit: string, { warehouse, port, origin }: Record<'warehouse' | 'port' | 'origin', string>) {
  const [, line = ''] = /^ExecStart=(.+)$/m.exec(unit) ?? [];
  return line
    .split(' ')
    .slice(1)
    .map((word, at, all) => {
      if (all[at - 1] === '--warehouse') return warehouse;
      if (all[at - 1] === '--port') return port;
      return all[at - 1] === '--origin' ? origin : word;
    });
}

/** The server of the unit, as its own user without any privilege, over a small warehouse. */
export async function serveAsUnit(origin: (tlsPort: number) => string, tlsPort: number): Promise<ServedOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'office-'));
  // Its user goes through the folders of this run, and reads none of them.
  for (const each of [tmpdir(), folder]) chmodSync(each, 0o711);
  const state = join(folder, 'lib');
  const warehouse = join(state, 'warehouse');
  mkdirSync(warehouse, { recursive: true, mode: 0o700 });
  await publishVersion(warehouse, first);
  const add = async (name: string, role: string, scope: string | null) =>
    JSON.stringify(
      await runAccountCommand('add', { ...noAccount, warehouse, name, role, scope, title: '王某', office: '某局' })
    );
  await add('root', 'administrator', null);
  const [password = ''] = /[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/.exec(await add('jinan', 'city', 'city=济南市')) ?? [];
  if (isRoot) spawnSync('chown', ['-R', `${stranger}:${stranger}`, state]);
  const port = await freePort();
  const line = lineOfUnit(readFileSync('src/office/baijing.service', 'utf8'), {
    warehouse,
    port: String(port),
    origin: origin(tlsPort),
  });
  const dropped = ['--reuid', `${stranger}`, '--regid', `${stranger}`, '--clear-groups', '--no-new-privs'];
  const [command, args] = isRoot
    ? ['setpriv', [...dropped, '--bounding-set', '-all', process.execPath, ...line]]
    : [process.execPath, line];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: '/nonexistent', TMPDIR: state },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const timer = setInterval(() => {
      if (said.includes('百景：')) resolve(clearInterval(timer));
      else if (child.exitCode !== null) reject(new Error(said));
    }, 100);
  });
  return {
    folder,
    warehouse,
    port,
    password,
    log: () => said,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      if (isRoot) chownSync(state, 0, 0);
      rmSync(folder, { recursive: true });
    },
  };
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
