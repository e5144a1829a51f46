import { DuckDBInstance, type DuckDBResultReader, type DuckDBValue } from '@duckdb/node-api';
import { QueryError } from './query-error.ts';

export type Cell = string | number | boolean | null;

/** Takes rows for one table, in the order of its columns. Nothing is there before `close`. */
export interface Appender {
  row(cells: readonly Cell[]): void;
  close(): void;
}

/** A warehouse that is being built: this process alone writes it. */
export interface Build {
  /** Runs one statement. The name is what a QueryError calls it. */
  run(name: string, sql: string, values?: Record<string, DuckDBValue>): Promise<void>;
  read(name: string, sql: string, values?: Record<string, DuckDBValue>): Promise<DuckDBResultReader>;
  /** Opens an appender on a table of varchar, integer, bigint, double and boolean columns. */
  append(schema: string, table: string): Promise<Appender>;
  close(): void;
}

/** Opens a new warehouse file for building (`:memory:` in tests). `memory` as DuckDB writes it, `1GB`. */
export async function openBuild(path: string, { memory = '800MB' } = {}): Promise<Build> {
  const instance = await DuckDBInstance.create(path, { memory_limit: memory, storage_compatibility_version: 'v1.5.0' });
  const connection = await instance.connect();

  const guarded = async <T>(name: string, sql: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new QueryError(name, sql, error);
    }
  };

  return {
    run: (name, sql, values) => guarded(name, sql, async () => void (await connection.run(sql, values))),
    read: (name, sql, values) => guarded(name, sql, () => connection.runAndReadAll(sql, values)),
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
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
