import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { seat, type Reader } from '#access';
import { createHttpServer, type Pages } from '#api';
import { noDecisions } from '#store';
import { first, publishVersion, second } from '../published.ts';
import { cityReader } from '../readers.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
afterEach(() => tested.close());

/** The queries that reach the data, counted. */
function counting({ warehouse }: TestedApp): () => number {
  let reads = 0;
  const { lease } = warehouse;
  warehouse.lease = async (version) => {
    const lent = await lease(version);
    const { read } = lent;
    return { ...lent, read: (...given) => ((reads += 1), read(...given)) };
  };
  return () => reads;
}

const address = '/api/dashboards/quota/by-city.json';

test('an answer is made once for all who ask at one time, and for those who ask later', async () => {
  tested = await openApp();
  const reads = counting(tested);
  const all = await Promise.all(Array.from({ length: 50 }, () => tested.app.inject(address)));
  expect(new Set(all.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  expect(new Set(all.map(({ body }) => body)).size).toBe(1);
  const before = reads();
  const again = await tested.app.inject(address);
  expect(reads()).toBe(before);
  expect(again.body).toBe(all[0]?.body);
  expect(again.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-baijing-version': first,
  });
  const known = await tested.app.inject({ url: address, headers: { 'if-none-match': String(again.headers.etag) } });
  expect([known.statusCode, known.body]).toEqual([304, '']);
  expect(known.headers['x-baijing-version']).toBe(first);
});

test('over the network what is kept says of itself what it said when it was made', async () => {
  const pages: Pages = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'private, no-cache' });
    response.end(`<p>${'百景'.repeat(1000)}</p>`);
  };
  tested = await openApp({ pages, serverFactory: (listener) => createHttpServer(listener) });
  await tested.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = tested.app.server.address() as AddressInfo;
  const ofOne = ['date', 'x-request-id', 'transfer-encoding', 'content-length'];
  for (const path of [address, '/api/health', '/api/projects?format=csv', '/quota'])
    for (const encoding of ['identity', 'br']) {
      const ask = async (more = {}) => {
        const headers = { 'accept-encoding': encoding, accept: path === '/quota' ? 'text/html' : '*/*', ...more };
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
        const said = Object.fromEntries([...answer.headers].filter(([name]) => !ofOne.includes(name)));
        return { status: answer.status, said, body: await answer.text(), id: answer.headers.get('x-request-id') };
      };
      const [made, kept] = [await ask(), await ask()];
      expect({ ...kept, id: '' }, path).toEqual({ ...made, id: '' });
      expect([made.status, made.said['x-content-type-options'], kept.id === made.id]).toEqual([200, 'nosniff', false]);
      for (const known of [String(kept.said.etag), '*']) {
        const again = await ask({ 'if-none-match': known });
        expect([again.status, again.body, again.said.etag, again.said['cache-control']]).toEqual([
          304,
          '',
          kept.said.etag,
          'private, no-cache',
        ]);
      }
    }
});

test('whoever is answered that something was written finds it written, at once', async () => {
  let head = 'before';
  const decisions = { ...noDecisions, now: () => ({ head, position: 0, fault: null }) };
  tested = await openApp({ decisions, serverFactory: (listener) => createHttpServer(listener) });
  await tested.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = tested.app.server.address() as AddressInfo;
  const said = async () => (await fetch(`http://127.0.0.1:${port}/api/health`)).headers.get('x-baijing-decisions');
  for (let n = 0; n < 20; n += 1) {
    head = 'before';
    await said();
    head = 'after';
    await fetch(`http://127.0.0.1:${port}/api/decisions`, { method: 'POST' });
    expect(await said()).toBe('after');
  }
});

test('what one reader may see is not told to another', async () => {
  const readers: Record<string, Reader> = { city: cityReader('济南市'), all: seat };
  tested = await openApp({ reader: ({ headers }) => readers[String(headers['x-who'])]! });
  const ask = async (who: string) => {
    const { body, headers } = await tested.app.inject({ url: '/api/projects', headers: { 'x-who': who } });
    return { total: (JSON.parse(body) as { total: number }).total, etag: String(headers.etag) };
  };
  const [all, city] = await Promise.all([ask('all'), ask('city')]);
  expect(city.total).toBeLessThan(all.total);
  expect([await ask('all'), await ask('city')]).toEqual([all, city]);
  const stolen = { 'x-who': 'city', 'if-none-match': all.etag };
  expect((await tested.app.inject({ url: '/api/projects', headers: stolen })).statusCode).toBe(200);
});

test('another version answers anew at once, and what went wrong is not kept', async () => {
  tested = await openApp();
  const { app, folder, warehouse } = tested;
  expect((await app.inject(address)).json()).toMatchObject({ version: first });
  expect((await app.inject('/api/query?metrics=nothing')).statusCode).toBe(400);
  await tested.spoil('dashboards/quota/by-city.sql', 'select nothing from cube');
  await publishVersion(folder, second);
  await warehouse.refresh();
  expect((await app.inject(address)).statusCode).toBe(422);
  await tested.spoil('dashboards/quota/by-city.sql', 'select count(*) as projects from projects');
  expect((await app.inject(address)).json()).toMatchObject({ version: second });
  expect((await app.inject(`${address}?version=${first}`)).json()).toMatchObject({ version: first });
});

test('fifty who ask for one receipt have fifty receipts, each of them whole', async () => {
  tested = await openApp();
  const url = `/api/loads/${first}/receipt.xlsx`;
  const all = await Promise.all(Array.from({ length: 50 }, () => tested.app.inject(url)));
  for (const { statusCode, rawPayload } of all) {
    expect(statusCode).toBe(200);
    // The end of a zip: its directory.
    expect(rawPayload.subarray(-22, -18).toString('latin1')).toBe('PK\u0005\u0006');
  }
});

test('a file whose rows fail on the way is refused, not cut off', async () => {
  tested = await openApp();
  await tested.spoil(
    'dashboards/quota/by-city.sql',
    "select case when range = 90000 then error('no more') else range::varchar end as n from range(100000)"
  );
  for (const ending of ['csv', 'xlsx', 'arrow', 'json']) {
    const answer = await tested.app.inject(`/api/dashboards/quota/by-city.${ending}`);
    expect([ending, answer.statusCode >= 400, answer.headers['content-disposition']]).toEqual([
      ending,
      true,
      undefined,
    ]);
  }
});
