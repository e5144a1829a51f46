import { seat } from '#access';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createApp, createHttpServer, type AppOptions, type Uploads, type Writes } from '#api';
import { readDashboards } from '#query';
import { recordFile } from '#pipeline';
import { followDecisions } from '#store';
import { followWarehouse } from '#warehouse';
import { workersOf } from '#server/workers.ts';
import { workHere } from './work-here.ts';

export const header =
  '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资(万元)';

/** One row of a file of applications. */
export const application = (id: string, { city = '济南市', money = '100', name = `${id}项目` } = {}): string =>
  `${id},2025,${name},1,91370100MA3C${id.replace(/\D/g, '').padStart(6, '0')},${id}公司,服务商,民营,${city},${money}`;

export const applications = (...rows: string[]): string => [header, ...rows].join('\r\n') + '\r\n';

/** What an answer holds, read as its test expects it. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Uploading {
  app: FastifyInstance;
  warehouse: string;
  address: string;
  log: string[];
  send(
    files: Readonly<Record<string, string | Uint8Array>>,
    options?: { by?: string; headers?: Record<string, string> }
  ): Promise<{ status: number; body: Json }>;
  ask(path: string, init?: RequestInit): Promise<{ status: number; body: Json }>;
  /** Asks for a task of an upload, or takes its preview, and waits for its end. */
  finish(id: string, task: 'preview' | 'dry-run' | 'load'): Promise<Json>;
  /** Every file that is kept, with whether its bytes are what its name says. */
  kept(): Promise<Record<string, boolean>>;
  close(): Promise<void>;
}

/** The token of the start of such a door, and how a program shows it. */
const startToken = 'token-of-this-start';
export const asStarter = { authorization: `Bearer ${startToken}` };

/** The real door, listening, on an empty warehouse or one that is there. */
export async function openUploads({
  warehouse,
  uploads = {},
  writes = {},
  listening = true,
  reader = () => seat,
  record = () => {},
  office = null,
  isHere = false,
}: {
  warehouse?: string;
  /** What is sent is worked on in this process, and not in one of its own each. */
  isHere?: boolean;
  uploads?: Partial<Uploads>;
  writes?: Partial<Writes>;
  listening?: boolean;
  reader?: NonNullable<AppOptions['reader']>;
  record?: NonNullable<AppOptions['record']>;
  office?: AppOptions['office'];
} = {}): Promise<Uploading> {
  const folder = warehouse ?? join(await mkdtemp(join(tmpdir(), 'uploads-')), 'warehouse');
  const log: string[] = [];
  const followed = await followWarehouse(folder, { poll: 600_000, log: (message) => log.push(message) });
  const dashboards = await readDashboards('dashboards');
  const decisions = followDecisions(recordFile(folder));
  const app = await createApp({
    reader,
    record,
    office: office ?? null,
    warehouse: followed,
    dashboards: () => Promise.resolve(dashboards),
    build: 'test',
    uploads: { worker: isHere ? workHere(folder) : workersOf(folder), ...uploads },
    decisions,
    writes: { refusal: null, token: startToken, ...writes },
    serverFactory: (listener) => createHttpServer(listener),
    log: (message) => log.push(message),
  });
  const address = listening ? await app.listen({ port: 0, host: '127.0.0.1' }) : '';
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(address + path, { ...init, headers: { ...asStarter, ...init.headers } });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  const ended = (job: Json) => job && !['queued', 'running'].includes(job.state);
  return {
    app,
    warehouse: folder,
    address,
    log,
    ask,
    send(files, { by, headers = {} } = {}) {
      const form = new FormData();
      if (by !== undefined) form.append('by', by);
      for (const [name, bytes] of Object.entries(files)) form.append('files', new Blob([bytes as BlobPart]), name);
      return ask('/api/uploads', { method: 'POST', body: form, headers });
    },
    async finish(id, task) {
      const key = task === 'dry-run' ? 'dryRun' : task;
      if (task !== 'preview') await ask(`/api/uploads/${id}/${task}`, { method: 'POST' });
      for (;;) {
        const { body } = await ask(`/api/uploads/${id}`);
        if (ended(body[key])) return body[key];
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    async kept() {
      const names = await readdir(join(folder, 'files')).catch(() => []);
      return Object.fromEntries(
        await Promise.all(
          names.map(
            async (name) =>
              [
                name,
                createHash('sha256')
                  .update(await readFile(join(folder, 'files', name)))
                  .digest('hex') === name,
              ] as const
          )
        )
      );
    },
    async close() {
      await app.close();
      decisions.close();
      followed.close();
      if (warehouse === undefined) await rm(join(folder, '..'), { recursive: true, force: true });
    },
  };
}
