import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { load } from '#pipeline';
import { serveWarehouse, type Served } from '../browser/server.ts';
import { application, applications, header, type Json } from '../api/uploading.ts';
import { ownContent } from '../pipeline/own-content.ts';
import { isFull, some } from '../tier.ts';
import { wait, worstHealth } from './clients.ts';

let folder: string;
let served: Served;
let authorization: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attacked-'));
  const [handedIn, warehouse] = [join(folder, 'files'), join(folder, 'warehouse')];
  await mkdir(handedIn);
  await writeFile(join(handedIn, '项目基本信息表_青岛市.csv'), applications(application('Q1', { city: '青岛市' })));
  const { status } = await load({ folder: handedIn, warehouse, asOf: '2026-06-30', program: 'test', ...ownContent });
  expect(status).toBe('published');
  served = await serveWarehouse(warehouse);
  authorization = `Bearer ${served.start.split('/').at(-1)}`;
});
afterAll(async () => {
  await served.stop();
  await rm(folder, { recursive: true });
});

const ask = async (path: string, init: RequestInit = {}): Promise<Json> => {
  const answer = await fetch(served.address + path, { ...init, headers: { authorization, ...init.headers } });
  const text = await answer.text();
  expect(answer.ok, `${path}: ${answer.status} ${text.slice(0, 300)}`).toBe(true);
  return JSON.parse(text);
};

async function upload(files: Readonly<Record<string, string>>): Promise<string> {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append('files', new Blob([text]), name);
  return (await ask('/api/uploads', { method: 'POST', body: form })).id;
}

/** Looks at an upload again and again, as its page does, until one of its tasks has ended. */
async function ended(id: string, task: 'preview' | 'dryRun'): Promise<Json> {
  for (;;) {
    const { [task]: job } = await ask(`/api/uploads/${id}`);
    if (job && !['queued', 'running'].includes(job.state)) return job;
    await wait(200);
  }
}

const page = (id: string, headers: Record<string, string> = {}) =>
  fetch(`${served.address}/data/upload?id=${id}`, { headers: { accept: 'text/html', authorization, ...headers } });

/** Of 60,000 letters: what an expression that looks for numbers, days or addresses may go over again and again. */
const shapes: readonly string[] = some(
  [
    'a'.repeat(60_000),
    'a.'.repeat(30_000),
    `${'a'.repeat(59_999)}@`,
    `a@${'b.'.repeat(29_999)}`,
    '1'.repeat(60_000),
    `${'1 '.repeat(29_999)}x`,
    '9,'.repeat(30_000),
    `${' '.repeat(59_999)}x`,
    '（'.repeat(60_000),
    '2025-'.repeat(12_000),
  ],
  4
);

interface Told {
  value: string | null;
  problem: string;
}

test('cells of 60,000 letters stop nobody who is looking at something else', async () => {
  const rows = (at: number, row: (id: string, cell: string) => string) =>
    shapes.map((shape, i) => row(`P${at + i}`, `"${shape}"`)).join('\r\n');
  const id = await upload({
    '项目基本信息表_济南市.csv': `${header}\r\n${rows(100, (each, money) => application(each, { money }))}`,
    '项目基本信息表_济南市（2）.csv': `${header}\r\n${rows(200, (each, name) => application(each, { name }))}`,
    '项目基本信息表_济南市（3）.csv': `${header},备注\r\n${rows(300, (each, cell) => `${application(each)},${cell}`)}`,
  });
  const look = async () => {
    const preview = await ended(id, 'preview');
    expect(preview, JSON.stringify(preview)).toMatchObject({ state: 'done' });
    expect((await page(id)).status).toBe(200);
    if (!isFull) return preview.result.defects as Told[];
    await ask(`/api/uploads/${id}/dry-run`, { method: 'POST' });
    const trial = await ended(id, 'dryRun');
    expect(trial, JSON.stringify(trial).slice(0, 2000)).toMatchObject({ state: 'done' });
    expect((await page(id)).status).toBe(200);
    return [...preview.result.defects, ...trial.result.defects] as Told[];
  };
  let told: Told[] = [];
  const worst = await worstHealth(
    served.address,
    look().then((defects) => (told = defects))
  );
  expect(worst).toBeLessThan(isFull ? 1000 : 3000);
  // All was read to its end: each of the amounts is told, and none of them whole.
  expect(told.length).toBeGreaterThanOrEqual(shapes.length);
  for (const { value, problem } of told) expect(Math.max(value?.length ?? 0, problem.length)).toBeLessThan(1000);
  await ask(`/api/uploads/${id}`, { method: 'DELETE' });
});

test('through a proxy the page of an upload shows nothing of it, as the API', async () => {
  const id = await upload({
    '项目基本信息表_烟台市.csv': applications(application('P7', { name: '只在这一份里的项目' })),
  });
  await ended(id, 'preview');
  expect(await (await page(id)).text()).toContain('只在这一份里的项目');
  for (const [said, value] of [
    ['x-forwarded-for', '10.0.0.7'],
    ['x-forwarded-proto', 'https'],
    ['x-real-ip', '10.0.0.7'],
    ['via', '1.1 dashboard'],
    ['forwarded', 'for=10.0.0.7'],
  ] as const) {
    const answer = await fetch(`${served.address}/api/uploads/${id}`, { headers: { authorization, [said]: value } });
    expect([said, answer.status]).toEqual([said, 403]);
    const shown = await (await page(id, { [said]: value })).text();
    for (const own of ['只在这一份里的项目', '项目基本信息表_烟台市', 'P7公司'])
      expect([said, own, shown.includes(own)]).toEqual([said, own, false]);
  }
});
