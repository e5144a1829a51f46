import { seat } from '#access';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, type ReplayWorker } from '#api';
import { digestOfContent, load } from '#pipeline';
import { followWarehouse, replaysIn, type Warehouse } from '#warehouse';
import { content, program } from '#environment/content.ts';
import { workersOf } from '#server/workers.ts';
import { ownContent } from '../pipeline/own-content.ts';
import { isFull } from '../tier.ts';
import { application, applications, type Json } from './uploading.ts';

const log = [
  '项目编号,环节,时间,结果,经办层级,原因',
  'A1,提交,2025-04-01 09:00:00,已提交,企业,',
  'A2,提交,2025-04-24 18:00:00,已提交,企业,',
].join('\r\n');
const handedIn = { '项目基本信息表.csv': applications(application('A1'), application('A2')), '流程记录.csv': log };

let folder: string;
let warehouse: Warehouse;
let app: FastifyInstance;
const told: string[] = [];
/** What was asked to be made; and whether its process is killed as soon as it writes. */
const made: string[] = [];
let isKilled = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replays-'));
  const from = join(folder, 'handed-in');
  await mkdir(from);
  for (const [name, text] of Object.entries(handedIn)) await writeFile(join(from, name), text);
  const { status, reasons } = await load({
    folder: from,
    warehouse: join(folder, 'warehouse'),
    asOf: '2025-06-30',
    program: await program(),
    ...ownContent,
  });
  expect({ status, reasons }).toEqual({ status: 'published', reasons: [] });
  warehouse = await followWarehouse(join(folder, 'warehouse'), { poll: 600_000 });
  const make = workersOf(warehouse.folder);
  const worker: ReplayWorker = async (task, id, { signal }) => {
    made.push(id);
    const off = new AbortController();
    const work = make(task, id, { signal: AbortSignal.any([signal, off.signal]) });
    if (isKilled) void whenHalfWritten().then(() => off.abort());
    return work;
  };
  app = await createApp({
    reader: ({ headers }) => ({
      ...seat,
      account: headers['x-account'] === undefined ? null : String(headers['x-account']),
    }),
    warehouse,
    dashboards: async () => new Map(),
    build: 'test',
    replays: { worker, digest: async () => digestOfContent({ ...content, program: await program() }) },
    log: (message) => told.push(message),
  });
}, 300_000);
afterAll(async () => {
  await app.close();
  warehouse.close();
  await rm(folder, { recursive: true });
});

const replays = () => readdir(replaysIn(warehouse.folder)).catch(() => []);

async function whenHalfWritten(): Promise<void> {
  while (!(await replays()).some((name) => name.startsWith('.build-')))
    await new Promise((resolve) => setTimeout(resolve, 20));
}

async function ask(
  path: string,
  wait = 0,
  account?: string
): Promise<{ status: number; body: Json; headers: Record<string, unknown> }> {
  const headers = { prefer: `wait=${wait}`, ...(account === undefined ? {} : { 'x-account': account }) };
  const answer = await app.inject({ url: `/api${path}`, headers });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
}

/** Asks until it is no longer being made. */
async function whenMade(path: string): Promise<Json> {
  for (;;) {
    const { status, body } = await ask(path, 5);
    if (status !== 503) return { status, ...body };
  }
}

test('a day that is none, or is still to come, is refused in words', async () => {
  for (const day of ['2025-02-30', '20250424', 'yesterday', '2025-07-01', '1999-12-31']) {
    const { status, body } = await ask(`/compliance?as_of=${day}`);
    expect([status, body.error.code, body.error.details.parameter]).toEqual([400, 'bad_parameter', 'as_of']);
  }
  const { body } = await ask('/findings?as_of=2025-07-01');
  expect(body.error.message).toContain('2025-06-30');
  expect((await ask('/projects?as_of=2025-04-10')).body.error.code).toBe('unknown_parameter');
  expect(made).toEqual([]);
});

test('its own day, or none, is the version itself', async () => {
  const own = await ask('/compliance?as_of=2025-06-30');
  expect([own.status, own.body.version]).toEqual([200, warehouse.version()]);
  expect((await ask('/compliance?as_of=')).status).toBe(200);
  expect(made).toEqual([]);
});

test.runIf(isFull)(
  'a process that is killed leaves nothing that answers, and the next takes away what it left',
  async () => {
    isKilled = true;
    const { status, error } = await whenMade('/compliance?as_of=2025-04-10');
    expect([status, error.code]).toEqual([500, 'replay_failed']);
    expect((await replays()).every((name) => name.startsWith('.build-'))).toBe(true);
    expect(told.some((message) => message.includes('@2025-04-10'))).toBe(true);
    isKilled = false;
    expect((await whenMade('/compliance?as_of=2025-04-10')).status).toBe(200);
    expect((await replays()).filter((name) => name.startsWith('.build-'))).toEqual([]);
  },
  300_000
);

test('an earlier day is made once for all who ask, and then answers by itself', async () => {
  made.length = 0;
  const first = await ask('/findings?rule=late_submission&as_of=2025-04-20');
  expect([first.status, first.body.error.code, first.headers['retry-after']]).toEqual([503, 'replaying', '2']);
  const path = '/findings?rule=late_submission&as_of=2025-04-20';
  const both = await Promise.all([whenMade(path), whenMade('/projects/A2?as_of=2025-04-20')]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(made).toEqual([`${warehouse.version()}@2025-04-20`]);
  const [{ version, rows }, { findings, events, project }] = both as [Json, Json];
  expect(version).toMatch(new RegExp(`^${warehouse.version()}@2025-04-20-[0-9a-f]{8}$`));
  expect(rows.map((row: Json) => [row.subjectId, row.verdict, row.asOf])).toEqual([['A1', 'pass', '2025-04-20']]);
  expect([findings.some((each: Json) => each.rule === 'late_submission'), events.length]).toEqual([false, 0]);
  expect(project.project_id).toBe('A2');
  const now = await ask('/findings?rule=late_submission');
  expect(now.body.rows.map((row: Json) => [row.subjectId, row.verdict])).toEqual([
    ['A2', 'fail'],
    ['A1', 'pass'],
  ]);
  expect(made.length).toBe(1);
}, 300_000);

test('the answer of a day has a tag of its own, which holds', async () => {
  const { headers } = await ask('/projects/A1/audit?as_of=2025-04-20');
  const { headers: other } = await ask('/projects/A1/audit');
  expect(headers.etag).not.toBe(other.etag);
  const again = await app.inject({
    url: '/api/projects/A1/audit?as_of=2025-04-20',
    headers: { 'if-none-match': String(headers.etag) },
  });
  expect(again.statusCode).toBe(304);
});

test.runIf(isFull)(
  'the marks of a project are its verdicts at each moment, made only when asked for',
  async () => {
    const ready = await ask('/projects/A2/moments?ready=true');
    expect(ready.body.moments).toEqual([
      { moment: 'submit_by', on: '2025-04-24', isReady: false },
      { moment: 'publicised', on: null, isReady: true },
      { moment: 'published', on: null, isReady: true },
      { moment: 'allocated', on: null, isReady: true },
      { moment: 'today', on: '2025-06-30', isReady: true },
    ]);
    expect(made.length).toBe(1);
    const whole = await whenMade('/projects/A2/moments');
    expect(whole.moments[0].isReady).toBe(true);
    const late = whole.findings.find((each: Json) => each.rule === 'late_submission');
    expect(late).toMatchObject({ subjectId: 'A2', span: '2025', verdicts: { submit_by: 'fail', today: 'fail' } });
  },
  300_000
);

test('who asks for many days shuts nobody else out', async () => {
  made.length = 0;
  const on = (day: number) => `/compliance?as_of=2025-05-${String(day).padStart(2, '0')}`;
  const told: string[] = [];
  for (let day = 1; day <= 9; day++) told.push((await ask(on(day), 0, 'zibo')).body.error.code);
  expect(told).toEqual([...Array.from({ length: 8 }, () => 'replaying'), 'busy']);
  const other = await ask(on(20), 0, 'jinan');
  expect([other.status, other.body.error.code]).toEqual([503, 'replaying']);
  while (made.length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(made).toEqual([1, 20].map((day) => `${warehouse.version()}@2025-05-${String(day).padStart(2, '0')}`));
}, 300_000);
