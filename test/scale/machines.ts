import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openAccounts } from '#server/open-accounts.ts';
import { addWith, phrase } from '../accounts/desk.ts';
import { ownCertificate } from '../accounts/certificate.ts';
import { freePort } from '../office/served.ts';
import { faultOfNginx, startNginx } from '../programs/nginx.ts';
import { keys } from './s3.ts';

/** A machine of a province: a process of its own, that may be killed and started again over the same folder. */
export interface Machine {
  port: number;
  said(): string;
  isReady(): Promise<boolean>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
}

export function machine(port: number, args: readonly string[]): Machine {
  let child: ChildProcess | null = null;
  let said = '';
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => null))?.status === 200;
  return {
    port,
    said: () => said,
    isReady,
    async start() {
      const made = spawn(process.execPath, ['src/cli.ts', 'serve', '--port', `${port}`, '--warm', '0', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...keys },
      });
      child = made;
      for (const stream of [made.stdout, made.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
      for (let i = 0; i < 600 && !(await isReady()); i += 1) {
        if (made.exitCode !== null) throw new Error(`${args.join(' ')} ended: ${said}`);
        await sleep(100);
      }
    },
    async kill(signal = 'SIGKILL') {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

/** Accounts on the machine that builds: one who tends them, one who reads all, one of a city. */
export async function addAccounts(warehouse: string): Promise<void> {
  const { desk, close } = await openAccounts(warehouse, () => undefined);
  const of = { office: '', password: phrase, mustChange: false };
  await addWith(desk, { account: 'root', title: '管理', role: 'administrator', scope: {}, ...of });
  await addWith(desk, { account: 'reads', title: '评审', role: 'reviewer', scope: {}, ...of });
  await addWith(desk, { account: 'jinan', title: '济南', role: 'city', scope: { city: ['济南市'] }, ...of });
  close();
}

/** The site of src/office for readers, with these ports and folders in the place of its own. */
export async function startSite(
  folder: string,
  ports: { builder: number; readers: readonly [number, number]; tls: number }
) {
  mkdirSync(folder, { recursive: true });
  const { cert, key } = ownCertificate();
  writeFileSync(join(folder, 'site.crt'), cert);
  writeFileSync(join(folder, 'site.key'), key);
  const written = readFileSync('src/office/nginx-readers.conf', 'utf8')
    .replaceAll('baijing.example.gov.cn', 'localhost')
    .replaceAll('/etc/nginx/baijing.', `${folder}/site.`)
    .replaceAll('/var/log/nginx/', `${folder}/`)
    .replaceAll('10.0.0.1:3000', `127.0.0.1:${ports.builder}`)
    .replaceAll('10.0.0.2:3000', `127.0.0.1:${ports.readers[0]}`)
    .replaceAll('10.0.0.3:3000', `127.0.0.1:${ports.readers[1]}`)
    .replaceAll('rate=30r/s', 'rate=3000r/s')
    .replace('listen 80;', `listen 127.0.0.1:${await freePort()};`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${ports.tls} ssl;`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`
  );
  const configuration = join(folder, 'nginx.conf');
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  writeFileSync(
    configuration,
    `${user}pid ${folder}/nginx.pid;\nevents {}\nhttp {\n${temporary.join('\n')}\n${written}\n}\n`
  );
  const fault = faultOfNginx(configuration, folder);
  if (fault !== '') throw new Error(fault);
  return startNginx(configuration, folder, () => sleep(300).then(() => true));
}
