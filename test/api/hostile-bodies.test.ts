import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttpServer } from '#api';
import { isFull } from '../tier.ts';
import { openApp, type TestedApp } from './app.ts';

const token = 'token-of-this-start';
let tested: TestedApp;
let port: number;
beforeAll(async () => {
  tested = await openApp({
    uploads: { worker: () => Promise.reject(new Error('no worker')) },
    writes: { refusal: null, token },
    pages: (_request, response) => response.end('page'),
    serverFactory: (listener) => createHttpServer(listener),
  });
  await tested.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = tested.app.server.address() as AddressInfo);
});
afterAll(() => tested.close());

test('a boundary that is too long for a form is refused, not a fault', async () => {
  for (const length of [70, 71, 1000, 10_000]) {
    const boundary = 'b'.repeat(length);
    const answer = await tested.app.inject({
      method: 'POST',
      url: '/api/uploads',
      headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\nx\r\n--${boundary}--\r\n`,
    });
    expect([length, answer.statusCode]).toEqual([length, length > 70 ? 400 : 201]);
  }
});

test.runIf(isFull)('a body that drips on after the answer is let go', { timeout: 60_000 }, async () => {
  const begun = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET /api/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n');
  const drip = setInterval(() => socket.write('x'), 500);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(drip);
  expect(performance.now() - begun).toBeLessThan(30_000);
});

test.each([
  ['via', '1.1 proxy'],
  ['x-real-ip', '10.0.0.7'],
  ['forwarded', 'for=10.0.0.7'],
  ['x-forwarded-for', '10.0.0.7'],
  ['x-forwarded-host', 'example.com'],
])('what was handed in is not read through a proxy that says %s, by a program or a page', async (name, value) => {
  const headers = { authorization: `Bearer ${token}`, [name]: value };
  const answer = await tested.app.inject({ url: '/api/uploads/x', headers });
  expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'writes_off']);
});
