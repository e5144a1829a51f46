import type { DuckDBConnection } from '@duckdb/node-api';
import { Refusal } from '#spec';

/** The time left for one query, and its cancellation. Only time spent waiting for it counts. */
export interface Deadline {
  /** Waits for a turn. */
  wait<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Waits for a query, which is interrupted when time is up or it is called off. */
  spend<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T>;
}

export function deadlineOf(seconds: number, signal: AbortSignal = new AbortController().signal): Deadline {
  let left = seconds * 1000;

  async function count<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    const begun = performance.now();
    const timer = AbortSignal.timeout(Math.max(0, Math.ceil(left)));
    const stop = AbortSignal.any([signal, timer]);
    try {
      stop.throwIfAborted();
      return await work(stop);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (signal.aborted) throw new Refusal(499, 'aborted', '请求已取消。');
      if (timer.aborted) throw new Refusal(504, 'timeout', `查询超过 ${seconds} 秒，已停止。请缩小筛选范围再试。`);
      throw error;
    } finally {
      left -= performance.now() - begun;
    }
  }

  return {
    wait: count,
    spend: (connection, work) =>
      count(async (stop) => {
        // DuckDB forgets an interrupt that comes before the query has begun in its thread: so it is repeated.
        let again: NodeJS.Timeout | undefined;
        const interrupt = () => {
          connection.interrupt();
          again = setInterval(() => connection.interrupt(), 20);
        };
        stop.addEventListener('abort', interrupt, { once: true });
        try {
          const done = await work();
          // What was interrupted may end as if it were whole.
          stop.throwIfAborted();
          return done;
        } finally {
          stop.removeEventListener('abort', interrupt);
          clearInterval(again);
        }
      }),
  };
}
