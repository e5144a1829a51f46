import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seat, type Reader } from '#access';
import { createApp } from '#api';
import { verifyPackage } from '#package';
import { readDashboards } from '#query';
import { followWarehouse, type Warehouse } from '#warehouse';
import { makeAuditPackage, type AuditPackageOptions } from '#tasks/audit-package.ts';
import { drawn, filesOf, idOf, places } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { plainDuckDb, textsIn, unpack } from '../package/unpacked.ts';
import { isFull } from '../tier.ts';

/** What an answer holds, read as its test expects it. */
type Json = ReturnType<typeof JSON.parse>;

const token = 'token-of-this-start';
const readers: Record<string, Reader> = {
  seat,
  ann: { ...seat, account: 'ann', name: 'ann' },
  bea: { ...seat, account: 'bea', name: 'bea' },
  viewer: { ...seat, account: 'viewer', capabilities: new Set(['sums', 'rows', 'files'] as const) },
  jinan: { ...seat, account: 'jinan', name: '济南', scope: { city: ['济南市'] } },
};

let warehouse: Warehouse;
let app: FastifyInstance;
let isHeld: Promise<void> | null = null;

beforeAll(async () => {
  const place = await newWarehouse();
  const tables = drawn(7);
  tables.applications.forEach((row, at) => ([row[8], row[9]] = places[at % 3]!));
  await place.load(filesOf(tables));
  warehouse = await followWarehouse(place.warehouse, { poll: 600_000 });
  const dashboards = await readDashboards('dashboards');
  app = await createApp({
    warehouse,
    dashboards: async () => dashboards,
    build: 'test',
    writes: { refusal: null, token },
    reader: (request) => readers[String(request.headers['x-as'])] ?? seat,
    // What the process apart does, in this one.
    packer: async (_task, asked) => {
      await isHeld;
      const { out, ...rest } = JSON.parse(asked) as AuditPackageOptions & { out: string };
      const told = await makeAuditPackage(out, { ...rest, warehouse: place.warehouse, onProgress: () => undefined });
      return typeof told === 'string' ? { refused: told } : told.answer;
    },
  });
});
afterAll(async () => {
  await app.close();
  warehouse.close();
});

const send = async (payload: object, as = 'ann'): Promise<{ status: number; body: Json; again: unknown }> => {
  const headers = { 'x-as': as, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await app.inject({ method: 'POST', url: '/api/packages', headers, payload: JSON.stringify(payload) });
  return { status: answer.statusCode, body: answer.json(), again: answer.headers['retry-after'] };
};
const list = async (as = 'ann'): Promise<Json> =>
  (await app.inject({ url: '/api/packages', headers: { 'x-as': as } })).json().packages;
const file = (id: string, as = 'ann') => app.inject({ url: `/api/packages/${id}.zip`, headers: { 'x-as': as } });

/** The job, as soon as it is over. */
async function over(id: string, as = 'ann'): Promise<Json> {
  for (;;) {
    const job = (await list(as)).find((each: Json) => each.id === id);
    if (job.state !== 'waiting' && job.state !== 'making') return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('whoever lacks the right asks for none and is told of none', async () => {
  expect((await send({}, 'viewer')).status).toBe(403);
  expect((await app.inject({ url: '/api/packages', headers: { 'x-as': 'viewer' } })).statusCode).toBe(403);
  expect((await file('0123456789ab', 'viewer')).statusCode).toBe(403);
});

test('a value that the version does not know, an address of elsewhere and nobody are refused at once', async () => {
  expect((await send({ path: '/quota?city=没有市' })).body.error.code).toBe('unknown_value');
  expect((await send({ path: '//example.org' })).body.error.code).toBe('bad_path');
  expect((await send({ version: '20200101T000000-00000000' })).body.error.code).toBe('unknown_version');
  expect((await send({}, 'seat')).body.error.code).toBe('no_person');
  expect(await list()).toEqual([]);
});

test.runIf(isFull)(
  'a package is of the filters of its page and of what its reader may see, and for nobody else',
  async () => {
    const { body, status } = await send({ path: '/quota?city=济南市&view=wall' }, 'jinan');
    expect(status, JSON.stringify(body)).toBe(201);
    expect(await over(body.id, 'jinan')).toMatchObject({ state: 'ready', filters: ['city=济南市'], why: null });
    for (const as of ['ann', 'bea']) {
      expect((await list(as)).map(({ id }: Json) => id)).not.toContain(body.id);
      expect((await file(body.id, as)).statusCode).toBe(404);
    }
    const answer = await file(body.id, 'jinan');
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(answer.headers['content-disposition']).toContain('attachment');
    const path = join(await mkdtemp(join(tmpdir(), 'packed-')), 'it.zip');
    await writeFile(path, answer.rawPayload);
    expect((await verifyPackage(path)).faults).toEqual([]);
    const { folder, files } = await unpack(answer.rawPayload);
    const duckdb = await plainDuckDb(folder);
    const texts = JSON.stringify([...(await textsIn(files, duckdb.rows))]);
    duckdb.close();
    expect(texts).toContain(idOf(1));
    for (const foreign of [idOf(2), idOf(3), '示例单位2有限公司', '示例项目3'])
      expect(texts.includes(foreign), foreign).toBe(false);
  }
);

test('too many at a time are turned away, and told when to ask again', async () => {
  let end = () => {};
  isHeld = new Promise((_resolve, reject) => (end = () => reject(new Error('ended'))));
  const asked = [await send({}), await send({}), await send({})];
  expect(asked.map(({ status }) => status)).toEqual([201, 201, 201]);
  const refused = await send({}, 'bea');
  expect(refused).toMatchObject({ status: 503, again: '60' });
  expect(refused.body.error.code).toBe('busy');
  expect((await file(asked[0]!.body.id)).statusCode).toBe(404);
  end();
  for (const { body } of asked) {
    const job = await over(body.id);
    expect(job.state).toBe('failed');
    expect(job.why).toContain('日志');
    expect((await file(body.id)).statusCode).toBe(404);
  }
  expect((await send({}, 'bea')).status).toBe(201);
});
