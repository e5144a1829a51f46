import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance, type DuckDBPreparedStatement, type DuckDBValue } from '@duckdb/node-api';
import { Refusal } from '#spec';
import { openBeside, type Beside } from './beside.ts';
import { deadlineOf } from './deadline.ts';
import { rememberCosts } from './costs.ts';
import { createPool, type PooledConnection } from './pool.ts';
import { QueryError } from './query-error.ts';
import { columnsOf, rowsIn, withEnd, type Result } from './result.ts';

export interface ReadOptions {
  /** Bound by name; those that the SQL does not name are left out. */
  values?: Record<string, DuckDBValue>;
  /** Aborting it interrupts the query. */
  signal?: AbortSignal;
  /** The query is interrupted when it has taken so many seconds. */
  seconds?: number;
  /** The rows are made as they are taken, so that there may be any number of them. */
  isStreamed?: boolean;
  /** Whoever asks was let in already, as a page is, and is not refused for the length of the queue. */
  isAdmitted?: boolean;
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

/** Seconds that a query may wait for its turn; one of somebody who was let in. */
const turn = { usual: 15, admitted: 120 };

/**
 * Opens a published file. A file that is missing or damaged is an Error; what fails later is told to `onError` too.
 * `attaches`: its views read other files, which are opened with it.
 */
export async function openFile(
  path: string,
  version: string,
  onError: (error: QueryError) => void = () => undefined,
  log: (message: string) => void = () => undefined,
  { attaches = false }: { attaches?: boolean } = {}
): Promise<OpenFile> {
  const spill = join(tmpdir(), `baijing-${process.pid}-${randomUUID()}`);
  const settings = { temp_directory: spill, ...options };
  const instance = attaches ? await openAttached(path, settings) : await DuckDBInstance.create(path, settings);
  // Whoever asks for little waits neither for files nor for what takes long.
  const lanes = {
    pages: createPool(instance, { size: 4, queue: 200, statements: 24 }),
    dear: createPool(instance, { size: 1, queue: 50, statements: 8 }),
    files: createPool(instance, { size: 2, queue: 20 }),
  };
  const costs = rememberCosts();
  const beside = openBeside(instance);
  let stuck = 0;
  return {
    version,
    beside,
    async read(name, sql, { values = {}, signal, seconds = 3, isStreamed = false, isAdmitted = false } = {}) {
      const deadline = deadlineOf(seconds, signal, () =>
        log(`version ${version}: ${name} goes on after it was interrupted (${(stuck += 1)} so far)`)
      );
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
        const prepared = await deadline.spend(connection, () => pooled.prepare(isStreamed ? withEnd(sql) : sql));
        bind(prepared, values);
        const run = () => (isStreamed ? prepared.stream() : prepared.run());
        const result = await deadline.spend(connection, () => costs.of(sql, run, () => pooled.giveWay()));
        if (!isStreamed) pooled.release();
        const fetch = () =>
          guarded(() => (isStreamed ? deadline.spend(connection, () => result.fetchChunk()) : result.fetchChunk()));
        const rows = rowsIn(columnsOf(result), await fetch(), fetch, (isWhole) =>
          pooled.release({ isBrokenOff: !isWhole })
        );
        return rows;
      };
      return guarded(async () => {
        const lane = isStreamed ? lanes.files : costs.isDear(sql) ? lanes.dear : lanes.pages;
        const pooled = await deadline.wait(isAdmitted ? turn.admitted : turn.usual, (stop) =>
          lane.acquire(stop, { isAdmitted })
        );
        try {
          return await answer(pooled);
        } catch (error) {
          pooled.release({ isBrokenOff: true });
          throw error;
        }
      });
    },
    close() {
      beside.close();
      for (const lane of Object.values(lanes)) lane.close();
      instance.closeSync();
    },
  };
}

/** A file that reads others, which its table `loads.attached` names: once they are there, it is shut like any other. */
async function openAttached(
  path: string,
  { enable_external_access, lock_configuration, ...settings }: typeof options & { temp_directory: string }
): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(path, settings);
  try {
    const connection = await instance.connect();
    const found = await connection.runAndReadAll('select alias, path from loads.attached order by alias');
    for (const [alias, file] of found.getRows()) {
      const named = join(dirname(path), String(file)).replaceAll("'", "''");
      await connection.run(`attach '${named}' as "${String(alias)}" (read_only)`);
    }
    await connection.run(`set enable_external_access = ${enable_external_access}`);
    await connection.run(`set lock_configuration = ${lock_configuration}`);
    connection.closeSync();
    return instance;
  } catch (error) {
    instance.closeSync();
    throw error;
  }
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
