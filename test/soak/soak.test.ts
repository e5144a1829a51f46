import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFull } from '../tier.ts';
import { ask } from './ask.ts';
import { growth } from './report.ts';
import { soak } from './run.ts';

const html = { 'content-type': 'text/html' };
const answers: Record<string, (response: ServerResponse) => void> = {
  '/page': (response) => response.writeHead(200, html).end('<html></html>'),
  '/half': (response) => response.writeHead(200, html).end('<html><p>'),
  '/broken': (response) => {
    response.writeHead(200, { ...html, 'content-length': '100' }).write('<html>');
    setTimeout(() => response.destroy(), 20);
  },
  '/busy': (response) => response.writeHead(503, { 'retry-after': '2' }).end('busy'),
  '/failed': (response) => response.writeHead(503).end('busy'),
  '/wrong': (response) => response.writeHead(500, html).end('<title>出错了</title>'),
  '/never': () => undefined,
};
const server = createServer((request, response) => answers[request.url ?? '']?.(response));
let address = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a whole answer and a refusal that says when to come again are no faults, everything else is', async () => {
  const faultOf = async (path: string, how = {}) => (await ask(address + path, how)).fault;
  expect(await faultOf('/page')).toBeNull();
  expect(await faultOf('/busy')).toBeNull();
  expect(await faultOf('/half')).toBe('cut short');
  expect(await faultOf('/broken')).toMatch(/broken off after 6 characters|aborted|hang up/);
  expect(await faultOf('/failed')).toBe('503 busy');
  expect(await faultOf('/wrong')).toBe('500 出错了');
  expect(await faultOf('/never', { hangsUp: 30 })).toBeNull();
});

test('what was not given back in the end is told', () => {
  const held = (memory: number, files: number) => ({ memory, files });
  const start = Array.from({ length: 20 }, () => held(400, 50));
  expect(growth([...start, held(650, 60)])).toEqual([]);
  expect(growth([...start, held(900, 90)])).toEqual([
    'open files grew from 50 to 90',
    'memory grew from 400 to 900 MiB',
  ]);
  expect(growth([])).toEqual(['nothing was measured']);
});

test.runIf(isFull)('nothing is lost, fails or is kept while everything happens at once', async () => {
  const report = await soak({ minutes: 1, visitors: 40, seed: 1 });
  expect(report.faults(), report.lines().join('\n')).toEqual([]);
});
