import { literal } from './literals.ts';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { Row } from '#spec';
import { bind, type Reading } from './open.ts';
import { QueryError } from './query-error.ts';
import { columnsOf, readAll, rowsIn, withEnd } from './result.ts';

export type Cell = string | number | boolean | null;

/** Takes rows for one table, in the order of its columns. Nothing is there before `close`. */
export interface Appender {
  row(cells: readonly Cell[]): void;
  close(): void;
}

/** A warehouse that is being built: this process alone writes it. */
export interface Build {
  /** Runs one statement. The name is what a QueryError calls it. */
  run(name: string, sql: string, values?: Record<string, Cell>): Promise<void>;
  /** Answers one query; the type of its rows is what its SQL says. */
  read<T extends object = Row>(name: string, sql: string, values?: Record<string, Cell>): Promise<T[]>;
  /** Opens an appender on a table of varchar, integer, bigint, double and boolean columns. */
  append(schema: string, table: string): Promise<Appender>;
  /** Runs one of several statements that do not read each other, `abreast` at one time; they see no temporary table. */
  runBeside(name: string, sql: string): Promise<void>;
  abreast: number;
  /** What it holds, as if it were published. */
  reading(version: string): Reading;
  close(): void;
}

export interface BuildOptions {
  /** As DuckDB writes it, `1GB`. */
  memory?: string;
  /** As many as there are cores where it is not said. */
  threads?: number;
  /** So many statements at one time (1); each has the threads to itself. */
  abreast?: number;
  /** Bytes of a block of the file, where DuckDB's own 262,144 are too many: a power of two from 16,384. */
  blockSize?: number;
}

/**
 * Opens a new warehouse file for building (`:memory:` in tests). It keeps no log: what a killed build leaves is thrown
 * away, so that nothing need wait for the disk before the checkpoint that ends it.
 */
export async function openBuild(path: string, options: BuildOptions = {}): Promise<Build> {
  const isFile = path !== ':memory:';
  const instance = await DuckDBInstance.create(':memory:', {
    ...settings(options),
    ...(isFile && { temp_directory: `${path}.tmp` }),
  });
  const connection = await instance.connect();
  if (isFile) await attach(connection, path, options);
  const connections = [connection];
  while (connections.length < (options.abreast ?? 1)) {
    const another = await instance.connect();
    if (isFile) await another.run('use built');
    connections.push(another);
  }
  const idle = new Set(connections);
  /** Where all are busy it takes its turn on the first. */
  const onIdle = async (sql: string): Promise<void> => {
    const [free = connection] = idle;
    idle.delete(free);
    try {
      await free.run(sql);
    } finally {
      idle.add(free);
    }
  };

  let running = 0;
  let isClosing = false;
  const end = () => {
    for (const each of connections) each.closeSync();
    instance.closeSync();
  };
  /** Of several statements asked at once one may fail and its caller close the build: the others end first. */
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isClosing) throw new Error('the build is closed');
    running++;
    try {
      return await work();
    } finally {
      running--;
      if (isClosing && running === 0) end();
    }
  };
  const guarded = async <T>(name: string, sql: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await counted(work);
    } catch (error) {
      throw new QueryError(name, sql, error);
    }
  };

  return {
    abreast: connections.length,
    run: (name, sql, values) => guarded(name, sql, async () => void (await connection.run(sql, values))),
    runBeside: (name, sql) => guarded(name, sql, () => onIdle(sql)),
    read: (name, sql, values) => guarded(name, sql, () => readAll(connection, sql, values)),
    async append(schema, table) {
      const appender = await connection.createAppender(table, schema);
      return {
        row(cells) {
          for (const cell of cells) {
            if (cell === null) appender.appendNull();
            else if (typeof cell === 'string') appender.appendVarchar(cell);
            else if (typeof cell === 'boolean') appender.appendBoolean(cell);
            else if (Number.isInteger(cell) && Math.abs(cell) < 2 ** 31) appender.appendInteger(cell);
            else appender.appendDouble(cell);
          }
          appender.endRow();
        },
        close: () => appender.closeSync(),
      };
    },
    reading: (version) => ({
      version,
      read: (name, sql, { values = {}, isStreamed = false } = {}) =>
        guarded(name, sql, async () => {
          const prepared = await connection.prepare(isStreamed ? withEnd(sql) : sql);
          bind(prepared, values);
          // A result that is whole holds its memory until Node collects it; of a stream there is a chunk at a time.
          const result = isStreamed ? await prepared.stream() : await prepared.run();
          const fetch = () => counted(() => result.fetchChunk());
          return rowsIn(columnsOf(result), await fetch(), fetch, () => prepared.destroySync());
        }),
    }),
    close() {
      isClosing = true;
      if (running === 0) end();
    },
  };
}

/**
 * Options in DuckDB's own words. Nothing is fetched: DuckDB takes a name that it does not find for one of an extension,
 * and would download it. And nothing is written down in between, since a build is thrown away or checkpointed at its
 * end: a checkpoint in the middle of a statement writes much of the file twice.
 */
export function settings({ memory = '800MB', threads }: BuildOptions): Record<string, string> {
  return {
    memory_limit: memory,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    checkpoint_threshold: '1TB',
    ...(threads !== undefined && { threads: String(threads) }),
  };
}

async function attach(connection: DuckDBConnection, path: string, { blockSize }: BuildOptions): Promise<void> {
  const options = ['recovery_mode no_wal_writes', "storage_version 'v1.5.0'"];
  if (blockSize !== undefined) options.push(`block_size ${blockSize}`);
  await connection.run(`attach ${literal(path)} as built (${options.join(', ')})`);
  await connection.run('use built');
}
