import type { DuckDBConnection, DuckDBInstance, DuckDBPreparedStatement } from '@duckdb/node-api';
import { createTurns } from '#spec';

/** A connection lent for one query. */
export interface PooledConnection {
  connection: DuckDBConnection;
  /** The statement for some SQL: one that was prepared on this connection before, or a new one. */
  prepare(sql: string): Promise<DuckDBPreparedStatement>;
  /** Lets the next query begin beside this one, which takes long. At most as many as the pool is large. */
  giveWay(): void;
  /** Returns it to the pool, or closes it where its query was left unfinished. A second call does nothing. */
  release(how?: { isBrokenOff: boolean }): void;
}

export interface Pool {
  /** Waits for a free connection. Refused when the signal aborts, or the queue is full for who was not let in. */
  acquire(signal: AbortSignal, how?: { isAdmitted: boolean }): Promise<PooledConnection>;
  close(): void;
}

/** A connection with the statements that were prepared on it, the last used last. */
interface Prepared {
  connection: DuckDBConnection;
  statements: Map<string, DuckDBPreparedStatement>;
}

/** At most `size` queries of one instance at a time; at most `queue` wait; `statements` stay with a connection. */
export function createPool(
  instance: DuckDBInstance,
  { size, queue, statements: most = 0 }: { size: number; queue: number; statements?: number }
): Pool {
  const idle: Prepared[] = [];
  const turns = createTurns({ size, queue, busy: '查询的人太多，请过一会儿再试。' });
  let aside = 0;

  async function connect(): Promise<Prepared> {
    try {
      return { connection: await instance.connect(), statements: new Map() };
    } catch (error) {
      turns.give();
      throw error;
    }
  }

  /** DuckDB may wait for ever for a connection that is closed before its statements. */
  function end({ connection, statements }: Prepared): void {
    for (const statement of statements.values()) statement.destroySync();
    statements.clear();
    connection.closeSync();
  }

  async function prepare({ connection, statements }: Prepared, sql: string): Promise<DuckDBPreparedStatement> {
    const there = statements.get(sql);
    const statement = there ?? (await connection.prepare(sql));
    statements.delete(sql);
    statements.set(sql, statement);
    return statement;
  }

  return {
    async acquire(signal, { isAdmitted } = { isAdmitted: false }) {
      await turns.take(signal, { isAdmitted });
      const held = idle.pop() ?? (await connect());
      let isOut = true;
      let isAside = false;
      return {
        connection: held.connection,
        prepare: (sql) => prepare(held, sql),
        giveWay() {
          if (!isOut || isAside || aside >= size) return;
          isAside = true;
          aside += 1;
          turns.give();
        },
        release({ isBrokenOff } = { isBrokenOff: false }) {
          if (!isOut) return;
          isOut = false;
          // One that had given way comes back as one too many.
          if (isBrokenOff || idle.length >= size) end(held);
          else {
            for (const [sql, statement] of [...held.statements].slice(0, Math.max(0, held.statements.size - most))) {
              held.statements.delete(sql);
              statement.destroySync();
            }
            idle.push(held);
          }
          if (isAside) aside -= 1;
          else turns.give();
        },
      };
    },
    close() {
      for (const each of idle.splice(0)) end(each);
    },
  };
}
