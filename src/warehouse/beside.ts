import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { QueryError } from './query-error.ts';

/** Tables in memory that stand beside an open version, in the catalog `beside`, and go when it is closed. */
export interface Beside {
  /** Runs statements one after the other, all of them or none; whoever comes later waits. */
  run(name: string, statements: readonly BesideStatement[]): Promise<void>;
  close(): void;
}

interface BesideStatement {
  sql: string;
  values?: Record<string, DuckDBValue>;
}

export function openBeside(instance: DuckDBInstance): Beside {
  let opening: Promise<DuckDBConnection> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function open(): Promise<DuckDBConnection> {
    const connection = await instance.connect();
    // The instance itself is read-only.
    await connection.run(`attach ':memory:' as beside (read_write)`);
    return connection;
  }

  async function runAll(name: string, statements: readonly BesideStatement[]): Promise<void> {
    const connection = await (opening ??= open());
    await connection.run('begin');
    let running = '';
    try {
      for (const { sql, values } of statements) {
        running = sql;
        await connection.run(sql, values);
      }
      await connection.run('commit');
    } catch (error) {
      await connection.run('rollback').catch(() => undefined);
      throw new QueryError(name, running, error);
    }
  }

  return {
    run(name, statements) {
      const next = last.then(() => runAll(name, statements));
      last = next.catch(() => undefined);
      return next;
    },
    close: () => void opening?.then((connection) => connection.closeSync()),
  };
}
