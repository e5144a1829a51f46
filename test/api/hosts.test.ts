import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { hostsOf } from '#api';
import { openApp } from './app.ts';

describe('on this machine alone', () => {
  const allows = hostsOf('127.0.0.1');
  test.each([
    '127.0.0.1',
    '127.0.0.1:3000',
    'localhost:3000',
    'LOCALHOST',
    '[::1]:3000',
    '::1'.replace('::1', '[::1]'),
  ])('%s is known', (host) => expect(allows(host)).toBe(true));
  test.each([
    '',
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:3000',
    'localhost@evil.example',
    '10.0.0.7',
    'localhost:3000:3000',
    '[::1',
    'localhost:x',
  ])('%j is not', (host) => expect(allows(host)).toBe(false));
});

test('on every address, those of this machine are known too', () => {
  const allows = hostsOf('0.0.0.0');
  expect(allows(`${hostname()}:3000`)).toBe(true);
  expect(allows('evil.example')).toBe(false);
});

test('behind a proxy, the public name is known too', () => {
  const allows = hostsOf('127.0.0.1', 'https://gongfu.example.gov.cn');
  expect(allows('gongfu.example.gov.cn')).toBe(true);
  expect(allows('example.gov.cn')).toBe(false);
});

test('what is asked under another name is refused, API and pages alike, and no header of a proxy changes that', async () => {
  let pages = 0;
  const { app, close } = await openApp({
    allowsHost: hostsOf('127.0.0.1'),
    pages: (_request, response) => void ((pages += 1), response.end('page')),
  });
  for (const url of ['/api/projects', '/', '/quota']) {
    const answer = await app.inject({ url, headers: { host: 'evil.example', 'x-forwarded-host': 'localhost' } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.code).toBe('unknown_host');
    expect((await app.inject({ url, headers: { host: 'localhost:3000' } })).statusCode).toBe(200);
  }
  expect(pages).toBe(2);
  await close();
});
