import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody, seat } from '#access';
import { recordFile, reignAt, reignsIn, restore } from '#pipeline';
import { decisionStream, openStore } from '#store';
import { cityReader } from '../readers.ts';
import { first, publishVersion, second } from '../published.ts';
import { openApp, type TestedApp } from './app.ts';

const now = Date.parse('2026-07-20T12:00:00+08:00');
let tested: TestedApp;
let reader = seat;

const line = (at: string, event: string, version: string, by: string | null = null) => ({
  at,
  by,
  body: JSON.stringify({ event, version, number: `2026-000${version.slice(7, 8)}` }),
});

/** 1 was loaded on the 1st, 2 on the 2nd; on the 10th 1 was published again. */
const lines = [
  line('2026-07-01T09:00:03+08:00', 'published', first, '张三'),
  line('2026-07-02T09:00:04+08:00', 'published', second, '李四'),
  line('2026-07-10T02:30:00+00:00', 'restored', first, '王五'),
];

beforeAll(async () => {
  tested = await openApp({ reader: () => reader, now: () => now });
  await publishVersion(tested.folder, second);
  const store = openStore(recordFile(tested.folder));
  for (const each of lines.slice(0, 2)) store.append({ stream: 'journal', ...each });
  store.close();
  await restore(tested.folder, first, { by: '王五', onWait: () => {} });
  await tested.warehouse.refresh();
});
afterAll(() => tested.close());

const ask = async (url: string, accept = '*/*') => {
  const { statusCode, headers, body } = await tested.app.inject({ url, headers: { accept } });
  return { status: statusCode, to: headers.location, body, type: String(headers['content-type']) };
};

test('a version is current from its line on, up to the next, whatever was loaded last', () => {
  const reigns = reignsIn(lines);
  const at = (time: string) => reignAt(reigns, Date.parse(time))?.version ?? null;
  expect(at('2026-07-01T09:00:02.999+08:00')).toBe(null);
  expect(at('2026-07-01T09:00:03+08:00')).toBe(first);
  expect(at('2026-07-02T09:00:03+08:00')).toBe(first);
  expect(at('2026-07-02T09:00:04+08:00')).toBe(second);
  // Half past two in Greenwich is half past ten in China.
  expect(at('2026-07-10T10:29:59+08:00')).toBe(second);
  expect(at('2026-07-10T10:30:00+08:00')).toBe(first);
  expect(reigns.map(({ until }) => until)).toEqual([lines[1]!.at, lines[2]!.at, null]);
});

test('what was entered later was published when it was made, and what was pruned was not published', () => {
  const reigns = reignsIn([
    line('2026-07-09T08:00:00+08:00', 'entered', second),
    line('2026-07-09T08:00:00+08:00', 'pruned', first),
  ]);
  expect(reigns).toMatchObject([{ version: second, from: '2026-07-02T09:00:00+08:00', until: null }]);
});

test('a day leads to the version that was current at its end, and everything else of the address stays', async () => {
  const day = await ask('/api/projects?city=%E6%B5%8E%E5%8D%97%E5%B8%82&at=2026-07-01');
  expect([day.status, day.to]).toEqual([302, `/api/projects?city=%E6%B5%8E%E5%8D%97%E5%B8%82&version=${first}`]);
  expect((await ask('/api/projects?at=2026-07-02')).to).toBe(`/api/projects?version=${second}`);
  expect((await ask('/api/projects?at=2026-07-02T09:00:03')).to).toBe(`/api/projects?version=${first}`);
  expect((await ask('/quota?at=2026-07-02', 'text/html')).to).toBe(`/quota?version=${second}`);
  // Published again in this test, after which today is of it.
  expect((await ask('/?at=2026-07-19')).to).toBe(`/?version=${second}`);
});

test('never to another host', async () => {
  expect((await ask('//elsewhere.example/?at=2026-07-02')).to).toBe(`/elsewhere.example/?version=${second}`);
});

test('a time to come, one before the first version, what is no time, and both at once are refused in words', async () => {
  const refusals = [
    ['2026-07-21', 400, '还没有到'],
    ['2026-07-20T12:01', 400, '还没有到'],
    ['2026-06-30', 404, '最早的一版发布于 2026-07-01'],
    ['2026-02-30', 400, '要写成'],
    ['yesterday', 400, '要写成'],
  ] as const;
  for (const [at, status, says] of refusals) {
    const { status: told, body } = await ask(`/api/projects?at=${at}`);
    expect([told, JSON.parse(body).error.message]).toEqual([status, expect.stringContaining(says)]);
    const page = await ask(`/quota?at=${at}`, 'text/html');
    expect([page.status, page.type]).toEqual([status, 'text/html; charset=utf-8']);
    expect(page.body).toContain(says);
  }
  expect((await ask(`/api/projects?at=2026-07-02&version=${first}`)).status).toBe(400);
  expect((await ask('/api/health?at=2026-07-02')).status).toBe(400);
});

test('who may see nothing is led nowhere', async () => {
  reader = nobody;
  expect((await ask('/api/projects?at=2026-07-02')).status).toBe(401);
  expect((await ask('/quota?at=2026-07-02', 'text/html')).to).toBeUndefined();
  reader = seat;
});

test('the journal is told with who published; not who to whoever is bound to a city', async () => {
  const { reigns, version } = JSON.parse((await ask('/api/published')).body);
  expect(version).toBe(first);
  expect(reigns.map((each: Record<string, unknown>) => [each.version, each.event, each.by])).toEqual([
    [first, 'published', '张三'],
    [second, 'published', '李四'],
    [first, 'restored', '王五'],
  ]);
  expect(reigns[0].until).toBe(lines[1]!.at);
  reader = cityReader('济南市');
  const own = JSON.parse((await ask('/api/published')).body);
  expect(own.reigns.map(({ by }: { by: unknown }) => by)).toEqual([null, null, null]);
  reader = seat;
});

test('what was decided since is not laid over that day: the address says up to which decision', async () => {
  const line = (at: string) => ({ stream: decisionStream, at, by: '张三', body: '{}' });
  const store = openStore(recordFile(tested.folder));
  const [before] = [line('2026-07-01T20:00:00+08:00'), line('2026-07-15T20:00:00+08:00')].map((each) =>
    store.append(each)
  );
  store.close();
  expect((await ask('/api/projects?at=2026-07-02')).to).toBe(`/api/projects?version=${second}&decided=${before!.hash}`);
  expect((await ask('/api/projects?at=2026-07-01T09:00:03')).to).toBe(`/api/projects?version=${first}&decided=none`);
  expect((await ask('/api/projects?at=2026-07-19')).to).not.toContain('decided');
  expect((await ask('/api/projects?decided=0000')).status).toBe(400);
});
