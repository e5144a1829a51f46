import { afterEach, expect, test } from 'vitest';
import { seat, type Reader } from '#access';
import { readerOf } from '../readers.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
afterEach(() => tested.close());

const readers: Readonly<Record<string, Reader>> = {
  city: readerOf({ city: ['济南市'] }, ['rows'], 'jinan'),
  monitor: readerOf({}, ['settings'], 'monitor'),
};
const lines: string[] = [];
const open = async () => {
  lines.length = 0;
  tested = await openApp({
    reader: ({ headers }) => readers[String(headers['x-who'])] ?? seat,
    logger: { write: (line) => void lines.push(line) },
  });
  return tested.app.listen({ port: 0, host: '127.0.0.1' });
};
const read = async (url: string, headers = {}) => {
  const answer = await fetch(url, { headers });
  return { status: answer.status, text: await answer.text() };
};

test('it is ready while there is a version', async () => {
  const address = await open();
  expect(await read(`${address}/api/ready`)).toEqual({ status: 200, text: '{"status":"ready"}' });
  await tested.close();
  tested = await openApp({ isEmpty: true });
  const { statusCode, headers } = await tested.app.inject('/api/ready');
  expect([statusCode, headers['retry-after']]).toEqual([503, '2']);
});

test('requests are counted by route and status, for this machine and for who tends versions', async () => {
  const address = await open();
  for (let times = 0; times < 3; times++) await read(`${address}/api/projects?search=13912345678`);
  await read(`${address}/api/projects/nowhere`);
  const { text } = await read(`${address}/metrics`);
  expect(text).toMatch(/^baijing_request_seconds_count\{route="\/api\/projects",status="200"\} 3$/m);
  expect(text).toMatch(/^baijing_request_seconds_count\{route="\/api\/projects\/:id",status="404"\} 1$/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d{7,}$/m);
  expect(text).not.toMatch(/139|nowhere/);
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{[^}]*\})? [\d.e-]+)$/);
  const proxied = { 'x-forwarded-for': '10.0.0.1' };
  expect((await read(`${address}/metrics`, { ...proxied, 'x-who': 'city' })).status).toBe(403);
  expect((await read(`${address}/metrics`, proxied)).status).toBe(200);
  expect((await read(`${address}/metrics`, { ...proxied, 'x-who': 'monitor' })).status).toBe(200);
});

test('Prometheus is answered at the address of the API too; whoever else asks there, as always', async () => {
  const address = await open();
  for (const accept of [
    'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5',
    'text/plain;version=0.0.4',
  ])
    expect((await read(`${address}/api/metrics`, { accept })).text).toContain('process_resident_memory_bytes');
  const scraped = { accept: 'text/plain;version=0.0.4', 'x-forwarded-for': '10.0.0.1', 'x-who': 'city' };
  expect((await read(`${address}/api/metrics`, scraped)).status).toBe(403);
  for (const accept of ['*/*', 'text/plain', 'application/json'])
    expect((await read(`${address}/api/metrics`, { accept })).text).toMatch(/^\[\{"name":/);
});

test('each request is a line of JSON with its number and who asked, and without what they asked', async () => {
  const address = await open();
  const answer = await fetch(`${address}/api/projects?search=13912345678`, { headers: { 'x-who': 'city' } });
  await answer.text();
  const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ route }) => route);
  expect(said).toMatchObject([
    { reqId: answer.headers.get('x-request-id'), method: 'GET', route: '/api/projects', status: 200, by: 'jinan' },
  ]);
  expect(lines.join('')).not.toMatch(/139(?:1234|\*)/);
});
