import { cityReader } from '../readers.ts';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createHttpServer } from '#api';
import { readForms, type Moment } from '#clerks';
import { warehouseFormat } from '#spec';
import { first, publishVersion, second } from '../published.ts';
import { openApp, type TestedApp } from './app.ts';

const open: TestedApp[] = [];
afterEach(async () => {
  for (const tested of open.splice(0)) await tested.close();
});
async function start(options: Parameters<typeof openApp>[0] = {}): Promise<TestedApp> {
  const tested = await openApp(options);
  open.push(tested);
  return tested;
}

const ownForms = (moment?: Moment) => readForms({ pipelines: 'pipelines', reference: 'data/reference' }, moment);

const urls = [
  '/api/projects',
  '/api/projects/P-1',
  '/api/query?metrics=quota&by=city',
  '/api/dashboards/quota/by-city.csv',
  '/api/dashboards',
  '/api/dashboards/quota',
  '/api/findings',
  '/api/loads',
  '/api/metrics',
  '/api/filters',
  '/api/health',
  '/api/openapi.json',
];

/** What is refused before anything is read of a version. */
const refused = [
  ['GET', '/api/nonesuch', 404],
  ['GET', '/api', 404],
  ['GET', '/api/%ff', 400],
  ['GET', '/api/query?metrics=%ff', 400],
  ['GET', '/api/query?metrics=quota&format=nonesuch', 400],
  ['GET', '/api/dashboards/quota/by-city.nonesuch', 400],
  ['GET', `/api/loads/${first}/defects.nonesuch`, 400],
  ['GET', '/api/loads/nonesuch', 404],
  ['GET', '/api/receipts/nonesuch', 404],
  ['GET', '/api/projects?limit=0', 400],
  ['GET', '/api/projects?version=nonesuch', 400],
  ['DELETE', '/api/projects', 405],
] as const;

describe('a refusal', () => {
  let tested: TestedApp;
  beforeAll(async () => {
    tested = await openApp();
  });
  afterAll(() => tested.close());

  test.each(refused)('of %s %s is one also to who asks with If-None-Match: *', async (method, url, status) => {
    const answer = await tested.app.inject({ method, url, headers: { 'if-none-match': '*' } });
    expect(answer.statusCode, answer.body).toBe(status);
  });

  test.each(refused)('of %s %s says the version', async (method, url, status) => {
    const answer = await tested.app.inject({ method, url });
    expect(answer.statusCode, answer.body).toBe(status);
    expect(answer.headers['x-baijing-version']).toBe(first);
  });
});

describe('the tag', () => {
  let tested: TestedApp;
  beforeAll(async () => {
    tested = await openApp();
  });
  afterAll(() => tested.close());

  test.each(urls)('of %s says that the asker has it already', async (url) => {
    const answer = await tested.app.inject({ url });
    expect(answer.statusCode, answer.body).toBe(200);
    const tag = answer.headers.etag as string;
    expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
    expect(answer.headers['cache-control']).toBe('private, no-cache');
    expect(answer.headers['x-baijing-version']).toBe(first);
    for (const known of [tag, tag.slice(2), `"other", ${tag}`, '*', ' * ']) {
      const again = await tested.app.inject({ url, headers: { 'if-none-match': known } });
      expect(again.statusCode).toBe(304);
      expect(again.body).toBe('');
      for (const name of ['etag', 'vary', 'cache-control', 'x-baijing-version'])
        expect(again.headers[name], name).toBe(answer.headers[name]);
    }
    expect((await tested.app.inject({ url, headers: { 'if-none-match': 'W/"another"' } })).statusCode).toBe(200);
  });

  test.each(['/api/sources', '/api/sources/applications/template.xlsx'])(
    'of %s is of what the form says',
    async (url) => {
      const answer = await tested.app.inject({ url });
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'private, no-cache']);
      const tag = answer.headers.etag as string;
      const again = await tested.app.inject({ url, headers: { 'if-none-match': tag } });
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', tag]);
      const { app } = await start({
        forms: async (moment) => (await ownForms(moment)).map((form) => ({ ...form, title: `新${form.title}` })),
      });
      const other = await app.inject({ url, headers: { 'if-none-match': tag } });
      expect(other.statusCode).toBe(200);
      expect(other.headers.etag).not.toBe(tag);
    }
  );

  test('is another for another address, format, reader and build', async () => {
    const tagOf = async ({ app }: TestedApp, url = '/api/query?metrics=quota', headers = {}) =>
      (await app.inject({ url, headers })).headers.etag;
    const tags = [
      await tagOf(tested),
      await tagOf(tested, '/api/query?metrics=quota&city=%E9%9D%92%E5%B2%9B%E5%B8%82'),
      await tagOf(tested, '/api/query?metrics=quota', { accept: 'text/csv' }),
      await tagOf(await start({ reader: cityReader('青岛市') })),
      await tagOf(await start({ build: 'another' })),
    ];
    expect(new Set(tags).size).toBe(tags.length);
    expect(await tagOf(await start())).toBe(tags[0]);
  });

  test('is not on an error, nor where the content may change under it', async () => {
    expect((await tested.app.inject({ url: '/api/projects?city=x' })).headers.etag).toBeUndefined();
    const { app } = await start({ build: null });
    const answer = await app.inject({ url: '/api/projects', headers: { 'if-none-match': '*' } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.etag).toBeUndefined();
  });
});

test('a new version has new tags, and the old one is read by its name', async () => {
  const { app, folder, warehouse } = await start();
  const before = await app.inject({ url: '/api/projects' });
  await publishVersion(folder, second, [
    "insert into marts.projects (project_id, batch, city) values ('P-9', '2025', '济南市')",
  ]);
  await expect.poll(() => warehouse.version()).toBe(second);
  const after = await app.inject({ url: '/api/projects', headers: { 'if-none-match': before.headers.etag as string } });
  expect(after.statusCode).toBe(200);
  expect(after.json()).toMatchObject({ version: second, total: 6 });
  const older = await app.inject({ url: `/api/projects?version=${first}` });
  expect(older.headers['x-baijing-version']).toBe(first);
  expect(older.json()).toMatchObject({ version: first, total: 5 });
  const unknown = await app.inject({ url: '/api/projects?version=20200101T000000-00000000' });
  expect(unknown.statusCode).toBe(400);
  expect(unknown.json().error).toMatchObject({
    code: 'unknown_version',
    details: { parameter: 'version', allowed: [second, first] },
  });
});

test('without data every address that needs it says so and what to do; the rest stands', async () => {
  const { app, folder, warehouse } = await start({ isEmpty: true });
  for (const url of [
    '/api/projects',
    '/api/health',
    '/api/query?metrics=quota',
    '/api/dashboards/quota/by-city.json',
    '/api/loads',
    '/api/filters',
  ]) {
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json().error).toEqual({
      code: 'no_data',
      message: expect.stringMatching(/还没有导入数据.*npm run load/),
    });
  }
  for (const url of ['/api/dashboards', '/api/openapi.json']) expect((await app.inject({ url })).statusCode).toBe(200);
  await publishVersion(folder, first);
  await expect.poll(() => warehouse.version()).toBe(first);
  expect((await app.inject({ url: '/api/projects' })).json().total).toBe(5);
});

test('a version of another format is told on every address that needs it, until the next is published', async () => {
  const { app, folder, warehouse } = await start({ isEmpty: true });
  await publishVersion(folder, first, [], {}, { format: 0 });
  await expect.poll(() => warehouse.version()).toBe(first);
  for (const url of [
    '/api/projects',
    '/api/health',
    '/api/query?metrics=quota',
    '/api/dashboards/quota/by-city.json',
    '/api/loads',
    `/api/loads/${first}`,
    `/api/projects?version=${first}`,
  ]) {
    const answer = await app.inject({ url });
    expect(answer.statusCode, url).toBe(503);
    expect(answer.json().error).toEqual({
      code: 'needs_rebuild',
      message: expect.stringMatching(/此版本需另建：请运行 npm run rebuild/),
      details: { version: first, format: 0, reads: warehouseFormat },
    });
  }
  for (const url of ['/api/dashboards', '/api/openapi.json']) expect((await app.inject({ url })).statusCode).toBe(200);
  await publishVersion(folder, second);
  await expect.poll(() => warehouse.version()).toBe(second);
  expect((await app.inject({ url: '/api/projects' })).json().version).toBe(second);
  const old = await app.inject({ url: `/api/projects?version=${first}` });
  expect([old.statusCode, old.json().error.code]).toEqual([503, 'needs_rebuild']);
  const loads = (await app.inject({ url: '/api/loads' })).json();
  expect(loads.rows.map(({ version, format }: { version: string; format: number }) => [version, format])).toEqual([
    [second, warehouseFormat],
    [first, 0],
  ]);
});

test('a version is published while people read, over the wire, and nobody notices', async () => {
  const { app, folder } = await start({ serverFactory: (listener) => createHttpServer(listener) });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const seen = new Map<string, number>();
  let isDone = false;
  const readers = urls.slice(0, 7).flatMap((url) =>
    Array.from({ length: 2 }, async () => {
      while (!isDone) {
        const answer = await fetch(`http://127.0.0.1:${port}${url}`);
        const text = await answer.text();
        expect(answer.status, text).toBe(200);
        const version = answer.headers.get('x-baijing-version') as string;
        if (answer.headers.get('content-type')?.startsWith('application/json') && !url.includes('/dashboards'))
          expect(text).toContain(version);
        seen.set(version, (seen.get(version) ?? 0) + 1);
      }
    })
  );
  const versions = [first];
  for (let day = 2; day <= 4; day += 1) {
    await sleep(80);
    const version = `2026070${day}T090000-2222222${day}`;
    await publishVersion(folder, version);
    versions.push(version);
  }
  await expect.poll(() => [...seen.keys()].at(-1), { timeout: 30_000 }).toBe(versions.at(-1));
  isDone = true;
  await Promise.all(readers);
  expect(seen.size).toBeGreaterThan(2);
  expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
});

test('answers are compressed where the asker can read that', async () => {
  const { app } = await start({ serverFactory: (listener) => createHttpServer(listener) });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const get = (encoding: string) =>
    fetch(`http://127.0.0.1:${port}/api/openapi.json`, { headers: { 'accept-encoding': encoding } });
  const plain = await get('identity');
  expect(plain.headers.get('content-encoding')).toBeNull();
  const text = await plain.text();
  for (const encoding of ['gzip', 'br']) {
    const answer = await get(encoding);
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toMatch(/Accept.*Accept-Encoding/);
    expect(await answer.text()).toBe(text);
  }
});

test('whoever goes away does not keep a query running', async () => {
  const tested = await start({ serverFactory: (listener) => createHttpServer(listener) });
  await tested.spoil(
    'dashboards/quota/empty.sql',
    'select count(*) as n from range(1000000000) as a, range(1000000000) as b where a.range * b.range % 7 = 3'
  );
  await tested.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = tested.app.server.address() as AddressInfo;
  const gone = new AbortController();
  const asked = Array.from({ length: 8 }, () =>
    fetch(`http://127.0.0.1:${port}/api/dashboards/quota/empty.csv`, { signal: gone.signal }).catch(() => 'gone')
  );
  await sleep(200);
  gone.abort();
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 8 }, () => 'gone'));
  const before = Date.now();
  expect((await fetch(`http://127.0.0.1:${port}/api/projects`)).status).toBe(200);
  expect(Date.now() - before).toBeLessThan(1500);
});

test('a query that takes too long is stopped, and says so', async () => {
  const tested = await start();
  await tested.spoil(
    'dashboards/quota/empty.sql',
    'select count(*) as n from range(1000000000) as a, range(1000000000) as b where a.range * b.range % 7 = 3'
  );
  // It would count for years: that it is answered at all says that it was stopped.
  const answer = await tested.app.inject({ url: '/api/dashboards/quota/empty.json' });
  expect(answer.statusCode).toBe(504);
  expect(answer.json().error).toMatchObject({ code: 'timeout', message: expect.stringContaining('3 秒') });
});

test('what is not HTTP, and what is too long, is answered in the one shape', async () => {
  const { app } = await start({ serverFactory: (listener) => createHttpServer(listener) });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const { connect } = await import('node:net');
  for (const [sent, status, code] of [
    ['NONSENSE\r\n\r\n', 400, 'bad_request'],
    [`GET /api/projects?search=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431, 'too_long'],
  ] as const) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.write(sent);
    await new Promise((resolve) => socket.on('close', resolve));
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ error: { code } });
  }
});
