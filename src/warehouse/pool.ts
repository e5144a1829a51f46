import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Refusal } from '#spec';

export interface Pool {
  /** Lends a connection for one piece of work; who waits too long in a queue too long is refused. */
  use<T>(signal: AbortSignal, work: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  close(): void;
}

/** At most `size` queries of one instance at a time, made as they are needed; at most `queue` wait. */
export function createPool(instance: DuckDBInstance, { size = 4, queue = 200 } = {}): Pool {
  const idle: DuckDBConnection[] = [];
  const all: DuckDBConnection[] = [];
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

  async function connect(): Promise<DuckDBConnection> {
    const connection = await instance.connect();
    all.push(connection);
    return connection;
  }

  return {
    async use(signal, work) {
      signal.throwIfAborted();
      await turn(signal);
      try {
        const connection = idle.pop() ?? (await connect());
        try {
          return await work(connection);
        } finally {
          idle.push(connection);
        }
      } finally {
        const next = waiting.shift();
        if (next) next();
        else busy -= 1;
      }
    },
    close() {
      for (const connection of all) connection.closeSync();
    },
  };
}
