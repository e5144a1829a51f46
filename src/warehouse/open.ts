import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, type DuckDBMaterializedResult, type DuckDBValue } from '@duckdb/node-api';
import { Refusal } from '#spec';
import { createPool } from './pool.ts';
import { QueryError } from './query-error.ts';
import { resultOf, type Result } from './result.ts';

export interface ReadOptions {
  /** Bound by name; those that the SQL does not name are left out. */
  values?: Record<string, DuckDBValue>;
  /** Aborting it interrupts the query. */
  signal?: AbortSignal;
  /** The query is interrupted after so many seconds. */
  seconds?: number;
}

/** One warehouse file, open for reading. It cannot be changed, and its SQL cannot reach anything outside it. */
export interface Reading {
  version: string;
  /** Answers one query. The name is what a QueryError calls it. */
  read(name: string, sql: string, options?: ReadOptions): Promise<Result>;
}

export interface OpenFile extends Reading {
  close(): void;
}

const options = {
  access_mode: 'READ_ONLY',
  threads: '2',
  memory_limit: '192MB',
  temp_directory: join(tmpdir(), `baijing-${process.pid}`),
  max_temp_directory_size: '1GB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  allow_unsigned_extensions: 'false',
  allow_persistent_secrets: 'false',
  enable_external_access: 'false',
  lock_configuration: 'true',
};

/** Opens a published file. A file that is missing or damaged is an Error. */
export async function openFile(path: string, version: string): Promise<OpenFile> {
  const instance = await DuckDBInstance.create(path, options);
  const pool = createPool(instance);
  return {
    version,
    async read(name, sql, { values = {}, signal, seconds = 3 } = {}) {
      const deadline = AbortSignal.timeout(seconds * 1000);
      const stop = signal ? AbortSignal.any([signal, deadline]) : deadline;
      try {
        return resultOf(await pool.use(stop, (connection) => run(connection, sql, values, stop)));
      } catch (error) {
        if (error instanceof Refusal) throw error;
        if (deadline.aborted) throw new Refusal(504, 'timeout', `查询超过 ${seconds} 秒，已停止。请缩小筛选范围再试。`);
        if (signal?.aborted) throw new Refusal(499, 'aborted', '请求已取消。');
        throw new QueryError(name, sql, error);
      }
    },
    close() {
      pool.close();
      instance.closeSync();
    },
  };
}

async function run(
  connection: DuckDBConnection,
  sql: string,
  values: Record<string, DuckDBValue>,
  stop: AbortSignal
): Promise<DuckDBMaterializedResult> {
  // DuckDB forgets an interrupt that comes before the query has begun in its thread: it is said again until it is heard.
  let again: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    again = setInterval(() => connection.interrupt(), 20);
  };
  stop.addEventListener('abort', interrupt, { once: true });
  try {
    const prepared = await connection.prepare(sql);
    try {
      stop.throwIfAborted();
      const names = Array.from({ length: prepared.parameterCount }, (_, index) => prepared.parameterName(index + 1));
      prepared.bind(Object.fromEntries(names.flatMap((name) => (name in values ? [[name, values[name] as DuckDBValue]] : []))));
      return await prepared.run();
    } finally {
      prepared.destroySync();
    }
  } finally {
    stop.removeEventListener('abort', interrupt);
    clearInterval(again);
  }
}
