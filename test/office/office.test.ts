import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request as plainly } from 'node:http';
import { request as securely } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownCertificate } from '../accounts/certificate.ts';
import { faultOfNginx, startNginx } from '../programs/nginx.ts';
import { freePort, serveAsUnit, type ServedOffice } from './served.ts';

/** The unit and the site of src/office as they are, but for names, ports and folders, behind the real nginx. */

let served: ServedOffice;
let nginx: { stop(): Promise<void> };
let tlsPort: number;
let plainPort: number;
const host = 'localhost';

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

function ask(
  url: string,
  { method = 'GET', headers = {}, body = '' }: { method?: string; headers?: Record<string, string>; body?: string } = {}
): Promise<Answer> {
  const request = url.startsWith('https:') ? securely : plainly;
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, rejectUnauthorized: false, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
const site = (path: string) => `https://${host}:${tlsPort}${path}`;
const form = (fields: Record<string, string>, more: Record<string, string> = {}) => {
  const body = new URLSearchParams(fields).toString();
  const type = 'application/x-www-form-urlencoded';
  const headers = { 'content-type': type, 'content-length': `${Buffer.byteLength(body)}`, origin: site(''), ...more };
  return { method: 'POST', headers: { ...headers, 'sec-fetch-site': 'same-origin' }, body };
};
const signIn = (password: string, more: Record<string, string> = {}) =>
  ask(site('/api/session'), form({ name: 'jinan', password }, more));

beforeAll(async () => {
  [tlsPort, plainPort] = [await freePort(), await freePort()];
  served = await serveAsUnit((port) => `https://${host}:${port}`, tlsPort);
  const { folder } = served;
  const { cert, key } = ownCertificate();
  writeFileSync(join(folder, 'site.crt'), cert);
  writeFileSync(join(folder, 'site.key'), key);
  const written = readFileSync('src/office/nginx.conf', 'utf8')
    .replaceAll('baijing.example.gov.cn', host)
    .replaceAll('/etc/nginx/baijing.', `${folder}/site.`)
    .replaceAll('/var/log/nginx/', `${folder}/`)
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${served.port}`)
    .replace('listen 80;', `listen 127.0.0.1:${plainPort};`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${tlsPort} ssl;`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`
  );
  const configuration = join(folder, 'nginx.conf');
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  writeFileSync(
    configuration,
    `${user}pid ${folder}/nginx.pid;\nevents {}\nhttp {\n${temporary.join('\n')}\n${written}\n}\n`
  );
  expect(faultOfNginx(configuration, folder)).toBe('');
  nginx = await startNginx(configuration, folder, async () => (await ask(site('/api/health'))).status === 200);
});
afterAll(async () => {
  await nginx?.stop();
  await served?.stop();
});

describe('the site', () => {
  test('leads from the clear to TLS, speaks no old one, and says so', async () => {
    const { status, headers } = await ask(`http://${host}:${plainPort}/quota?batch=2025`);
    expect([status, headers.location]).toEqual([301, 'https://localhost/quota?batch=2025']);
    const versionOf = (most: 'TLSv1.1' | 'TLSv1.3') =>
      new Promise<string>((resolve) => {
        const socket = connect(
          {
            host: '127.0.0.1',
            port: tlsPort,
            rejectUnauthorized: false,
            minVersion: 'TLSv1',
            maxVersion: most,
            ciphers: 'DEFAULT@SECLEVEL=0',
          },
          () => resolve((socket.end(), socket.getProtocol() ?? ''))
        );
        socket.on('error', () => resolve('refused'));
      });
    expect([await versionOf('TLSv1.1'), await versionOf('TLSv1.3')]).toEqual(['refused', 'TLSv1.3']);
    expect((await ask(site('/sign-in'))).headers['strict-transport-security']).toContain('max-age=');
  });

  test('lets nobody past the way in, and signs people in with cookies of its own', async () => {
    const page = await ask(site('/projects'), { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.location]).toEqual([303, '/sign-in?back=%2Fprojects']);
    expect((await signIn('a guess')).status).toBe(401);
    const { status, headers } = await signIn(served.password, { accept: 'text/html' });
    expect([status, headers.location]).toEqual([303, '/account']);
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-baijing=.*Secure; HttpOnly/),
      expect.stringMatching(/^__Host-baijing-write=.*SameSite=Strict/),
    ]);
  });

  test('believes nothing of what a browser says of itself: no name, no address, no host', async () => {
    const said = {
      'x-remote-user': 'root',
      x_remote_user: 'root',
      'x-forwarded-for': '10.9.9.9',
      forwarded: 'for=10.9.9.9',
    };
    expect(JSON.parse((await ask(site('/api/session'), { headers: said })).body)).toMatchObject({ account: null });
    const { headers } = await signIn(served.password, said);
    const cookie = [headers['set-cookie'] ?? []]
      .flat()
      .map((each) => each.split(';')[0])
      .join('; ');
    const { body } = await ask(site('/api/account'), { headers: { cookie, ...said } });
    const { sessions } = JSON.parse(body) as { sessions: { address: string }[] };
    expect(new Set(sessions.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
    expect((await ask(site('/api/health'), { headers: { host: 'elsewhere.example' } })).status).toBe(400);
    const forged = await ask(site('/api/health'), { headers: { 'x-forwarded-host': 'elsewhere.example' } });
    expect(forged.status).toBe(200);
  });

  test('takes a file that is large only as an upload, and tells the numbers of the machine to nobody', async () => {
    const large = 'x'.repeat(80_000);
    expect((await ask(site('/api/personal'), form({ project_id: large }))).status).toBe(413);
    const upload = await ask(site('/api/uploads'), form({ project_id: large }));
    expect(upload.status).toBe(401);
    expect((await ask(site('/metrics'))).status).toBe(404);
    expect((await ask(`http://127.0.0.1:${served.port}/metrics`)).body).toContain('process_resident_memory_bytes');
  });

  test('slows down who tries many passwords, with 429', async () => {
    const tried = await Promise.all(Array.from({ length: 40 }, (_, i) => signIn(`guess ${i}`)));
    const counted = tried.filter(({ status }) => status === 429).length;
    expect(counted).toBeGreaterThanOrEqual(15);
  });

  test('writes down neither what was asked nor who', async () => {
    await ask(site('/api/projects?search=%E5%BC%A0%E4%B8%89'));
    const log = readFileSync(join(served.folder, 'baijing.log'), 'utf8');
    expect(log).toContain('"GET /api/projects"');
    expect(log + served.log()).not.toMatch(/search|张三|%E5|guess/);
  });
});

describe('the unit', () => {
  test('holds, by systemd itself', () => {
    const unit = readFileSync('src/office/baijing.service', 'utf8').replace(
      /^ExecStart=\S+/m,
      `ExecStart=${process.execPath}`
    );
    const path = join(served.folder, 'baijing.service');
    writeFileSync(path, unit);
    const { status, stderr, error } = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });
    expect([error?.message, status, stderr.split('\n').filter((line) => line.includes('baijing'))]).toEqual([
      undefined,
      0,
      [],
    ]);
  });

  test('runs as a user without privileges, whose files are for nobody else', () => {
    const said = readFileSync(`/proc/${served.pid}/status`, 'utf8');
    if (process.getuid?.() === 0) {
      expect(/^Uid:\s+(\d+)/m.exec(said)?.[1]).toBe('65533');
      expect(/^NoNewPrivs:\s+1$/m.test(said)).toBe(true);
      expect(/^CapBnd:\s+0+$/m.test(said)).toBe(true);
    }
    const secret = readdirSync(served.warehouse).filter((name) => name.startsWith('access.sqlite'));
    expect(secret.length).toBeGreaterThan(0);
    for (const path of [served.warehouse, ...secret.map((name) => join(served.warehouse, name))])
      expect([path, statSync(path).mode & 0o077]).toEqual([path, 0]);
  });

  test('ends within the time that the unit gives it', async () => {
    const before = Date.now();
    process.kill(served.pid, 'SIGTERM');
    while (isAlive(served.pid)) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(Date.now() - before).toBeLessThan(15_000);
  });
});

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
