import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seat, type Reader } from '#access';
import { createApp } from '#api';
import { recordFile, withRecord } from '#pipeline';
import { readDashboards } from '#query';
import { addKey, fingerprintOf, makeKey, type PublicKey } from '#seals';
import { followDecisions, type FollowedDecisions } from '#store';
import { followWarehouse, type Warehouse } from '#warehouse';
import { filesOf, type Tables } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { at } from '../seals/draft.ts';
import { isFull } from '../tier.ts';
import { province } from './province.ts';

/** What an answer holds, read as its test expects it. */
type Json = ReturnType<typeof JSON.parse>;

const token = 'token-of-this-start';
const person = (account: string, more: Partial<Reader> = {}): Reader => ({ ...seat, account, name: account, ...more });
const readers: Record<string, Reader> = {
  seat,
  ann: person('ann'),
  bea: person('bea'),
  viewer: person('viewer', { capabilities: new Set(['sums', 'rows', 'files'] as const) }),
  jinan: person('jinan', { capabilities: new Set(['sums', 'rows', 'files'] as const), scope: { city: ['济南市'] } }),
  qingdao: person('qingdao', {
    capabilities: new Set(['sums', 'rows', 'files'] as const),
    scope: { city: ['青岛市'] },
  }),
};

let place: Awaited<ReturnType<typeof newWarehouse>>;
let warehouse: Warehouse;
let decisions: FollowedDecisions;
let app: FastifyInstance;
let key: PublicKey;

const ask = async (url: string, as = 'ann'): Promise<{ status: number; body: Json }> => {
  const { pathname, search } = new URL(url, 'http://paper');
  const answer = await app.inject({ url: `${pathname}${search}`, headers: { 'x-as': as } });
  return { status: answer.statusCode, body: answer.json() };
};
const send = async (url: string, payload: object, as = 'ann'): Promise<{ status: number; body: Json }> => {
  const headers = { 'x-as': as, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await app.inject({ method: 'POST', url, headers, payload: JSON.stringify(payload) });
  return { status: answer.statusCode, body: answer.json() };
};

const page = '/api/query?metrics=projects,accepted,acceptance_rate,verified_investment&by=city';
let paper = '';
let first = '';

const next = async (tables: Tables, by: string) => {
  const version = await place.load(filesOf(tables), { by });
  await warehouse.refresh();
  return version;
};

beforeAll(async () => {
  place = await newWarehouse();
  first = await place.load(filesOf(province()), { by: '张三' });
  const keys = join(dirname(place.warehouse), 'keys');
  key = await makeKey(keys, { warehouse: place.warehouse, now: at(1) });
  await withRecord(place.warehouse, async (store) => addKey(store, key, { at: at(1), by: '甲' }));
  warehouse = await followWarehouse(place.warehouse, { poll: 600_000 });
  decisions = followDecisions(recordFile(place.warehouse));
  const dashboards = await readDashboards('dashboards');
  app = await createApp({
    warehouse,
    dashboards: async () => dashboards,
    briefs: 'data/briefs',
    build: 'test',
    decisions,
    seals: { keys, office: '示例处室' },
    writes: { refusal: null, token },
    reader: (request) => readers[String(request.headers['x-as'])] ?? seat,
  });
  const sealed = await send('/api/papers', { path: page, title: '五月材料', recipient: '省领导' });
  expect(sealed.status, JSON.stringify(sealed.body)).toBe(201);
  paper = sealed.body.code;
});
afterAll(async () => {
  await app.close();
  decisions.close();
  warehouse.close();
});

const drafted = async (more: object = {}, as = 'ann'): Promise<string> => {
  const { status, body } = await send('/api/revisions', { paper, ...more }, as);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
};
const read = async (id: string, as = 'ann'): Promise<Json> => (await ask(`/api/revisions/${id}`, as)).body;
const said = async (id: string, step: string, body: object, as = 'ann') =>
  (await send(`/api/revisions/${id}/${step}`, body, as)).body;
/** Says what an officer must, and has it reviewed. */
async function reviewed(id: string): Promise<string> {
  const { causes } = await read(id);
  for (const [cause, { kind }] of causes.entries())
    if (kind === null) await said(id, 'cause', { cause, kind: 'correction', reason: '核对原件' });
  await said(id, 'words', { effect: '不影响', sentTo: '原来的收件人' });
  const { seen } = await read(id);
  expect(await said(id, 'review', { seen }, 'bea')).toMatchObject({ stage: 'reviewed' });
  return seen;
}

test('of a paper that still holds nothing is drafted', async () => {
  expect((await send('/api/revisions', { paper })).body.error.code).toBe('nothing_to_revise');
  // Nor is it said of a city that nobody knows that its numbers hold.
  expect((await send('/api/revisions', { paper, scope: 'city=没有市' })).body.error.code).toBe('unknown_value');
});

describe('after a load', () => {
  let id = '';
  beforeAll(async () => {
    const tables = province();
    tables.acceptances[3]![3] = '通过';
    tables.acceptances[1]![5] = '430';
    await next(tables, '李四');
    id = await drafted();
  });

  test('each number that no longer holds stands there with its causes, and they add up to the change', async () => {
    const revision = await read(id);
    const { body } = await ask(`/api/papers/${paper}`);
    const broken = body.list.filter(({ state }: Json) => state === 'differs' || state === 'unknown_now');
    expect(revision.list.map(({ key }: Json) => key)).toEqual(broken.map(({ key }: Json) => key));
    const rate = revision.list.find(({ key }: Json) => key === 'query?city=济南市#acceptance_rate');
    expect(rate).toMatchObject({
      before: { printed: '66.7%' },
      now: { printed: '100.0%' },
      unit: '百分点',
      change: '33.33',
    });
    const money = revision.list.find(({ key }: Json) => key === 'query?city=青岛市#verified_investment');
    expect(money.change).toBe('-50.00');
    expect(revision.list.length).toBeGreaterThanOrEqual(3);
    for (const { change, kinds, title, causes } of revision.list) {
      expect(causes.length, title).toBeGreaterThan(0);
      const parts = Object.values(kinds).map(Number);
      // What has no kind yet has no column yet.
      if (causes.every((at: number) => revision.causes[at].kind !== null))
        expect(
          parts.reduce((sum, each) => sum + each, 0),
          title
        ).toBeCloseTo(Number(change), 6);
    }
    const cells = revision.causes.flatMap(({ lines }: Json) => lines.map(({ says }: Json) => says)).join('\n');
    expect(cells).toContain('不通过');
    expect(cells).toContain('480');
    expect(revision.causes.flatMap(({ loads }: Json) => loads)).toContainEqual(
      expect.objectContaining({ file: '验收结果表_2025.csv', by: '李四' })
    );
  });

  test('a draft has neither number nor seal, and none is a paper', async () => {
    expect(await read(id)).toMatchObject({ stage: 'draft', number: null, code: null, qr: null, sealedAt: null });
    expect((await ask('/api/papers')).body.papers).toHaveLength(1);
    expect((await send('/api/papers', { path: `/revisions/${id}` })).body.error.code).toBe('not_sealable');
    expect((await send(`/api/revisions/${id}/issue`, { seen: (await read(id)).seen })).body.error.code).toBe(
      'not_reviewed'
    );
  });

  test('whoever may not write in it is told of no draft', async () => {
    for (const as of ['viewer', 'jinan']) {
      expect((await ask(`/api/revisions/${id}`, as)).status).toBe(404);
      expect((await ask('/api/revisions', as)).body.revisions).toEqual([]);
    }
    expect((await send('/api/revisions', { paper }, 'viewer')).status).toBe(403);
  });

  test('another kind than proposed needs a reason, and what nothing was proposed for one at all', async () => {
    const { causes } = await read(id);
    const at = causes.findIndex(({ proposed }: Json) => proposed === 'correction');
    expect((await said(id, 'cause', { cause: at, kind: 'improvement' })).error.code).toBe('no_reason');
    expect((await said(id, 'cause', { cause: 99, kind: 'update' })).error.code).toBe('unknown_cause');
    await said(id, 'cause', {
      cause: at,
      kind: 'update',
      reason: '迟报',
      document: '示例函〔2026〕1号',
      on: '2026-05-02',
    });
    expect((await read(id)).causes[at]).toMatchObject({
      kind: 'update',
      proposed: 'correction',
      said: { reason: '迟报' },
    });
    await said(id, 'cause', { cause: at, kind: '', reason: '' });
    expect((await said(id, 'cause', { cause: at, on: '2999-01-01' })).error.code).toBe('future_day');
  });

  test('it is reviewed by another than who wrote it, as it was seen, and when nothing is lacking', async () => {
    const { seen, lacking } = await read(id);
    expect(lacking.join()).toContain('已作出的决定');
    expect((await said(id, 'review', { seen }, 'bea')).error.code).toBe('not_complete');
    const was = await reviewed(id);
    await said(id, 'words', { effect: '再想想', sentTo: '' }, 'bea');
    expect((await read(id)).stage).toBe('draft');
    const now = (await read(id)).seen;
    expect(now).not.toBe(was);
    expect((await said(id, 'review', { seen: was }, 'ann')).error.code).toBe('changed_since');
    // Both have written by now.
    for (const as of ['ann', 'bea']) expect((await said(id, 'review', { seen: now }, as)).error.code).toBe('own_draft');
    expect((await said(id, 'drop', { reason: '重写' })).stage).toBe('dropped');
    expect((await said(id, 'words', { effect: '晚了' })).error.code).toBe('dropped_already');
  });

  test.runIf(isFull)('what changed again since it was drafted is not issued', async () => {
    const late = await drafted();
    const seen = await reviewed(late);
    const tables = province();
    tables.acceptances[3]![3] = '通过';
    tables.acceptances[1]![5] = '440';
    await next(tables, '李四');
    expect((await send(`/api/revisions/${late}/issue`, { seen })).body.error.code).toBe('overtaken');
  });

  test('issued it has a number and a seal, stands in the register and with its paper, and never changes', async () => {
    const own = await drafted();
    const seen = await reviewed(own);
    const { status, body } = await send(`/api/revisions/${own}/issue`, { seen });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.number).toMatch(/^数据变动说明〔20\d\d〕1号$/);
    expect(await read(own)).toMatchObject({ stage: 'issued', number: body.number, code: body.code });
    const { body: its } = await ask(`/api/papers/${body.code}`);
    expect(its).toMatchObject({ kind: 'revision', title: body.number, verdict: 'true_same', standing: 'in_force' });
    const says = its.says.join('\n');
    for (const word of ['五月材料', paper, '66.7%', '100.0%', '更正', '订正依据：未附', '不影响', '经办 ann　审核 bea'])
      expect(says).toContain(word);
    const { body: old } = await ask(`/api/papers/${paper}`);
    expect(old).toMatchObject({ standing: 'corrected', revisions: [body.number], verdict: 'true_changed' });
    expect(old.sentence).toContain(`见${body.number}`);
    // All that no longer holds of it is explained: the division is told how many, and that nothing is left to say.
    expect(old.explained).toBe(old.broken);
    const { body: standing } = await ask('/api/papers/standing');
    expect(standing).toMatchObject({ papers: 1, numbers: old.broken, explained: old.broken });
    const { body: listed } = await ask('/api/papers');
    expect(listed.broken).toEqual({ papers: 1, numbers: old.broken, explained: old.broken });
    // Who sees its rows reads it; who sees less is told of none.
    expect((await read(own, 'viewer')).number).toBe(body.number);
    expect((await ask(`/api/revisions/${own}`, 'jinan')).status).toBe(404);
    for (const [step, more] of [
      ['words', { effect: '改' }],
      ['drop', { reason: '改' }],
      ['issue', { seen }],
    ] as const)
      expect((await said(own, step, more)).error.code, step).toBe('issued_already');
    expect((await send('/api/revisions', { paper: body.code })).body.error.code).toBe('not_a_paper');

    // With the script and the fingerprint alone, in an empty folder.
    const folder = mkdtempSync(join(tmpdir(), 'verify-'));
    copyFileSync('src/seals/offline/verify-seal.mjs', join(folder, 'verify-seal.mjs'));
    const file = (await app.inject({ url: `/api/papers/${body.code}/seal.json`, headers: { 'x-as': 'ann' } })).body;
    writeFileSync(join(folder, 'a.seal.json'), file);
    const run = () =>
      spawnSync(process.execPath, ['verify-seal.mjs', 'a.seal.json', '--fingerprint', fingerprintOf(key.public)], {
        cwd: folder,
        encoding: 'utf8',
      });
    expect(run()).toMatchObject({ status: 0 });
    expect(run().stdout).toContain(body.number);
    writeFileSync(join(folder, 'a.seal.json'), file.replace('100.0%', '100.1%'));
    expect(run().status).toBe(1);
  });

  test.runIf(isFull)(
    'what changes once more after a notice is not corrected by it, and the next is numbered on',
    async () => {
      const tables = province();
      tables.acceptances[3]![3] = '通过';
      tables.acceptances[1]![5] = '410';
      await next(tables, '王五');
      const { body: old } = await ask(`/api/papers/${paper}`);
      expect(old.standing).toBe('changed');
      expect(old.sentence).toContain('个数此后又变了，还没有说明');
      const left = old.broken - old.explained;
      expect(left).toBeGreaterThan(0);
      expect(old.explained).toBeGreaterThan(0);
      expect(old.sentence).toContain(`其中 ${left} 个数此后又变了`);
      const own = await drafted();
      const { body } = await send(`/api/revisions/${own}/issue`, { seen: await reviewed(own) });
      expect(body.number).toMatch(/〕2号$/);
      expect((await ask(`/api/papers/${paper}`)).body.standing).toBe('corrected');
    }
  );

  test("a city's edition is asked as that city, names nothing of others, and corrects no more than it says", async () => {
    const own = await drafted({ scope: 'city=济南市' });
    const revision = await read(own);
    expect(revision.scope).toEqual({ city: ['济南市'] });
    const keys = revision.list.map(({ key }: Json) => key);
    expect(keys).toContain('query?city=济南市#acceptance_rate');
    for (const key of keys) expect(key).toContain('city=济南市');
    const { body } = await send(`/api/revisions/${own}/issue`, { seen: await reviewed(own) });
    const told = JSON.stringify([
      await read(own, 'jinan'),
      (await ask(`/api/papers/${body.code}`, 'jinan')).body,
    ]).replaceAll(/<svg.*?<.svg>/g, '');
    for (const foreign of ['青岛', '潍坊', 'SL2025-3701-0002', '五月材料', '省领导', '王五'])
      expect(told.includes(foreign), foreign).toBe(false);
    // An amount of another, and no digits of a hash or of a time.
    expect(told).not.toMatch(/(?<![\da-z.])410(?:0000)?(?![\da-z])/i);
    expect(told).toContain('不通过');
    expect((await ask(`/api/revisions/${own}`, 'qingdao')).status).toBe(404);
    expect((await ask('/api/papers', 'qingdao')).body.papers).toEqual([]);
    const { body: whole } = await ask(`/api/papers/${paper}`);
    expect(whole.revisions.join()).not.toContain(body.number);
    expect((await send('/api/revisions', { paper, scope: 'city=潍坊市' })).body.error.code).toBe('nothing_to_revise');
  });

  test('the record says who did what, and no word of it', async () => {
    const { body } = await ask('/api/record?stream=papers&limit=500');
    const events = body.rows.map(({ event }: Json) => event);
    for (const event of ['drafted', 'told', 'worded', 'reviewed', 'dropped', 'issued'])
      expect(events).toContain(`revision_${event}`);
    expect(JSON.stringify(body.rows)).not.toContain('核对原件');
    expect(first).not.toBe('');
  });
});

test('on one seat a name is asked for, and it is said that nobody looked into it', async () => {
  expect((await send('/api/revisions', { paper }, 'seat')).body.error.code).toBe('no_person');
  const own = await drafted({ by: '甲' }, 'seat');
  expect((await read(own, 'seat')).draftedBy).toBe('甲（自报姓名）');
});
