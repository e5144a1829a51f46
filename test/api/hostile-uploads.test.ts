import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOfWrites } from '#api';
import { application, applications, asStarter, openUploads, type Uploading, type Json } from './uploading.ts';
import { sized } from '../tier.ts';

let door: Uploading;
beforeAll(async () => {
  door = await openUploads({ uploads: { limits: { files: 3, file: 200_000, all: 300_000 } } });
});
afterAll(() => door.close());

const text = applications(application('P1'));
/** What is left of transfers, and of acknowledged uploads. */
const traces = async () => (await readdir(join(door.warehouse, 'uploads')).catch(() => [])).sort();
const post = (headers: Record<string, string>, body: string | Uint8Array) =>
  door.ask('/api/uploads', { method: 'POST', headers, body: body as BodyInit });
const part = (name: string, bytes: string, field = 'files') =>
  `--x\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${bytes}\r\n`;
const form = { 'content-type': 'multipart/form-data; boundary=x' };

test.each<[string, () => Promise<{ status: number; body: Json }>, number, string]>([
  ['no boundary', () => post({ 'content-type': 'multipart/form-data' }, part('a.csv', text)), 400, 'bad_upload'],
  [
    'a boundary that is not there',
    () => post({ 'content-type': 'multipart/form-data; boundary=y' }, `${part('a.csv', text)}--x--\r\n`),
    400,
    'bad_upload',
  ],
  ['a body that breaks off', () => post(form, part('a.csv', text).slice(0, -20)), 400, 'bad_upload'],
  ['a body without an end', () => post(form, part('a.csv', text)), 400, 'bad_upload'],
  ['no body', () => door.ask('/api/uploads', { method: 'POST' }), 415, 'not_multipart'],
  ['JSON', () => post({ 'content-type': 'application/json' }, '{}'), 415, 'not_multipart'],
  [
    'no file',
    () => post(form, '--x\r\nContent-Disposition: form-data; name="by"\r\n\r\n甲\r\n--x--\r\n'),
    400,
    'no_files',
  ],
  ['an empty choice', () => post(form, `${part('', '')}--x--\r\n`), 400, 'no_files'],
  [
    'two files of one name',
    () => post(form, `${part('a.csv', text)}${part('A.csv', `${text}2`)}--x--\r\n`),
    400,
    'same_name',
  ],
  ['a field called __proto__', () => post(form, `${part('a.csv', text, '__proto__')}--x--\r\n`), 400, 'bad_upload'],
  ['a name of dots', () => post(form, `${part('..', text)}--x--\r\n`), 400, 'bad_name'],
  ['a hidden file', () => post(form, `${part('.htaccess', text)}--x--\r\n`), 400, 'bad_name'],
  ['a lock file of an office program', () => post(form, `${part('~$表.xlsx', text)}--x--\r\n`), 400, 'bad_name'],
  ['a name that turns round', () => post(form, `${part('表\u202Evsc.exe', text)}--x--\r\n`), 400, 'bad_name'],
  ['a name without an end', () => post(form, `${part(`${'长'.repeat(200)}.csv`, text)}--x--\r\n`), 400, 'bad_name'],
  ['a file that is too large', () => door.send({ 'a.csv': 'x'.repeat(200_001) }), 413, 'too_large'],
  [
    'files that are too large together',
    () => door.send({ 'a.csv': 'x'.repeat(160_000), 'b.csv': 'y'.repeat(160_000) }),
    413,
    'too_large',
  ],
  ['far too much', () => door.send({ 'a.csv': 'x'.repeat(5_000_000) }), 413, 'too_large'],
  [
    'too many files',
    () => door.send({ 'a.csv': 'a', 'b.csv': 'b', 'c.csv': 'c', 'd.csv': 'd' }),
    413,
    'too_many_files',
  ],
  [
    'another site',
    () => door.send({ 'a.csv': text }, { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' } }),
    403,
    'cross_origin',
  ],
  [
    'another port of this machine',
    () => door.send({ 'a.csv': text }, { headers: { 'sec-fetch-site': 'same-site' } }),
    403,
    'cross_origin',
  ],
  [
    'another origin, of an old browser',
    () => door.send({ 'a.csv': text }, { headers: { origin: 'http://127.0.0.1:1' } }),
    403,
    'cross_origin',
  ],
  [
    'a page without an origin',
    () => door.send({ 'a.csv': text }, { headers: { origin: 'null' } }),
    403,
    'cross_origin',
  ],
  ['a proxy', () => door.send({ 'a.csv': text }, { headers: { 'x-forwarded-for': '10.0.0.7' } }), 403, 'writes_off'],
  [
    'an unknown parameter',
    () => door.ask('/api/uploads?x=1', { method: 'POST', headers: form, body: `${part('a.csv', text)}--x--\r\n` }),
    400,
    'unknown_parameter',
  ],
])('%s is refused in the one shape and leaves nothing', async (_what, ask, status, code) => {
  const answer = await ask();
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(Object.keys(answer.body)).toEqual(['error']);
  expect(answer.body.error).toMatchObject({ code, message: expect.stringMatching(/\p{Script=Han}/u) });
  expect(await traces()).toEqual([]);
  expect(await door.kept()).toEqual({});
});

test.each([
  ['../../../etc/passwd.csv', 'passwd.csv'],
  ['C:\\Users\\clerk\\项目基本信息表.csv', '项目基本信息表.csv'],
  ['项目基本信息表_🌊 (1).csv', '项目基本信息表_🌊 (1).csv'],
])('a name like %s loses its folders and nothing else', async (sent, name) => {
  const answer = await post(form, `${part(sent.replaceAll('\\', '\\\\'), text)}--x--\r\n`);
  expect(answer).toMatchObject({ status: 201, body: { files: [{ name }] } });
  expect(await readdir(door.warehouse)).not.toContain('passwd.csv');
  await door.ask(`/api/uploads/${answer.body.id}`, { method: 'DELETE' });
});

test.each(['x', '..', '%2e%2e%2fcurrent', '00000000-0000-0000-0000-000000000000', 'A'.repeat(300)])(
  'upload and job %s are not there',
  async (id) => {
    for (const [path, method] of [
      [`/api/uploads/${id}`, 'GET'],
      [`/api/uploads/${id}`, 'DELETE'],
      [`/api/uploads/${id}/load`, 'POST'],
      [`/api/uploads/${id}/dry-run`, 'POST'],
      [`/api/jobs/${id}`, 'GET'],
      [`/api/jobs/${id}`, 'DELETE'],
    ] as const) {
      const answer = await door.ask(path, { method });
      expect([404, 405], `${method} ${path}`).toContain(answer.status);
      expect(Object.keys(answer.body)).toEqual(['error']);
    }
  }
);

test('a transfer that is broken off leaves nothing', async () => {
  const { port } = new URL(door.address);
  const before = await traces();
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `POST /api/uploads HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${asStarter.authorization}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n${part('a.csv', text.repeat(20)).slice(0, 3000)}`
  );
  await expect
    .poll(async () => (await traces()).some((name) => name.startsWith('.part-')), { timeout: 30_000 })
    .toBe(true);
  socket.destroy();
  await expect.poll(traces, { timeout: 30_000 }).toEqual(before);
});

test('many transfers at once are all kept, each for itself', async () => {
  const sent = await Promise.all(
    Array.from({ length: sized(4, 12) }, (_, at) => door.send({ [`${at}.csv`]: applications(application(`P${at}`)) }))
  );
  expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 201));
  expect(Object.values(await door.kept()).every(Boolean)).toBe(true);
  expect((await door.ask('/api/uploads')).body).toHaveLength(sent.length);
  for (const { body } of sent) await door.ask(`/api/uploads/${body.id}`, { method: 'DELETE' });
});

test('uploads are off where others could reach them, and the reason is said; reading goes on', async () => {
  expect(refusalOfWrites('127.0.0.1')).toBeNull();
  expect(refusalOfWrites('127.8.9.1')).toBeNull();
  expect(refusalOfWrites('localhost', 'http://localhost:3000')).toBeNull();
  expect(refusalOfWrites('::1')).toBeNull();
  for (const host of ['0.0.0.0', '::', '10.0.0.7', 'gongfu.example', '127.0.0.1.example', '1270.0.0.1'])
    expect(refusalOfWrites(host), host).toMatch(/登录.*npm run load/);
  expect(refusalOfWrites('127.0.0.1', 'https://gongfu.example.gov.cn')).toMatch(/代理/);
  const closed = await openUploads({ writes: { refusal: refusalOfWrites('0.0.0.0') } });
  for (const [path, method] of [
    ['/api/uploads', 'POST'],
    ['/api/uploads', 'GET'],
    ['/api/uploads/x/load', 'POST'],
    ['/api/jobs/x', 'GET'],
  ] as const) {
    expect(await closed.ask(path, { method })).toMatchObject({
      status: 403,
      body: { error: { code: 'writes_off', message: expect.stringContaining('0.0.0.0') } },
    });
  }
  expect((await closed.ask('/api/dashboards')).status).toBe(200);
  await closed.close();
});

test('what the disk has no room for is refused before it is sent, as such', async () => {
  const roomy = await openUploads({ uploads: { limits: { files: 3, file: 1e15, all: 1e15 } } });
  try {
    const headers = { ...asStarter, ...form, 'content-length': String(9e14) };
    const asked = request(`${roomy.address}/api/uploads`, { method: 'POST', headers });
    asked.on('error', () => undefined);
    asked.flushHeaders();
    const [answer] = (await once(asked, 'response')) as [{ statusCode: number }];
    expect(answer.statusCode).toBe(507);
    asked.destroy();
    expect(await readdir(join(roomy.warehouse, 'uploads')).catch(() => [])).toEqual([]);
  } finally {
    await roomy.close();
  }
});
