import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainAddress } from '../../src/api/http/plain-address.ts';
import { openApp, type TestedApp } from './app.ts';

const written: readonly [said: string, plain: string][] = [
  ['/%61pi/projects', '/api/projects'],
  ['/ap%69/%70rojects?a=%61', '/api/projects?a=%61'],
  ['/api/dashboards/quota/by-city%2Ecsv', '/api/dashboards/quota/by-city.csv'],
  ['/x/../api/projects', '/api/projects'],
  ['/x/%2e%2E/api/projects', '/api/projects'],
  ['/sign-in\\..\\projects', '/projects'],
  ['http://127.0.0.1:3000/api/projects?a=1', '/api/projects?a=1'],
  ['http://127.0.0.1:3000', '/'],
  ['/api/projects#.csv', '/api/projects'],
  ['/api/projects?a=1#b', '/api/projects?a=1'],
  ['//elsewhere.example/../api', '//api'],
];

describe('an address has one form', () => {
  test.each(written)('%s is %s', (said, plain) => expect(plainAddress(said)).toBe(plain));

  test.each([
    '/',
    '*',
    '/projects/%E6%B5%8E%E5%8D%97?city=%E6%B5%8E%E5%8D%97%E5%B8%82&at=../x',
    '/api/projects/a%2Fb%3Fc%23d%25e',
    '/api/%2561pi',
    '/projects/%FF',
    '/.well-known/x',
  ])('%s is as it is', (said) => expect(plainAddress(said)).toBe(said));
});

describe('however an address is written', () => {
  let tested: TestedApp;
  let port: number;
  beforeAll(async () => {
    tested = await openApp({
      uploads: { worker: () => Promise.reject(new Error('no worker')) },
      writes: { refusal: null, token: 'token-of-this-start' },
    });
    await tested.app.listen({ port: 0, host: '127.0.0.1' });
    ({ port } = tested.app.server.address() as AddressInfo);
  });
  afterAll(() => tested.close());

  const post = (target: string) =>
    new Promise<string>((resolve, reject) => {
      let said = '';
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(
          `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: https://evil.example\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`
        )
      );
      socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
      socket.on('end', () => resolve(said));
      socket.on('error', reject);
    });

  test.each([
    '/%61pi/decisions',
    '/ap%69/uploads/x/load',
    '/x/../api/decisions',
    '/x/%2e%2e/%61pi/decisions',
    'http://127.0.0.1/api/decisions',
    '/api/decisions#x',
  ])('nobody changes anything at %s without what it takes', async (target) => {
    expect(await post(target)).toMatch(/^HTTP\/1\.1 403 [^]*"cross_origin"/);
  });
});
