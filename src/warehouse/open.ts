import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBPreparedStatement, type DuckDBValue } from '@duckdb/node-api';
import { Refusal } from '#spec';
import { openBeside, type Beside } from './beside.ts';
import { deadlineOf } from './deadline.ts';
import { createPool, type PooledConnection } from './pool.ts';
import { QueryError } from './query-error.ts';
import { columnsOf, rowsIn, type Result } from './result.ts';

export interface ReadOptions {
  /** Bound by name; those that the SQL does not name are left out. */
  values?: Record<string, DuckDBValue>;
  /** Aborting it interrupts the query. */
  signal?: AbortSignal;
  /** The query is interrupted when it has taken so many seconds. */
  seconds?: number;
  /** The rows are made as they are taken, so that there may be any number of them. */
  isStreamed?: boolean;
}

/** One warehouse file, open for reading. It cannot be changed, and its SQL cannot reach anything outside it. */
export interface Reading {
  version: string;
  /** Answers one query. The name is what a QueryError calls it. */
  read(name: string, sql: string, options?: ReadOptions): Promise<Result>;
}

export interface OpenFile extends Reading {
  beside: Beside;
  close(): void;
}

const options = {
  access_mode: 'READ_ONLY',
  threads: '2',
  memory_limit: '192MB',
  max_temp_directory_size: '2GB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  allow_unsigned_extensions: 'false',
  allow_persistent_secrets: 'false',
  enable_external_access: 'false',
  lock_configuration: 'true',
};

/** Opens a published file. A file that is missing or damaged is an Error; what fails later is told to `onError` too. */
export async function openFile(
  path: string,
  version: string,
  onError: (error: QueryError) => void = () => undefined
): Promise<OpenFile> {
  const spill = join(tmpdir(), `baijing-${process.pid}-${randomUUID()}`);
  const instance = await DuckDBInstance.create(path, { temp_directory: spill, ...options });
  // A large download over a slow line holds its connection for long, so downloads have a pool of their own.
  const pools = {
    pages: createPool(instance, { size: 4, queue: 200 }),
    files: createPool(instance, { size: 2, queue: 20 }),
  };
  const beside = openBeside(instance);
  return {
    version,
    beside,
    async read(name, sql, { values = {}, signal, seconds = 3, isStreamed = false } = {}) {
      const deadline = deadlineOf(seconds, signal);
      const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
        try {
          return await work();
        } catch (error) {
          const worded = inWords(name, sql, error);
          if (worded instanceof QueryError && worded !== error) onError(worded);
          throw worded;
        }
      };
      const answer = async (pooled: PooledConnection): Promise<Result> => {
        const { connection } = pooled;
        const prepared = await deadline.spend(connection, () => connection.prepare(sql));
        bind(prepared, values);
        const result = await deadline.spend(connection, () => (isStreamed ? prepared.stream() : prepared.run()));
        prepared.destroySync();
        if (!isStreamed) pooled.release();
        const fetch = () =>
          guarded(() => (isStreamed ? deadline.spend(connection, () => result.fetchChunk()) : result.fetchChunk()));
        return rowsIn(columnsOf(result), await fetch(), fetch, (isWhole) => pooled.release({ isBrokenOff: !isWhole }));
      };
      return guarded(async () => {
        const pooled = await deadline.wait((stop) => (isStreamed ? pools.files : pools.pages).acquire(stop));
        try {
          return await answer(pooled);
        } catch (error) {
          pooled.release({ isBrokenOff: isStreamed });
          throw error;
        }
      });
    },
    close() {
      beside.close();
      pools.pages.close();
      pools.files.close();
      instance.closeSync();
    },
  };
}

/** Binds the values that a statement names. */
export function bind(prepared: DuckDBPreparedStatement, values: Record<string, DuckDBValue>): void {
  const names = Array.from({ length: prepared.parameterCount }, (_, index) => prepared.parameterName(index + 1));
  prepared.bind(
    Object.fromEntries(names.flatMap((name) => (name in values ? [[name, values[name] as DuckDBValue]] : [])))
  );
}

function inWords(name: string, sql: string, error: unknown): Error {
  if (error instanceof Refusal || error instanceof QueryError) return error;
  if (error instanceof Error && error.message.startsWith('Out of Memory Error')) {
    return new Refusal(503, 'too_large', '这次查询要用的内存太多，已停止。请缩小筛选范围，或下载 CSV、Arrow 文件。');
  }
  return new QueryError(name, sql, error);
}
