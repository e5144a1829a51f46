import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openServer, type Server } from '#clickhouse';

const wanted = 'chdb@3.4.0';

/**
 * ClickHouse itself, in this process: the package chdb, which a test that needs it installs beside the caches of this
 * project, where it stays (180 MB to fetch, 550 MB there). It has one folder a process and cannot listen.
 */
export async function chdb(folder: string): Promise<Server> {
  const module = (await import(pathToFileURL(installed()).href)) as unknown as {
    createChdbConnection(options: { path: string }): Chdb;
  };
  const connection = module.createChdbConnection({ path: folder });
  // It takes what is sent as text, which Parquet is not: a file does instead.
  const insert = async ({ query, values, clickhouse_settings: settings = {} }: Sent) => {
    const path = `${folder}-sent.parquet`;
    await writeFile(path, Buffer.concat(await Array.fromAsync(values as AsyncIterable<Buffer>)));
    const into = query.replace(/\s*format\s+parquet\s*$/i, '');
    const { distributed_foreground_insert: _none, ...others } = settings;
    await connection.command({ query: `${into} select * from file('${path}', Parquet)`, clickhouse_settings: others });
    await rm(path);
    return { query_id: '', executed: true };
  };
  // Of a query that fails it puts what there was by then before the next answer: so one is asked at a time, and who
  // fails takes that away. It cannot be stopped either: whoever leaves is let go.
  let last: Promise<unknown> = Promise.resolve();
  const query = ({ abort_signal: signal, ...asked }: Asked) => {
    const answer = last.then(async () => {
      signal?.throwIfAborted();
      try {
        return await connection.query(asked);
      } catch (error) {
        await connection.query({ query: 'select 1' });
        throw error;
      }
    });
    last = answer.catch(() => undefined);
    return Promise.race([answer, leaving(signal)]);
  };
  const own = new Proxy(connection, {
    get: (target, name) => {
      const value: unknown = name === 'insert' ? insert : name === 'query' ? query : Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
  return openServer({ connection: own } as unknown as Parameters<typeof openServer>[0]);
}

interface Sent {
  query: string;
  values: unknown;
  clickhouse_settings?: Record<string, unknown>;
}

interface Asked {
  query: string;
  abort_signal?: AbortSignal;
}

const leaving = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

interface Chdb {
  query(asked: Asked): Promise<unknown>;
  command(params: { query: string; clickhouse_settings?: Record<string, unknown> }): Promise<unknown>;
}

function installed(): string {
  const folder = resolve('node_modules/.cache/chdb');
  const main = `${folder}/node_modules/chdb/dist/connection/index.js`;
  if (existsSync(main)) return main;
  mkdirSync(folder, { recursive: true });
  const given = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, wanted];
  const ran = spawnSync('npm', given, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (ran.status !== 0 || !existsSync(main))
    throw new Error(`${wanted} could not be installed: npm install --prefix ${folder} ${wanted}\n${ran.stderr}`);
  return main;
}
