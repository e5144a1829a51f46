import { afterEach, expect, test } from 'vitest';
import { openApp, type TestedApp } from '../api/app.ts';

let door: TestedApp;
afterEach(() => door.close());

const elsewhere = '这台是只读的副本。请在建库的那台上办。';
const cookie = (place: number) => ({ cookie: `a=b; baijing-place-80=${place}` });

test('a copy changes nothing, whoever asks, and says where it is done', async () => {
  door = await openApp({ writes: { token: 'secret', refusal: elsewhere, elsewhere } });
  for (const [method, url] of [
    ['POST', '/api/uploads'],
    ['POST', '/api/decisions'],
    ['POST', '/api/matters/replies'],
    ['DELETE', '/api/uploads/1'],
  ] as const) {
    const { statusCode, body } = await door.app.inject({ method, url, headers: { authorization: 'Bearer secret' } });
    expect([statusCode, JSON.parse(body)], url).toMatchObject([
      403,
      { error: { code: 'written_elsewhere', message: elsewhere } },
    ]);
  }
  expect((await door.app.inject('/start/secret')).statusCode).toBe(403);
  expect((await door.app.inject('/api/metrics')).statusCode).toBe(200);
});

test('a browser that saw more elsewhere waits for it, and is told to ask another where it does not come', async () => {
  let place = 5;
  let caught = 0;
  let isThere = false;
  const catchUp = () => {
    caught += 1;
    if (isThere) place = 9;
    return Promise.resolve(isThere);
  };
  door = await openApp({ forward: { place: () => place, catchUp } });
  const ask = (seen?: number, url = '/api/metrics') =>
    door.app.inject({ url, ...(seen === undefined ? {} : { headers: cookie(seen) }) });
  expect((await ask()).headers['set-cookie']).toBe('baijing-place-80=5; Path=/; HttpOnly; SameSite=Lax; Max-Age=600');
  // Who has seen as much is told nothing, so that what is answered may be kept by whoever stands between.
  expect((await ask(5)).headers['set-cookie']).toBe(undefined);
  const behind = await ask(7);
  expect([behind.statusCode, behind.headers['retry-after']]).toEqual([503, '2']);
  expect(JSON.parse(behind.body)).toMatchObject({ error: { code: 'behind' } });
  const page = await door.app.inject({ url: '/', headers: { ...cookie(99), accept: 'text/html' } });
  expect([page.statusCode, page.headers['retry-after'], page.headers['content-type']]).toEqual([
    503,
    '2',
    'text/html; charset=utf-8',
  ]);
  expect(page.body).toContain('再试一次');
  isThere = true;
  const there = await ask(7);
  expect([there.statusCode, there.headers['set-cookie']]).toEqual([
    200,
    'baijing-place-80=9; Path=/; HttpOnly; SameSite=Lax; Max-Age=600',
  ]);
  // Who watches over machines is answered wherever they are, and nonsense is nothing.
  expect((await ask(999, '/api/health')).statusCode).toBe(200);
  expect(
    (await door.app.inject({ url: '/api/metrics', headers: { cookie: 'baijing-place-80=-1; baijing-place-80=x' } }))
      .statusCode
  ).toBe(200);
  expect(caught).toBe(3);
});

test('who builds has all that anybody saw, also what no reader has to see', async () => {
  door = await openApp({ forward: { place: () => 5, catchUp: () => Promise.resolve(true) } });
  const answer = await door.app.inject({ url: '/api/metrics', headers: cookie(7) });
  expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([200, undefined]);
});

test('who changes something has seen it', async () => {
  let place = 5;
  door = await openApp({
    writes: { token: 'secret', refusal: null },
    forward: { place: () => place++, catchUp: () => Promise.resolve(true) },
  });
  const answer = await door.app.inject({
    method: 'POST',
    url: '/api/decisions',
    headers: { authorization: 'Bearer secret', 'content-type': 'application/json' },
    payload: {},
  });
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.headers['set-cookie']).toBe(undefined);
});

test('where one machine is all there is, no browser is told how far it is', async () => {
  door = await openApp();
  const answer = await door.app.inject({ url: '/api/metrics', headers: cookie(999) });
  expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([200, undefined]);
});
