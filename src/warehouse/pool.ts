import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Refusal } from '#spec';

/** A connection lent for one query. */
export interface PooledConnection {
  connection: DuckDBConnection;
  /** Returns it to the pool, or closes it where its query was left unfinished. A second call does nothing. */
  release(how?: { isBrokenOff: boolean }): void;
}

export interface Pool {
  /** Waits for a free connection. Refused when the queue is full, or the signal aborts. */
  acquire(signal: AbortSignal): Promise<PooledConnection>;
  close(): void;
}

/** At most `size` queries of one instance at a time; at most `queue` wait. */
export function createPool(instance: DuckDBInstance, { size, queue }: { size: number; queue: number }): Pool {
  const idle: DuckDBConnection[] = [];
  const lent = new Set<DuckDBConnection>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function turn(signal: AbortSignal): Promise<void> {
    if (busy < size) return void (busy += 1);
    if (waiting.length >= queue) throw new Refusal(503, 'busy', '查询的人太多，请过一会儿再试。');
    await new Promise<void>((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      waiting.push(start);
    });
  }

  function next(): void {
    const first = waiting.shift();
    if (first) first();
    else busy -= 1;
  }

  async function connect(): Promise<DuckDBConnection> {
    try {
      return await instance.connect();
    } catch (error) {
      next();
      throw error;
    }
  }

  return {
    async acquire(signal) {
      signal.throwIfAborted();
      await turn(signal);
      const connection = idle.pop() ?? (await connect());
      lent.add(connection);
      let isOut = true;
      return {
        connection,
        release({ isBrokenOff } = { isBrokenOff: false }) {
          if (!isOut) return;
          isOut = false;
          lent.delete(connection);
          if (isBrokenOff) connection.closeSync();
          else idle.push(connection);
          next();
        },
      };
    },
    close() {
      for (const connection of [...idle, ...lent]) connection.closeSync();
    },
  };
}
