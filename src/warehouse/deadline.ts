import type { DuckDBConnection } from '@duckdb/node-api';
import { Refusal } from '#spec';

/** The time left for one query, and its cancellation. Only time spent on it counts, not the wait for its turn. */
export interface Deadline {
  /** Waits for a turn, at most so many seconds. */
  wait<T>(seconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Waits for a query, which is interrupted when time is up or it is called off. */
  spend<T>(connection: Pick<DuckDBConnection, 'interrupt'>, work: () => Promise<T>): Promise<T>;
}

/** Milliseconds after which a query that was interrupted and does not end is told. */
const patience = 5000;

export function deadlineOf(
  seconds: number,
  signal: AbortSignal = new AbortController().signal,
  onStuck: () => void = () => undefined
): Deadline {
  let left = seconds * 1000;

  async function within<T>(milliseconds: number, late: () => Refusal, work: (stop: AbortSignal) => Promise<T>) {
    const timer = AbortSignal.timeout(Math.max(0, Math.ceil(milliseconds)));
    const stop = AbortSignal.any([signal, timer]);
    try {
      stop.throwIfAborted();
      return await work(stop);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (signal.aborted) throw new Refusal(499, 'aborted', '请求已取消。');
      if (timer.aborted) throw late();
      throw error;
    }
  }

  return {
    wait: (most, work) => within(most * 1000, () => new Refusal(503, 'busy', '查询的人太多，请过一会儿再试。'), work),
    async spend(connection, work) {
      const begun = performance.now();
      const late = () => new Refusal(504, 'timeout', `查询超过 ${seconds} 秒，已停止。请缩小筛选范围再试。`);
      try {
        return await within(left, late, async (stop) => {
          // DuckDB forgets an interrupt that comes before the query has begun in its thread: so it is repeated.
          let again: NodeJS.Timeout | undefined;
          let told: NodeJS.Timeout | undefined;
          const interrupt = () => {
            connection.interrupt();
            again = setInterval(() => connection.interrupt(), 20);
            told = setTimeout(onStuck, patience);
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
            clearTimeout(told);
          }
        });
      } finally {
        left -= performance.now() - begun;
      }
    },
  };
}
