import { seat } from '#access';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '#api';
import type { ErrorBody } from '#spec';
import { openApp, type TestedApp } from './app.ts';

const token = 'token-of-this-start';
const bearer = { authorization: `Bearer ${token}` };
const own = { cookie: `baijing-3000=${token}`, host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' };

let tested: TestedApp;
beforeAll(async () => {
  tested = await openApp({
    uploads: { worker: () => Promise.reject(new Error('no worker')) },
    writes: { refusal: null, token },
  });
});
afterAll(() => tested.close());

const doors = ['/api/decisions', '/api/decisions/x/withdraw', '/api/uploads', '/api/uploads/x/load'];
const post = async (url: string, headers: Record<string, string>, of = tested) => {
  const answer = await of.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: '{}',
  });
  return [answer.statusCode, answer.json<ErrorBody>().error.code];
};

describe.each(doors)('%s', (url) => {
  test('is open to who has the token of this start: a program by its header, a page by its cookie', async () => {
    expect((await post(url, bearer))[0]).not.toBe(403);
    expect((await post(url, own))[0]).not.toBe(403);
    expect((await post(url, { ...own, 'sec-fetch-site': 'same-origin' }))[0]).not.toBe(403);
  });

  test.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['the token of another start', { authorization: 'Bearer token-of-older-start' }],
    ['a part of it', { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['a cookie of a server on another port', { ...own, host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000' }],
  ])('is closed to %s', async (_, headers) => {
    expect(await post(url, headers)).toEqual([403, 'no_token']);
  });

  // A page that somebody has open elsewhere may send a simple request here, with the cookie that the browser keeps.
  test.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a site whose name begins like this one', { origin: 'http://127.0.0.1.evil.example:3000' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:8000' }],
    ['a page without an origin', { origin: 'null' }],
    ['another site as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour as the browser says', { 'sec-fetch-site': 'same-site' }],
  ])('is closed to a page of %s, though it has the cookie', async (_, headers) => {
    expect(await post(url, { ...own, ...headers })).toEqual([403, 'cross_origin']);
  });

  test.each([
    ['via', '1.1 proxy'],
    ['x-real-ip', '10.0.0.7'],
    ['forwarded', 'for=10.0.0.7'],
    ['x-forwarded-for', '10.0.0.7'],
    ['x-forwarded-proto', 'https'],
    ['x-forwarded-port', '443'],
  ])('is closed behind a proxy that says %s', async (name, value) => {
    expect(await post(url, { ...bearer, [name]: value })).toEqual([403, 'writes_off']);
  });
});

test('a form of another site that says it is text is no form', async () => {
  expect(await post('/api/decisions', { ...bearer, 'content-type': 'text/plain' })).toEqual([415, 'not_a_form']);
});

test('the address that is printed keeps the token as a cookie that no page reads, and leads on', async () => {
  const answer = await tested.app.inject({ url: `/start/${token}`, headers: { host: '127.0.0.1:3000' } });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/']);
  expect(answer.headers['set-cookie']).toBe(`baijing-3000=${token}; Path=/; HttpOnly; SameSite=Strict`);
  const back = async (cookie: string) =>
    (await tested.app.inject({ url: `/start/${token}`, headers: { host: '127.0.0.1:3000', cookie } })).headers.location;
  const page = '/findings/late_submission/P-3/2025?batch=2025';
  expect(await back(`baijing-3000-back=${encodeURIComponent(page)}`)).toBe(page);
  for (const path of ['//evil.example/', '/\\evil.example', 'https://evil.example', '/start/x', '/a\r\nx: y', '%'])
    expect([path, await back(`baijing-3000-back=${path === '%' ? path : encodeURIComponent(path)}`)]).toEqual([
      path,
      '/',
    ]);
  const stale = await tested.app.inject({ url: '/start/token-of-older-start' });
  expect([stale.statusCode, stale.headers['set-cookie']]).toEqual([403, undefined]);
  expect(stale.body).toContain('新打印的地址');
});

test('reading needs no token, and whether one may decide is said', async () => {
  expect((await tested.app.inject({ url: '/api/findings' })).statusCode).toBe(200);
  const may = async (headers: Record<string, string>) =>
    (await tested.app.inject({ url: '/api/decisions/allowed', headers })).json<{ refusal: string | null }>().refusal;
  expect(await may(own)).toBeNull();
  expect(await may({})).toContain('/start/');
  expect(await may({ ...own, via: '1.1 proxy' })).toContain('代理');
});

test('a door that was opened without saying who may write lets nobody', async () => {
  const app = await createApp({
    reader: () => seat,
    warehouse: tested.warehouse,
    dashboards: () => Promise.resolve(new Map()),
  });
  const answer = await app.inject({ method: 'POST', url: '/api/decisions', headers: bearer, payload: {} });
  expect([answer.statusCode, answer.json<ErrorBody>().error.code]).toEqual([403, 'writes_off']);
  await app.close();
});

test('a form that is refused by the guard is told in words that a clerk can act on', async () => {
  const answer = await tested.app.inject({
    method: 'POST',
    url: '/api/decisions',
    headers: { accept: 'text/html,*/*', 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'basis=x',
  });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([403, 'text/plain; charset=utf-8']);
  expect(answer.body).toMatch(/启动时打印.*后退/s);
});
