import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCurrent } from '#warehouse';
import { application, applications, type Json } from './api/uploading.ts';
import { start, type Running } from './command.ts';
import { isFull } from './tier.ts';

let root: string;
let warehouse: string;
let server: Running | null = null;
let address = '';
let token = '';

async function serve(): Promise<void> {
  server = start('serve', '--warehouse', warehouse, '--port', '0');
  const says = await server.says(/http:\/\/127\.0\.0\.1:\d+\/start\/\S+/);
  [, address = '', token = ''] = /(http:\/\/127\.0\.0\.1:\d+)\/start\/([\w-]+)/.exec(says) ?? [];
}

async function kill(): Promise<void> {
  server?.child.kill('SIGKILL');
  await server?.ended;
  server = null;
}

const ask = async (path: string, init?: RequestInit): Promise<Json> =>
  (await fetch(address + path, { ...init, headers: { authorization: `Bearer ${token}` } })).json();
const names = async (folder: string) => (await readdir(join(warehouse, folder)).catch(() => [])).sort();

async function send(name: string, text: string): Promise<Json> {
  const form = new FormData();
  form.append('files', new Blob([text]), name);
  return ask('/api/uploads', { method: 'POST', body: form });
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'serve-killed-'));
  warehouse = join(root, 'warehouse');
  await serve();
});
afterAll(async () => {
  await kill();
  await rm(root, { recursive: true, force: true });
});

test.runIf(isFull)('killed in the middle of a transfer: nothing of it counts, and it is swept', async () => {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    `POST /api/uploads HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 90000\r\n\r\n--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n项目编号,批次\r\n`
  );
  await expect.poll(() => names('uploads'), { timeout: 10_000 }).toHaveLength(1);
  await kill();
  socket.destroy();
  expect(await names('uploads')).toEqual([expect.stringMatching(/^\.part-/)]);
  await serve();
  expect(await names('uploads')).toEqual([]);
  expect(await ask('/api/uploads')).toEqual([]);
});

test('killed after it was acknowledged: the upload is found again, with its preview', async () => {
  const sent = await send('项目基本信息表_济南市.csv', applications(application('P1')));
  await kill();
  await serve();
  const [found] = await ask('/api/uploads');
  expect(found).toMatchObject({ id: sent.id, files: sent.files });
  await expect
    .poll(async () => (await ask(`/api/uploads/${sent.id}`)).preview?.state, { timeout: 60_000, interval: 300 })
    .toBe('done');
});

test.runIf(isFull)(
  'killed in the middle of a load that was asked for: nothing half, and it is done after the restart',
  async () => {
    const sent = await send(
      '项目基本信息表_青岛市.csv',
      applications(...Array.from({ length: 2000 }, (_, at) => application(`Q${at}`, { city: '青岛市' })))
    );
    const job = await ask(`/api/uploads/${sent.id}/load`, { method: 'POST' });
    await expect
      .poll(async () => (await ask(`/api/jobs/${job.id}`)).step, { timeout: 60_000, interval: 30 })
      .toMatch(/^(计算|登记|写盘|回读校验|保存原件|发布)/);
    await kill();
    const before = await readCurrent(warehouse);
    await serve();
    await expect
      .poll(async () => (await ask(`/api/uploads/${sent.id}`)).version, { timeout: 60_000, interval: 300 })
      .toEqual(expect.any(String));
    const current = (await readCurrent(warehouse))!;
    expect(current.receipt).toMatchObject({
      upload: sent.id,
      files: [{ file: '项目基本信息表_青岛市.csv', read: 2000, loaded: 2000 }],
    });
    expect(before === null || before.version === current.version).toBe(true);
    expect(
      (await names('.')).filter(
        (name) =>
          !/^(\d{8}T\d{6}-[0-9a-f]{8}\.(duckdb|json)|current|files|readings|uploads|record\.sqlite(-(shm|wal))?|\.lock)$/.test(
            name
          )
      )
    ).toEqual([]);
  }
);

test.runIf(isFull)('told to stop, it lets a load that was asked for wait for the next start', async () => {
  const sent = await send('项目基本信息表_烟台市.csv', applications(application('Y1', { city: '烟台市' })));
  await ask(`/api/uploads/${sent.id}/load`, { method: 'POST' });
  server?.child.kill('SIGTERM');
  expect((await server?.ended)?.code).toBe(0);
  await serve();
  await expect
    .poll(async () => (await ask(`/api/uploads/${sent.id}`)).version, { timeout: 60_000, interval: 300 })
    .toEqual(expect.any(String));
  expect((await readCurrent(warehouse))!.receipt.files.map(({ file }) => file)).toEqual([
    '项目基本信息表_青岛市.csv',
    '项目基本信息表_烟台市.csv',
  ]);
});
