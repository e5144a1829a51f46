import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProcess, type InProcessFetch } from '#api';
import { first } from '../published.ts';
import { openApp, type TestedApp } from './app.ts';

const ask: InProcessFetch = (url, headers) =>
  (globalThis as unknown as Record<symbol, InProcessFetch>)[inProcess]!(url, headers);

let tested: TestedApp;
beforeAll(async () => {
  tested = await openApp({
    pages(request, response) {
      const url = request.url ?? '';
      if (!url.startsWith('/asks?')) return response.setHeader('content-type', 'text/html').end(`page ${url}`);
      void ask(url.slice('/asks?'.length)).then(({ status, headers, body }) => {
        response.writeHead(status, { 'x-baijing-version': headers['x-baijing-version'] ?? '' }).end(body);
      });
    },
  });
});
afterAll(() => tested.close());

test('what is not the API is a page, with the headers that keep browsers strict', async () => {
  for (const url of ['/', '/quota?city=x', '/projects/P-1', '/apiary', '/_app/x.js']) {
    const answer = await tested.app.inject({ url });
    expect(answer.body).toBe(`page ${url}`);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(answer.headers['content-security-policy']).toBeUndefined();
  }
  expect(
    (
      await tested.app.inject({
        method: 'POST',
        url: '/theme',
        payload: 'theme=dark',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    ).body
  ).toBe('page /theme');
});

test.each(['/api', '/api/', '/api/nope', '/api?x=1'])('%s is not a page', async (url) => {
  const answer = await tested.app.inject({ url });
  expect(answer.statusCode).toBe(404);
  expect(answer.json().error.code).toBe('not_found');
  expect(answer.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
});

test('a page asks the API without leaving the process', async () => {
  const answer = await tested.app.inject('/asks?/api/query?metrics=projects');
  expect(answer.headers['x-baijing-version']).toBe(first);
  expect(answer.json()).toMatchObject({ rows: [{ projects: 5 }] });
  expect((await tested.app.inject('/asks?/api/query?metrics=nothing')).statusCode).toBe(400);
});

test('what is asked in this process for nobody is not answered', async () => {
  const { status, body } = await ask('/api/query?metrics=projects');
  expect([status, JSON.parse(body.toString()).error.code]).toEqual([403, 'nobody']);
});

describe('an address that people decorated, cut or mistyped', () => {
  const html = { accept: 'text/html,application/xhtml+xml' };
  const lenient = { prefer: 'handling=lenient, wait=2' };
  const get = (url: string, headers = {}) => tested.app.inject({ url: encodeURI(url), headers });

  test.each(['from=singlemessage&isappinstalled=0', 'utm_source=x', 'city=', 'city=&city=济南市&batch='])(
    '?%s is refused, and answered to who asks for lenience',
    async (query) => {
      expect((await get(`/api/projects?${query}`)).statusCode).toBe(400);
      const answer = await get(`/api/projects?${query}`, lenient);
      expect(answer.statusCode, answer.body).toBe(200);
      expect(answer.headers['preference-applied']).toBe('handling=lenient');
      expect(answer.json().total).toBe(query.includes('济南市') ? 2 : 5);
    }
  );

  test('lenience takes no unknown value for none', async () => {
    const { error } = (await get('/api/projects?city=济南&from=x', lenient)).json();
    expect(error).toMatchObject({ code: 'unknown_value', details: { parameter: 'city', value: '济南' } });
  });

  test('a query that was cut is a page to people and a refusal to programs', async () => {
    const cut = '/quota?city=%E6%B5%8E%E5%8D%97%E5%B8';
    expect((await tested.app.inject({ url: cut, headers: html })).body).toBe(`page ${cut}`);
    expect((await tested.app.inject({ url: '/quota/__data.json?city=%E5%B8' })).body).toMatch(/^page /);
    expect((await tested.app.inject({ url: cut })).json().error.code).toBe('bad_url');
    expect((await tested.app.inject({ url: `/api${cut}`, headers: html })).json().error.code).toBe('bad_url');
  });

  test('a path that was cut is told in words, with the ways on', async () => {
    const cut = '/projects/%E0%A4%A';
    const { statusCode, headers, body } = await tested.app.inject({ url: cut, headers: html });
    expect([statusCode, headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
    expect(body).toContain('<a href="/projects">');
    expect(body).toContain('截断');
    expect((await tested.app.inject({ url: cut })).json().error.code).toBe('bad_url');
    expect((await tested.app.inject({ url: `/api${cut}`, headers: html })).json().error.code).toBe('bad_url');
    const hostile = await tested.app.inject({ url: '/<script>/%E0%A4%A', headers: html });
    expect(hostile.body).not.toContain('<script>');
  });

  test('what is too long is told as a page where a page was asked for', async () => {
    await tested.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = tested.app.server.address() as AddressInfo;
    const ask = (path: string, accept: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(`GET ${path}?city=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\nAccept: ${accept}\r\n\r\n`)
        );
        let answer = '';
        socket.on('data', (chunk: Buffer) => (answer += chunk.toString())).on('end', () => resolve(answer));
        socket.on('error', reject);
      });
    expect(await ask('/quota', 'text/html,*/*')).toMatch(/^HTTP\/1\.1 431 [\s\S]*text\/html[\s\S]*回到首页/);
    expect(await ask('/quota', '*/*')).toMatch(/^HTTP\/1\.1 431 [\s\S]*application\/json/);
    expect(await ask('/api/query', 'text/html,*/*')).toMatch(/^HTTP\/1\.1 431 [\s\S]*application\/json/);
  });
});
