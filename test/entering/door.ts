import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { seat, type Reader } from '#access';
import { createApp, type EnteringDoor, type Pages } from '#api';
import { recordFile } from '#pipeline';
import { readDashboards } from '#query';
import { createRecorder, openStore, type Entry } from '#store';
import { followWarehouse } from '#warehouse';
import { tryEntered } from '#tasks/entering-try.ts';

/** What an answer holds, read as its test expects it. */
export type Json = ReturnType<typeof JSON.parse>;

export const token = 'token-of-this-start';

export interface Door {
  app: FastifyInstance;
  /** A copy of data/, which this door alone writes to. */
  data: string;
  /** What the reader of a request is, by its header. */
  readers: Record<string, Reader>;
  get(path: string, as?: string): Promise<{ status: number; body: Json }>;
  post(path: string, payload: object, as?: string): Promise<{ status: number; body: Json }>;
  /** Sends rows of a table and waits until they were tried. */
  draft(table: string, text: string, read?: string, as?: string): Promise<Json>;
  recorded(): Entry[];
  close(): Promise<void>;
}

/** What finds nothing wrong and tries nothing. */
export const sound: EnteringDoor['worker'] = async () => ({
  faults: [],
  before: [],
  open: { before: [], after: [] },
  outcome: null,
});

/** The real checker and the real trial, in this process. */
export const real =
  (warehouse: string): EnteringDoor['worker'] =>
  async (_task, id) =>
    tryEntered({ warehouse, ...(JSON.parse(id) as { data: string; own: string; table: string }) });

/** The real door over a copy of the content. */
export async function openEntering(
  folder: string,
  { worker = sound, pages, ...more }: Partial<EnteringDoor> & { pages?: Pages } = {}
): Promise<Door> {
  const own = await mkdtemp(join(tmpdir(), 'entering-'));
  const data = join(own, 'data');
  for (const part of ['reference', 'alerts', 'access', 'entering'])
    await cp(join('data', part), join(data, part), { recursive: true });
  const warehouse = await followWarehouse(folder, { poll: 600_000 });
  const dashboards = await readDashboards('dashboards');
  const recorder = createRecorder(recordFile(folder), () => new Date().toISOString(), console.error);
  const readers: Record<string, Reader> = { seat };
  const app = await createApp({
    warehouse,
    dashboards: async () => dashboards,
    build: 'test',
    writes: { refusal: null, token },
    record: (event) => recorder.record(event),
    reader: (request) => readers[String(request.headers['x-as'] ?? 'seat')] ?? seat,
    ...(pages ? { pages } : {}),
    entering: {
      data,
      pipelines: resolve('pipelines'),
      worker,
      digest: async () => 'digest',
      refusalOfRoles: async () => null,
      onSaved: () => undefined,
      ...more,
    },
  });
  const told = (answer: { statusCode: number; body: string }) => ({
    status: answer.statusCode,
    body: JSON.parse(answer.body) as Json,
  });
  const get: Door['get'] = async (path, as = 'seat') =>
    told(await app.inject({ url: encodeURI(path), headers: { 'x-as': as } }));
  const post: Door['post'] = async (path, payload, as = 'seat') => {
    const headers = { 'x-as': as, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return told(await app.inject({ method: 'POST', url: path, headers, payload: JSON.stringify(payload) }));
  };
  const doorOf = (table: string) => (table.startsWith('access/') ? '/api/entering/access' : '/api/entering');
  return {
    app,
    data,
    readers,
    get,
    post,
    async draft(table, text, read, as) {
      const known = read ?? (await get(`${doorOf(table)}/table?table=${table}`, as)).body.digest;
      const sent = await post(`${doorOf(table)}/drafts`, { table, read: known, text }, as);
      if (sent.status !== 201) return sent.body;
      for (;;) {
        const { body } = await get(`${doorOf(table)}/drafts/${sent.body.id}`, as);
        if (body.state !== 'checking') return body;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    recorded() {
      recorder.flush();
      const store = openStore(recordFile(folder), { readOnly: true });
      try {
        return store.entries('content');
      } finally {
        store.close();
      }
    },
    async close() {
      await app.close();
      recorder.close();
      warehouse.close();
      await rm(own, { recursive: true, force: true });
    },
  };
}

/** A table as a spreadsheet copies it, with another text for some of it. */
export const edited = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`${from} is not in\n${text}`);
  return text.replace(from, to);
};
