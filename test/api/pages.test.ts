import { afterEach, beforeEach, expect, test } from 'vitest';
import { inProcess, type InProcessFetch } from '#api';
import { first } from '../published.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
beforeEach(async () => {
  tested = await openApp({
    pages: (request, response) => response.setHeader('content-type', 'text/html').end(`page ${request.url}`),
  });
});
afterEach(() => tested.close());

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
  const ask = (globalThis as unknown as Record<symbol, InProcessFetch>)[inProcess]!;
  const { status, headers, body } = await ask('/api/query?metrics=projects', { accept: 'application/json' });
  expect(status).toBe(200);
  expect(headers['x-baijing-version']).toBe(first);
  expect(JSON.parse(body.toString())).toMatchObject({ rows: [{ projects: 5 }] });
  expect((await ask('/api/query?metrics=nothing')).status).toBe(400);
});
