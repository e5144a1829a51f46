import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { seat, type Reader } from '#access';
import { createApp, createHttpServer, hostsOf, refusalOfWrites, startAddress, warmPages, type Pages } from '#api';
import { readForms, type Moment } from '#clerks';
import { openLibrary } from '#guide';
import { readDashboards, rememberDashboards } from '#query';
import { aboutWarehouse, Refusal, type Form } from '#spec';
import { digestOfContent, noticesAtHand, recordFile, type Policy } from '#pipeline';
import { createRecorder, followDecisions } from '#store';
import { followWarehouse, listReceipts, zonedTime } from '#warehouse';
import { briefs, forms as templates, content, guide, program, root, scenarios } from '#environment/content.ts';
import { alertsFolders, readChannelsTold, readOwnAlerts } from './alerts-content.ts';
import { examineHere } from './examine.ts';
import { followAlerts } from './follow-alerts.ts';
import { enteringDoor } from './entering-door.ts';
import { followDay } from './follow-day.ts';
import { followPolicy } from './follow-policy.ts';
import { listenAt, type Listening } from './listen.ts';
import { followPush } from './follow-push.ts';
import { followSending } from './follow-sending.ts';
import { openCopy } from './copies.ts';
import { openOffice } from './office.ts';
import { isOffice, type OfficeOptions } from './office-asked.ts';
import { namedWarehouse } from '#environment/about-warehouse.ts';
import { asCalledHere } from '#environment/terminal.ts';
import { workersOf } from './workers.ts';

export interface ServeOptions extends OfficeOptions {
  warehouse: string;
  dashboards?: string;
  /** The folder of the built pages. */
  build?: string;
  /** 0 takes a free one. */
  port: number;
  host: string;
  /** Pages and dashboards are read anew as they are written. */
  dev?: boolean;
  /** So many pages of a version are made before somebody opens them. */
  warm?: number;
  /** What of older versions stays while it is served; null: all of it. */
  policy?: Policy | null;
  /** The public address, where it is another than the server's own. */
  origin?: string | null;
  /** The folder of the keys that sign papers. Default: beside the warehouse, called after it. */
  keys?: string | null;
  /** Whose seal it is, as it stands on papers. */
  sealOffice?: string | null;
  /** Where backups go, to tell how old the last one is. */
  backups?: string | null;
  /** The store that what is published is pushed to. */
  pushTo?: string | null;
  /** The store that is followed: then it is a copy, and takes nothing. */
  from?: string | null;
  endpoint?: string | null;
  /** The address of who builds, for what a copy refuses. */
  builder?: string | null;
  /** Where ClickHouse is asked for the marts, in which database, and what they are called there. */
  clickhouse?: string | null;
  database?: string;
  called?: string | null;
  /** It is served for a moment, to whoever started it: nothing is said, made ahead or followed. */
  isQuiet?: boolean;
  /** As whom it is read where nobody signs in, and the one name that it then answers to. Default: whoever sits here. */
  as?: { reader: Reader; name: string } | null;
}

export interface Served {
  address: string;
  /** Where whoever started it begins: it lets them write, too. */
  begin: string;
  close(): Promise<void>;
}

/** Milliseconds after it was told to stop: until when requests may still end, and when it is gone whatever hangs. */
const grace = { requests: 6000, all: 9500 };

/** A message as a line of JSON, as requests are logged; without what was asked, which may name a person. */
const logLine = (message: string) =>
  console.error(
    JSON.stringify({ level: 40, time: new Date().toISOString(), msg: message.replaceAll(/\?[^\s:]+/g, '?…') })
  );

/**
 * Serves what is published in a warehouse, until SIGTERM or SIGINT. A port that cannot be had, or pages that are not
 * built, are an Error.
 */
export async function serve({
  warehouse: folder,
  dashboards = join(root, 'dashboards'),
  build = join(root, 'build'),
  port,
  host,
  dev = false,
  warm: most = 24,
  policy = null,
  origin: told = null,
  keys = null,
  sealOffice = null,
  backups = null,
  pushTo = null,
  from = null,
  endpoint = null,
  builder = null,
  clickhouse = null,
  database = 'baijing',
  called = null,
  isQuiet = false,
  as = null,
  ...asOffice
}: ServeOptions): Promise<Served> {
  if (!dev) needPages(build);
  if (told !== null) process.env.ORIGIN = originOf(told);
  const reached = { ...asOffice, host, origin: process.env.ORIGIN };
  const log = isOffice(reached) ? logLine : (message: string) => console.error(message);
  const copy = await openCopy(folder, { from, endpoint, builder, log });
  if (copy && pushTo !== null) throw new Error(`${folder} 是跟着别处的副本，不能再往外发：--push 在建库的那台上写`);
  const pushing =
    pushTo === null || copy ? null : followPush(folder, { to: pushTo, endpoint }, workersOf(folder), { log });
  const record = copy?.record ?? recordFile(folder);
  if (copy && isOffice(reached)) copy.needProxy(reached);
  const opened = isOffice(reached) ? await openOffice(folder, { ...reached, record }, log) : null;
  const recorder = opened ? null : createRecorder(record, () => zonedTime(new Date()), log);
  const off = new AbortController();
  let warm = () => {};
  let prepare = () => {};
  let lookAtAlerts = () => {};
  const onServed = () => (warm(), prepare(), lookAtAlerts());
  const own = await followWarehouse(folder, { log, check: 20_000, onServed });
  const here = copy?.warehouseOf(own) ?? pushing?.warehouseOf(own) ?? own;
  const there = clickhouse === null ? null : await import('./clickhouse.ts');
  const warehouse = (await there?.answeredThere(here, { url: clickhouse!, database, tenant: called, log })) ?? here;
  const receipts = await listReceipts(folder);
  const all = followDecisions(
    recordFile(folder),
    receipts.flatMap((receipt) => receipt.decisions ?? [])
  );
  const decisions = copy?.decisionsOf(all, warehouse) ?? all;
  const alerts = followAlerts({
    warehouse,
    worker: workersOf(folder),
    read: () => readOwnAlerts(),
    decisions,
    desk: opened?.office.desk ?? null,
    log,
    isStill: isQuiet || dev || copy !== null,
  });
  lookAtAlerts = alerts.look;
  const elsewhere = copy?.elsewhere ?? null;
  const refusal = opened ? null : (elsewhere ?? refusalOfWrites(host, process.env.ORIGIN));
  const writes = { token: opened ? '' : randomBytes(24).toString('base64url'), refusal, elsewhere };
  const servers: Server[] = [];
  const pages = Promise.withResolvers<Pages>();
  let app: Awaited<ReturnType<typeof createApp>> | null = null;
  let listening: Listening | null = null;
  let closePages = () => Promise.resolve();
  const following: (() => void)[] = [];
  let stopSending = () => Promise.resolve();
  const close = async () => {
    following.forEach((stop) => stop());
    off.abort();
    const isSent = stopSending();
    const hurry = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), grace.requests);
    await Promise.all([app?.close(), listening?.close()]);
    clearTimeout(hurry);
    await closePages();
    await isSent;
    copy?.close();
    pushing?.close();
    alerts.close();
    decisions.close();
    warehouse.close();
    recorder?.close();
    opened?.close();
  };
  try {
    const read = await readDashboards(dashboards);
    const readGuide = () => openLibrary(guide, (text) => asCalledHere(aboutWarehouse(text, namedWarehouse(folder))));
    let forms = dev ? [] : await readForms(content).catch(() => []);
    const known = remembered(digestNow);
    app = await createApp({
      warehouse,
      dashboards: dev ? rememberDashboards(dashboards) : () => Promise.resolve(read),
      templates,
      briefs,
      scenarios,
      program: process.env.BAIJING_COMMAND ?? null,
      namedWarehouse: namedWarehouse(folder),
      notices: () => noticesAtHand(content, zonedTime(new Date()).slice(0, 10)),
      guide: dev ? readGuide : remembered(readGuide),
      retention: {
        folder: join(root, 'data/retention'),
        backups,
        letGo: (said) => workersOf(folder)('retention', JSON.stringify(said), { signal: new AbortController().signal }),
      },
      alerts: { ...alerts, channels: () => readChannelsTold() },
      forms: (moment) => (moment === undefined && forms.length > 0 ? Promise.resolve(forms) : formsOrWhyNot(moment)),
      build: dev ? null : await buildOf(build, read, forms),
      allowsHost: as ? ofName(as.name) : hostsOf(host, process.env.ORIGIN),
      replays: { worker: workersOf(folder), digest: dev ? digestNow : known },
      comparisons: {
        worker: workersOf(folder),
        program: dev ? program : remembered(program),
        whenServed: (make) => void (prepare = isQuiet ? prepare : () => void make()),
      },
      uploads: { worker: workersOf(folder) },
      forward: copy?.forwardOf(warehouse) ?? pushing?.forward ?? null,
      writes,
      decisions,
      examine: async () =>
        (
          await examineHere({
            ...{ warehouse: folder, backups, certificate: asOffice.tlsCert ?? null, bundle: null },
            measures: async () => (await app?.inject('/metrics'))?.body ?? null,
          })
        ).findings,
      entering: enteringDoor({
        worker: workersOf(folder),
        warehouse: folder,
        desk: opened?.office.desk ?? null,
        digest: digestNow,
        onSaved() {
          alerts.readAgain();
          known.forget();
          forms = [];
        },
      }),
      packer: workersOf(folder),
      seals: { keys: keys ?? `${folder}-keys`, office: sealOffice ?? '本单位' },
      ...(opened ? { office: opened.office } : { reader: () => as?.reader ?? seat }),
      record: (event) => (opened?.office.desk ?? recorder)?.record(event),
      pages: (request, response, next) => void pages.promise.then((handle) => handle(request, response, next), next),
      serverFactory(listener) {
        const server = createHttpServer(listener, opened?.tls ?? null);
        servers.push(server);
        return server;
      },
      log,
      logger: opened ? process.stdout : null,
    });
    const made = app;
    listening = await listenAt(made.server, (options) => made.listen(options), { port, host }).catch(
      (error: NodeJS.ErrnoException) => {
        throw new Error(inWordsOfListening(error, { port, host }), { cause: error });
      }
    );
    const { port: taken } = listening;
    const address = `${opened?.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${taken}`;
    process.env.ORIGIN ??= address;
    const [handle, closeThem] = dev ? await devPages(servers[0] as Server) : await builtPages(build);
    closePages = closeThem;
    pages.resolve(handle);
    warm = () => {
      // Where people sign in, nobody has opened a page yet, and no page is everybody's.
      if (app && !dev && !opened && !isQuiet && most > 0)
        void warmPages(app, new URL(address).host, { most, signal: off.signal }).catch((error: Error) =>
          log(error.message)
        );
    };
    warm();
    if (!dev && !isQuiet && !copy) following.push(followDay(folder, workersOf(folder), { log }));
    if (policy !== null && !copy) following.push(followPolicy(policy, workersOf(folder), { log }));
    const begin = opened ? (process.env.ORIGIN ?? address) : address + startAddress(writes);
    if (isQuiet) return { address, begin, close };
    if (opened && !dev && !copy)
      stopSending = await followSending({
        warehouse: folder,
        tables: alertsFolders.tables,
        content: alerts.content,
        desk: opened.office.desk,
        origin: process.env.ORIGIN ?? null,
        log,
      });
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        // A query that cannot be interrupted keeps also exit() waiting.
        setTimeout(() => process.kill(process.pid, 'SIGKILL'), grace.all).unref();
        void close().finally(() => process.exit(0));
      });
    const lack = await warehouse.lease().then(
      (lease) => (lease.release(), ''),
      (error: Error) => `（${asCalledHere(error.message)}）`
    );
    console.log(`百景：${begin}${lack}`);
    return { address, begin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw new Error(`--origin 要写成 https://baijing.example.gov.cn 这样的网址（写的是 ${text}）`);
  return url.origin;
}

/** Whether a server is asked by one name. */
const ofName = (name: string) => (header: string) => header.replace(/:\d+$/, '') === name;

const handlerIn = (build: string): string => join(build, 'handler.js');

/** Before anything is opened: a server without pages is none. */
export function needPages(build: string): void {
  if (!existsSync(handlerIn(build)))
    throw new Error(`页面还没有构建（没有 ${handlerIn(build)}）。请先运行 npm run build，再启动`);
}

export async function builtPages(build: string): Promise<[Pages, () => Promise<void>]> {
  const { handler } = (await import(pathToFileURL(handlerIn(build)).href)) as { handler: Pages };
  return [handler, () => Promise.resolve()];
}

async function devPages(server: Server): Promise<[Pages, () => Promise<void>]> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    root,
    configFile: join(root, 'src/vite.ts'),
    server: { middlewareMode: true, hmr: { server } },
  });
  return [vite.middlewares, () => vite.close()];
}

/** What may be handed in, or what is wrong with the content that says it. */
const formsOrWhyNot = (moment?: Moment): Promise<Form[]> =>
  readForms(content, moment).catch((error: unknown) => {
    throw new Refusal(422, 'content_fault', `填报说明写得不对：${(error as Error).message}`);
  });

const digestNow = async () => digestOfContent({ ...content, program: await program() });

/** Reads once, until it is told to forget. */
function remembered<T>(read: () => Promise<T>): (() => Promise<T>) & { forget(): void } {
  let known: Promise<T> | null = null;
  return Object.assign(() => (known ??= read()), { forget: () => void (known = null) });
}

/** The stamp of the build and the content that is served: the same tag for the same answer, also after a restart. */
export async function buildOf(
  build: string,
  content: Awaited<ReturnType<typeof readDashboards>>,
  forms: readonly Form[]
): Promise<string> {
  const stamp = await readFile(join(build, '.made-from'), 'utf8').catch(() => `started ${Date.now()}`);
  const panels = Array.from(content.values(), ({ queries, ...dashboard }) => [dashboard, [...queries]]);
  return `${stamp} ${JSON.stringify([panels, forms])}`;
}

export function inWordsOfListening(
  { code, message }: NodeJS.ErrnoException,
  { port, host }: { port: number; host: string }
): string {
  if (code === 'EADDRINUSE') return `端口 ${port} 已被占用。请先停掉占用它的程序，或换一个端口：--port ${port + 1}`;
  if (code === 'EACCES') return `没有权限使用端口 ${port}。请换一个 1024 以上的端口：--port 3000`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `这台机器没有地址 ${host}。只在本机使用：--host 127.0.0.1；全网可用：--host 0.0.0.0`;
  return message;
}
