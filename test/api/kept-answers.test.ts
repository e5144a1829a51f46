import { cityReader } from '../readers.ts';
import { seat } from '#access';
import { afterEach, expect, test } from 'vitest';
import type { Reader } from '#access';
import { first, publishVersion, second } from '../published.ts';
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
