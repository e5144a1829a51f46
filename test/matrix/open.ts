import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Desk } from '#access';
import { recipientsOf, type AlertsContent, type Outcome } from '#alerts';
import { createApp, type Pages } from '#api';
import { readForms } from '#clerks';
import { openLibrary } from '#guide';
import { noticesAtHand, recordFile } from '#pipeline';
import { readDashboards } from '#query';
import { createRecorder, followDecisions, type DecisionLine } from '#store';
import { followWarehouse, openFile, readCurrent, readReceipt, warehouseFile, type OpenFile } from '#warehouse';
import { openDoor } from '../alerts/door.ts';
import { besides } from './among-all.ts';
import { openParquet } from './parquet-text.ts';
import { nowhere, readPools, type Pools } from './pools.ts';
import { askers, type Asker } from './readers.ts';
import { papersOf, revisionsOf } from './papers-of.ts';
import { host, openAccounts, origin, signIn } from './sign-in.ts';
import { tokenPattern } from './tokens.ts';
import { workHere } from '../api/work-here.ts';

export interface Opened {
  reading: OpenFile;
  /** The versions before, the last one first. */
  earlier: readonly OpenFile[];
  version: string;
  /** Who loaded the versions. */
  loaders: readonly string[];
  folder: string;
  /** Where what signs lies: nothing at first. */
  keys: string;
  /** Whoever signs in, and what is told to them by itself. */
  desk: Desk;
  told: { content: AlertsContent; outcomes: ReadonlyMap<string, Outcome> };
  /** Asks as somebody who signed in, by the cookies of their session. */
  ask(asker: Asker, url: string, more?: Asking): Promise<Told>;
  app: FastifyInstance;
  /** All that was decided. */
  decided(): readonly DecisionLine[];
  pools: Pools;
  /** What is changed through this door, as the description of the API tells. */
  operations: readonly Operation[];
  /** Closes the program and opens it again, so that nothing is kept of what was answered. */
  again(): Promise<void>;
  close(): Promise<void>;
}

export type Method = 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH';

export interface Operation {
  method: Method;
  /** As OpenAPI writes it. */
  path: string;
}

export interface Asking {
  method?: Method;
  headers?: Readonly<Record<string, string>>;
  payload?: string | Buffer;
}

export interface Told {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  body: Buffer;
  /** What its bytes do not show as they are. */
  packed?: string;
}

/** Who is told of what stands: what waits for them is theirs to read. */
const subscriptions = ['jinan', 'qingdao', 'division'].map((account) => ({
  ...{ account, channel: 'mail', address: null, line: 2 },
  duties: [],
}));

/** Opens a warehouse by the real app of an office, in which each who asks has signed in. `pages` are those built. */
export async function openMatrix(
  folder: string,
  { pages, keys }: { pages?: Pages | undefined; keys?: string } = {}
): Promise<Opened> {
  const own = await mkdtemp(join(tmpdir(), 'accounts-'));
  const desk = await openAccounts(own);
  // What is filled in is written to a copy.
  const filled = join(own, 'data');
  for (const part of ['reference', 'alerts', 'access', 'entering'])
    await cp(join('data', part), join(filled, part), { recursive: true });
  const decisions = followDecisions(recordFile(folder));
  const recorder = createRecorder(recordFile(folder), () => new Date().toISOString(), console.error);
  const dashboards = await readDashboards('dashboards');
  const told = await openDoor(folder, recipientsOf(subscriptions, desk), { isWhole: true, besides });
  const library = await openLibrary('data/guide');
  const start = async () => {
    const warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
    const app = await createApp({
      warehouse,
      dashboards: () => Promise.resolve(dashboards),
      forms: (moment) => readForms({ pipelines: 'pipelines', reference: 'data/reference' }, moment),
      templates: 'data/forms',
      briefs: 'data/briefs',
      guide: () => Promise.resolve(library),
      notices: () => noticesAtHand({ pipelines: 'pipelines', reference: 'data/reference' }, '2026-06-30'),
      scenarios: 'pipelines/scenarios',
      alerts: told,
      seals: { keys: keys ?? join(own, 'keys'), office: '示例处室' },
      // What a package holds test/package looks through.
      packer: async () => ({ refused: '这里不装' }),
      build: 'matrix',
      log: (message) => process.env.MATRIX_LOG && console.error(message),
      decisions,
      entering: {
        data: filled,
        pipelines: 'pipelines',
        worker: () => Promise.reject(new Error('nothing is tried here')),
        digest: async () => '',
        refusalOfRoles: async () => '这里不改',
        onSaved: () => undefined,
      },
      uploads: { worker: workHere(folder) },
      writes: { refusal: null, token: '' },
      office: { desk, isProxy: () => false, isBehindProxy: false, header: null, provider: null },
      // What is taken is on record anyway; of each of thousands of answers nobody asks.
      record: (event) => event.event === 'reveal' && recorder.record(event),
      ...(pages ? { pages } : {}),
    });
    return { warehouse, app };
  };
  let { warehouse, app } = await start();
  const cookies = await signIn(app);
  const current = await readCurrent(folder);
  if (!current) throw new Error(`nothing is published in ${folder}`);
  const reading = await openFile(current.path, current.path);
  const versions = await versionsIn(folder);
  const earlier = await Promise.all(versions.slice(1).map((each) => openFile(warehouseFile(folder, each), each)));
  const parquet = await openParquet();
  const ask: Opened['ask'] = async (asker, url, { method = 'GET', headers = {}, payload } = {}) => {
    const cookie = cookies.get(asker);
    const request: InjectOptions = {
      method,
      url,
      // Not the machine itself, which is told more.
      remoteAddress: '10.9.8.7',
      headers: {
        host,
        ...(cookie === undefined ? {} : { cookie }),
        ...(method === 'GET' ? {} : { origin, 'sec-fetch-site': 'same-origin' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    };
    for (let tries = 1; ; tries++) {
      const { statusCode: status, headers, rawPayload: body } = await app.inject(request);
      // That a machine is busy tells nothing of what it holds.
      if (status !== 503 || tries === 6) {
        const isParquet = status === 200 && String(headers['content-type']).includes('parquet');
        return { status, headers, body, ...(isParquet ? { packed: await parquet.textOf(body) } : {}) };
      }
      await setTimeout(tries * 100);
    }
  };
  const seat = askers.at(-1)!;
  const get = async (url: string) => JSON.parse(String((await ask(seat, url)).body)) as Record<string, unknown>[];
  const closeApp = async () => {
    await app.close();
    warehouse.close();
  };
  return {
    reading,
    earlier,
    loaders: (await Promise.all(versions.map((each) => readReceipt(folder, each)))).flatMap(
      (each) => each?.by?.name.match(tokenPattern) ?? []
    ),
    version: current.receipt.version,
    folder,
    keys: keys ?? join(own, 'keys'),
    desk,
    told: { content: await told.content(), outcomes: told.outcomes },
    ask,
    get app() {
      return app;
    },
    decided: () => decisions.between(0, decisions.now().position),
    operations: await operationsOf(app),
    pools: await readPools(reading, current.receipt.version, await morePools(get, folder, versions)),
    async again() {
      await closeApp();
      ({ warehouse, app } = await start());
    },
    async close() {
      await closeApp();
      await parquet.close();
      await told.close();
      for (const each of [reading, ...earlier]) each.close();
      decisions.close();
      recorder.close();
      desk.close();
      await rm(own, { recursive: true });
    },
  };
}

async function operationsOf(app: FastifyInstance): Promise<Operation[]> {
  const { paths } = (await app.inject({ url: '/api/openapi.json', headers: { host } })).json() as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(paths).flatMap(([path, of]) =>
    Object.keys(of)
      .map((method) => method.toUpperCase() as Method)
      .flatMap((method) => (method === 'GET' ? [] : [{ method, path }]))
  );
}

/** The newest first. */
const versionsIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .flatMap((name) => /^(\d.*)\.json$/.exec(name)?.[1] ?? [])
    .sort()
    .reverse();

async function morePools(
  get: (url: string) => Promise<Record<string, unknown>[]>,
  folder: string,
  versions: readonly string[]
): Promise<Pools> {
  const named = (list: readonly Record<string, unknown>[]) => list.map(({ name }) => String(name));
  const filters = (await get('/api/filters')) as { name: string; values: string[] }[];
  const dashboards = (await get('/api/dashboards')) as { name: string; panels: Record<string, unknown> }[];
  const metric = named(await get('/api/metrics'));
  const uploads = await readdir(`${folder}/uploads`).catch(() => []);
  const { incidents } = (await get('/api/alerts?limit=1500')) as unknown as { incidents: { id: number }[] };
  return {
    ...Object.fromEntries(filters.map(({ name, values }) => [name, some(values)])),
    dashboard: named(dashboards),
    panel: dashboards.flatMap(({ name, panels }) => Object.keys(panels).map((panel) => `${name}/${panel}`)),
    source: named(await get('/api/sources')),
    metric,
    ...(await handbooks()),
    brief: (await readdir('data/briefs')).map((name) => name.replace(/\.md$/, '')),
    form: (await readdir('data/forms')).map((name) => name.replace(/\.xlsx$/, '')),
    load: versions,
    // What is asked without one is asked of the current one.
    version: versions.slice(1),
    from: versions.slice(1),
    to: versions.slice(0, 1),
    code: [...papersOf(folder).map(({ code }) => code), nowhere.code],
    alert: ['all_findings', 'over_quota'],
    incident: [...spread(incidents.map(({ id }) => String(id))), nowhere.incident],
    upload: [...uploads.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)), nowhere.upload],
    job: [nowhere.upload],
    revision: [...revisionsOf(folder).map(({ id }) => id), nowhere.revision],
    against: ['city:青岛市', 'city:济南市', 'city:all', 'batch:2024-1'],
    explain: metric.map((each) => `metric=${each}`),
  };
}

/** What handbooks there are, and some of what stands in them. */
async function handbooks(): Promise<Pools> {
  const { books, pictures } = await openLibrary('data/guide');
  const tasks = books.flatMap((book) => book.tasks.map(({ name }) => name));
  const picture = [...pictures.keys(), 'none'].slice(0, 2);
  return { book: books.map(({ name }) => name), task: [...new Set(tasks)].slice(0, 4), picture };
}

/** Of each part of a list some. */
const spread = (values: readonly string[]): string[] =>
  values.filter((_value, at) => at % Math.ceil(values.length / 24) === 0);

const some = (values: readonly string[]): string[] =>
  values.length <= 20 ? [...values] : values.filter((_value, at) => at % Math.ceil(values.length / 20) === 0);
