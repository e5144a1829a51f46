import { appendFile, readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import type { Reader } from '#access';
import type { Pruning, Versions } from '#spec';
import { openStore } from '#store';
import { recordFile, underLock } from '#pipeline';
import { warehouseFile } from '#warehouse';
import { first, publishVersion, second } from '../published.ts';
import { readerOf } from '../readers.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
afterEach(() => tested.close());

const administrator = readerOf({}, ['accounts', 'settings', 'record', 'versions'], 'root');

async function open(reader: Reader = administrator) {
  tested = await openApp({ reader, writes: { refusal: null, token: 'x' } });
  await publishVersion(tested.folder, second);
  await tested.warehouse.refresh();
}
const get = async <T>(url: string) => {
  const { statusCode, body } = await tested.app.inject(url);
  return { status: statusCode, text: body, body: JSON.parse(body) as T };
};
const post = async (url: string, payload: object = {}, headers: Record<string, string> = {}) => {
  const answer = await tested.app.inject({
    method: 'POST',
    url,
    headers: { authorization: 'Bearer x', 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.body };
};
const linesOf = (event: string) => {
  const store = openStore(recordFile(tested.folder));
  try {
    return store.find({ event }, { limit: 9, offset: 0 }).entries.map(({ by, body }) => [by, JSON.parse(body).version]);
  } finally {
    store.close();
  }
};

test('who tends versions sees each of them and the disk, and nothing of what stands in them', async () => {
  await open();
  const { status, body, text } = await get<Versions>('/api/versions');
  expect([status, body.current]).toEqual([200, second]);
  expect(body.versions.map(({ version, isCurrent, fault }) => [version, isCurrent, fault])).toEqual([
    [second, true, null],
    [first, false, null],
  ]);
  const { tables, records } = body.disk.kinds;
  expect(tables).toEqual({ count: 2, bytes: body.versions.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) });
  expect(records.count).toBeGreaterThanOrEqual(2);
  expect(body.disk.free).toBeGreaterThan(0);
  expect(text).not.toMatch(/示例数据|P-1|\.csv/);
  expect((await get('/api/projects')).status).toBe(403);
});

test('an older version is published again at once, by the account that is on record for it', async () => {
  await open();
  const { status, body } = await post(`/api/versions/${first}/publish`);
  expect([status, JSON.parse(body)]).toEqual([201, { version: first, before: second }]);
  expect((await get<{ version: string }>('/api/health')).body.version).toBe(first);
  expect(linesOf('restored')).toEqual([['root', first]]);
  const { status: again, headers } = await post(
    `/api/versions/${second}/publish`,
    {},
    { accept: 'text/html', 'sec-fetch-site': 'same-origin' }
  );
  expect([again, headers.location]).toEqual([303, '/versions?done=published']);
});

test('a version that is damaged, or was never there, is not published, and nothing moves', async () => {
  await open();
  await appendFile(warehouseFile(tested.folder, first), 'x');
  const before = await readFile(`${tested.folder}/current`, 'utf8');
  for (const version of [first, '20200101T000000-00000000', '..%2F..%2Fetc']) {
    const { status, body } = await post(`/api/versions/${version}/publish`);
    expect([status, JSON.parse(body).error.code]).toEqual([409, 'not_publishable']);
  }
  expect(await readFile(`${tested.folder}/current`, 'utf8')).toBe(before);
});

test('pruning takes what was shown and no more, on record, and a pinned version stays', async () => {
  await open();
  const policy = { keep: 1, older: 0 };
  const preview = async () => (await get<Pruning>('/api/versions/prune?keep=1&older=0')).body;
  expect((await preview()).gone.map(({ version }) => version)).toEqual([first]);
  const { seen } = await preview();
  expect((await post(`/api/versions/${first}/pin`)).status).toBe(201);
  expect((await preview()).stays.map(({ version, reason }) => [version, reason])).toContainEqual([first, 'pinned']);
  const stale = await post('/api/versions/prune', { ...policy, seen });
  expect([stale.status, JSON.parse(stale.body).error.code]).toEqual([409, 'changed_since']);
  expect(linesOf('pruned')).toEqual([]);
  expect((await post(`/api/versions/${first}/unpin`)).status).toBe(201);
  const done = await post('/api/versions/prune', { ...policy, seen: (await preview()).seen });
  expect([done.status, JSON.parse(done.body).isDone]).toEqual([201, true]);
  expect(linesOf('pruned')).toEqual([['root', first]]);
  const left = (await get<Versions>('/api/versions')).body.versions;
  expect(left.map(({ bytes }) => bytes === null)).toEqual([false, true]);
  expect((await post(`/api/versions/${first}/pin`)).status).toBe(404);
});

test('while something is loaded nothing is published or pruned, and nobody waits for its end', async () => {
  await open();
  await underLock(tested.folder, async () => {
    const { status, headers, body } = await post(`/api/versions/${first}/publish`);
    expect([status, headers['retry-after'], JSON.parse(body).error.code]).toEqual([503, '2', 'loading']);
    const page = await post(`/api/versions/${first}/publish`, {}, { accept: 'text/html' });
    expect(page.headers.location).toBe('/versions?problem=loading');
  });
  expect((await get<{ version: string }>('/api/health')).body.version).toBe(second);
});

test('who does not tend versions sees none of it and changes none', async () => {
  await open(readerOf({}, ['sums', 'rows', 'files', 'publish', 'decide'], 'division'));
  for (const url of ['/api/versions', '/api/versions/prune?keep=1&older=0'])
    expect((await get(url)).status, url).toBe(403);
  for (const verb of ['publish', 'pin', 'unpin'])
    expect((await post(`/api/versions/${first}/${verb}`)).status, verb).toBe(403);
  expect((await post('/api/versions/prune', { keep: 1, older: 0, seen: '' })).status).toBe(403);
});
