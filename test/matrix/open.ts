import { readdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Reader } from '#access';
import { createApp, type Pages } from '#api';
import { readForms } from '#clerks';
import { recordFile } from '#pipeline';
import { readDashboards } from '#query';
import { followDecisions, type Decision } from '#store';
import { followWarehouse, openFile, readCurrent, type OpenFile } from '#warehouse';
import { workersOf } from '../../src/workers.ts';
import { readPools, type Pools } from './pools.ts';

export interface Opened {
  reading: OpenFile;
  version: string;
  /** Asks as somebody: of the network, by the real app. */
  ask(reader: Reader, url: string, headers?: Readonly<Record<string, string>>): Promise<Told>;
  app: FastifyInstance;
  /** All that was decided. */
  decided(): readonly Decision[];
  pools: Pools;
  close(): Promise<void>;
}

export interface Told {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  body: Buffer;
}

/** Opens a warehouse by the real app; who asks is told by whoever asks. `pages` are those that are built. */
export async function openMatrix(folder: string, seat: Reader, pages?: Pages): Promise<Opened> {
  const warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  const dashboards = await readDashboards('dashboards');
  const decisions = followDecisions(recordFile(folder));
  const asking = new Map<string, Reader>();
  const app = await createApp({
    warehouse,
    dashboards: () => Promise.resolve(dashboards),
    forms: (moment) => readForms({ pipelines: 'pipelines', reference: 'data/reference' }, moment),
    templates: 'data/forms',
    briefs: 'data/briefs',
    build: 'matrix',
    log: (message) => process.env.MATRIX_LOG && console.error(message),
    decisions,
    uploads: { worker: workersOf(folder) },
    writes: { refusal: null, token },
    reader: ({ headers }) => asking.get(String(headers['x-asker'])) ?? seat,
    ...(pages ? { pages } : {}),
  });
  const current = await readCurrent(folder);
  if (!current) throw new Error(`nothing is published in ${folder}`);
  const reading = await openFile(current.path, current.path);
  const ask: Opened['ask'] = async (reader, url, headers = {}) => {
    const key = JSON.stringify(reader);
    asking.set(key, reader);
    for (let tries = 1; ; tries++) {
      const answer = await app.inject({ url, headers: { 'x-asker': encodeURIComponent(key), ...headers } });
      // That a machine is busy tells nothing of what it holds.
      if (answer.statusCode === 503 && tries < 6) {
        await setTimeout(tries * 100);
        continue;
      }
      return { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload };
    }
  };
  asking.set('', seat);
  return {
    reading,
    version: current.receipt.version,
    ask: (reader, url, headers) => {
      asking.set(encodeURIComponent(JSON.stringify(reader)), reader);
      return ask(reader, url, headers);
    },
    app,
    decided: () => decisions.between(0, decisions.now().position),
    pools: await readPools(reading, current.receipt.version, await morePools(app, folder)),
    async close() {
      await app.close();
      reading.close();
      decisions.close();
      warehouse.close();
    },
  };
}

/** The token of the start of such an app. */
export const token = 'token-of-the-matrix';

async function morePools(app: FastifyInstance, folder: string): Promise<Pools> {
  const get = async (url: string) => (await app.inject(url)).json() as Record<string, unknown>[];
  const named = (list: readonly Record<string, unknown>[]) => list.map(({ name }) => String(name));
  const filters = (await get('/api/filters')) as { name: string; values: string[] }[];
  const dashboards = (await get('/api/dashboards')) as { name: string; panels: Record<string, unknown> }[];
  const metric = named(await get('/api/metrics'));
  const uploads = await readdir(`${folder}/uploads`).catch(() => []);
  return {
    ...Object.fromEntries(filters.map(({ name, values }) => [name, some(values)])),
    dashboard: named(dashboards),
    panel: dashboards.flatMap(({ name, panels }) => Object.keys(panels).map((panel) => `${name}/${panel}`)),
    source: named(await get('/api/sources')),
    metric,
    brief: (await readdir('data/briefs')).map((name) => name.replace(/\.md$/, '')),
    form: (await readdir('data/forms')).map((name) => name.replace(/\.xlsx$/, '')),
    upload: uploads.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)),
    explain: metric.map((each) => `metric=${each}`),
  };
}

const some = (values: readonly string[]): string[] =>
  values.length <= 20 ? [...values] : values.filter((_value, at) => at % Math.ceil(values.length / 20) === 0);
