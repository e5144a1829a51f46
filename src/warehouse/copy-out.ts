import { literal } from './literals.ts';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Row } from '#spec';
import { QueryError } from './query-error.ts';
import { readAll } from './result.ts';

/** A published file, opened to be copied elsewhere: it cannot be changed, and is not answered from. */
export interface CopyOut {
  rows(sql: string): Promise<Row[]>;
  /** Writes what a query answers as Parquet, by DuckDB itself: exact whatever the type, and as fast as the disk. */
  toParquet(sql: string, path: string): Promise<void>;
  close(): void;
}

export async function openCopyOut(path: string): Promise<CopyOut> {
  const instance = await DuckDBInstance.create(path, {
    access_mode: 'READ_ONLY',
    threads: '2',
    memory_limit: '1GB',
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const worded = async <T>(sql: string, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw new QueryError('copy', sql, error);
    }
  };
  return {
    rows: (sql) => worded(sql, readAll(connection, sql)),
    async toParquet(sql, to) {
      await worded(sql, connection.run(`copy (${sql}) to ${literal(to)} (format parquet, compression zstd)`));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
