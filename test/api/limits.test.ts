import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Reader } from '#access';
import { usual } from '../../src/api/routes/uploads/limits.ts';
import { limits as ofWorkbooks } from '../../src/xlsx/read/limits.ts';
import { readerOf } from '../readers.ts';
import { applications, application, openUploads, type Uploading } from './uploading.ts';

let door: Uploading;
afterEach(() => door.close());

/** A worker that comes to no end until it is called off. */
const endless = (_task: string, _id: string, { signal }: { signal: AbortSignal }) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('called off'))));
const file = (id: string) => ({ [`${id}.csv`]: applications(application(id)) });

test('what is larger than a form is refused before it is read, but for uploads', async () => {
  door = await openUploads();
  const send = (bytes: number) =>
    door.ask('/api/personal', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ project_id: ['x'.repeat(bytes)] }),
    });
  expect(await send(64 * 1024)).toMatchObject({ status: 413, body: { error: { code: 'too_large' } } });
  expect((await send(30 * 1024)).status).toBe(400);
  expect((await door.send({ 'a.csv': applications(application('A1')) + '\r\n'.repeat(70_000) })).status).toBe(201);
});

test('an address and a head that are too long are refused in words', async () => {
  door = await openUploads();
  const { port } = new URL(door.address);
  const ask = (line: string, more = '') =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(`GET ${line} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n${more}\r\n`)
      );
      let said = '';
      socket.on('data', (chunk) => (said += chunk.toString()));
      socket.on('close', () => resolve(said));
    });
  expect(await ask(`/api/projects/${'x'.repeat(401)}`)).toMatch(/^HTTP\/1\.1 414 .*bad_url/s);
  expect(await ask('/api/health', `x-long: ${'x'.repeat(20_000)}\r\n`)).toMatch(/^HTTP\/1\.1 431 .*too_long/s);
});

test('where too many previews wait another upload is refused with when to come again, and nothing of it is kept', async () => {
  door = await openUploads({ uploads: { worker: endless, limits: { previews: 2 } } });
  for (const id of ['A1', 'A2']) expect((await door.send(file(id))).status).toBe(201);
  const before = Object.keys(await door.kept()).length;
  const form = new FormData();
  form.append('files', new Blob([applications(application('A3'))]), 'A3.csv');
  const refused = await fetch(`${door.address}/api/uploads`, {
    method: 'POST',
    body: form,
    headers: { authorization: 'Bearer token-of-this-start', accept: 'text/html' },
  });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60']);
  expect(await refused.text()).toContain('等着预览的已有 2 个');
  expect(Object.keys(await door.kept()).length).toBe(before);
  expect((await door.ask('/api/uploads')).body).toHaveLength(2);
});

test('where too many loads wait another is refused, but the same asked for again is not', async () => {
  door = await openUploads({ uploads: { worker: endless, limits: { loads: 1 } } });
  const ids = [];
  for (const id of ['A1', 'A2']) ids.push((await door.send(file(id))).body.id as string);
  const load = (id = '', task = 'load') => door.ask(`/api/uploads/${id}/${task}`, { method: 'POST' });
  expect((await load(ids[0])).status).toBe(202);
  expect((await load(ids[0])).status).toBe(202);
  for (const task of ['load', 'dry-run']) {
    const { status, body } = await load(ids[1], task);
    expect([status, body.error.code, body.error.details.retryAfter]).toEqual([503, 'busy', 60]);
  }
  const waiting = (await door.ask(`/api/uploads/${ids[1]}`)).body;
  expect([waiting.load, waiting.version]).toEqual([null, null]);
});

test('an account leaves no more than so many uploads lying; another’s count for nobody else', async () => {
  let reader: Reader = readerOf({}, ['upload', 'publish', 'rows', 'sums'], 'jinan');
  door = await openUploads({ uploads: { worker: endless, limits: { kept: 2 } }, reader: () => reader });
  for (const id of ['A1', 'A2']) expect((await door.send(file(id))).status).toBe(201);
  const { status, body } = await door.send(file('A3'));
  expect([status, body.error.code]).toEqual([409, 'too_many_uploads']);
  reader = readerOf({}, ['upload', 'publish', 'rows', 'sums'], 'zibo');
  expect((await door.send(file('A3'))).status).toBe(201);
});

test('the guide says every limit as it is enforced', async () => {
  door = await openUploads({ listening: false });
  const guide = readFileSync('src/office/README.md', 'utf8');
  const megabytes = (bytes: number) => `${bytes / 2 ** 20} MB`;
  for (const said of [
    `一次上传的文件 | ${usual.files} 个`,
    `一个文件 | ${megabytes(usual.file)}`,
    `一次上传合计 | ${megabytes(usual.all)}`,
    `一张工作表 | ${ofWorkbooks.rows.toLocaleString('en')} 行、${ofWorkbooks.columns} 列`,
    `一个工作簿 | ${ofWorkbooks.cells.toLocaleString('en')} 格`,
    `等着预览的 | ${usual.previews} 个`,
    `等着导入和试导入的 | ${usual.loads} 个`,
    `一个账号没有导入的上传 | ${usual.kept} 次`,
    '其余请求 | 64 KB',
  ])
    expect(guide).toContain(said);
});
