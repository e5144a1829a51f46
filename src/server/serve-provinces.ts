import type { Server } from 'node:http';
import { join } from 'node:path';
import { seat, type Reader } from '#access';
import { createApp, createHttpServer, hostsOf, warmPages, type Pages } from '#api';
import { openLibrary } from '#guide';
import { composedIn, keepComposing, together } from '#provinces';
import { readDashboards } from '#query';
import { followWarehouse } from '#warehouse';
import { guide, root } from '#environment/content.ts';
import { listenAt, type Listening } from './listen.ts';
import { builtPages, buildOf, inWordsOfListening, needPages, type Served } from './serve.ts';
import { asCalledHere } from '#environment/terminal.ts';

export interface ServeProvincesOptions {
  /** The folder of all provinces, with `provinces.csv` in it. */
  provinces: string;
  port: number;
  host: string;
  dashboards?: string;
  build?: string;
  warm?: number;
  /** Where ClickHouse is asked for what was filled of them, and in which database. */
  clickhouse?: string | null;
  database?: string;
  log?: (message: string) => void;
}

/** Whoever reads across provinces: sums and lists of all, and nothing that changes anything. */
export const acrossProvinces: Reader = { ...seat, capabilities: new Set(['sums', 'rows', 'files'] as const) };

/**
 * Serves what several provinces published as if it were one version, to whoever sits at this machine. What each
 * publishes is followed; a province that cannot be read is told with every answer.
 */
export async function serveProvinces({
  provinces: folder,
  port,
  host,
  dashboards = join(root, 'dashboards'),
  build = join(root, 'build'),
  warm: most = 24,
  clickhouse = null,
  database,
  log = (message) => console.error(message),
}: ServeProvincesOptions): Promise<Served> {
  needPages(build);
  let isDoubted = () => false;
  const composing = keepComposing(folder, { log, isDoubted: () => isDoubted() });
  const composed = await composing.look();
  for (const { title, why } of composed.absent) log(`${title}：${why}`);
  let warm = () => {};
  const own = await followWarehouse(composedIn(folder), { log, onServed: () => warm(), attaches: true });
  isDoubted = () => own.version() === null || own.warning() !== null;
  const said = { url: clickhouse ?? '', ...(database !== undefined && { database }), tenant: together, log };
  const asked = clickhouse === null ? own : await (await import('./clickhouse.ts')).answeredThere(own, said);
  const warehouse = {
    ...asked,
    faults: () => [
      ...asked.faults(),
      ...(composing.fault() === null ? [] : [`各省的数没有跟上：${composing.fault()}`]),
    ],
    mark: () => JSON.stringify([asked.mark(), composing.fault()]),
  };
  const servers: Server[] = [];
  const pages = Promise.withResolvers<Pages>();
  const read = await readDashboards(dashboards);
  const off = new AbortController();
  let listening: Listening | null = null;
  const app = await createApp({
    warehouse,
    dashboards: () => Promise.resolve(read),
    build: await buildOf(build, read, []),
    allowsHost: hostsOf(host, process.env.ORIGIN),
    guide: () => openLibrary(guide, (text) => asCalledHere(text)),
    reader: () => acrossProvinces,
    isAcross: true,
    program: process.env.BAIJING_COMMAND ?? null,
    pages: (request, response, next) => void pages.promise.then((handle) => handle(request, response, next), next),
    serverFactory(listener) {
      const server = createHttpServer(listener, null);
      servers.push(server);
      return server;
    },
    log,
  });
  const close = async () => {
    off.abort();
    composing.close();
    await Promise.all([app.close(), listening?.close()]);
    warehouse.close();
  };
  try {
    listening = await listenAt(app.server, (options) => app.listen(options), { port, host }).catch(
      (error: NodeJS.ErrnoException) => {
        throw new Error(inWordsOfListening(error, { port, host }), { cause: error });
      }
    );
    const address = `http://${host.includes(':') ? `[${host}]` : host}:${listening.port}`;
    process.env.ORIGIN ??= address;
    const [handle] = await builtPages(build);
    pages.resolve(handle);
    warm = () => {
      if (most > 0)
        void warmPages(app, new URL(address).host, { most, signal: off.signal }).catch((error: Error) =>
          log(error.message)
        );
    };
    warm();
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => void close().finally(() => process.exit(0)));
    console.log(`百景（各省合看）：${address}`);
    return { address, begin: address, close };
  } catch (error) {
    await close();
    throw error;
  }
}
