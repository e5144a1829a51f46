import { Refusal, type Receipt } from '#spec';
import type { Beside } from './beside.ts';
import type { CachedInstance } from './instance-cache.ts';
import type { Reading } from './open.ts';
import type { Result } from './result.ts';

/** A version held open for one request, whatever is published meanwhile. */
export interface Lease extends Reading {
  beside: Beside;
  receipt: Receipt;
  /** Ends it once every read that has begun has settled: DuckDB must not lose a connection under a query. */
  release(): void;
}

/** Lends an open version. What it still reads when it is released is read to its end, or to its interruption. */
export function lend(file: CachedInstance, receipt: Receipt): Lease {
  const answers = new Set<Result>();
  let reads = 0;
  let isReleased = false;

  async function endIfSettled(): Promise<void> {
    if (!isReleased || reads > 0) return;
    await Promise.all(Array.from(answers, (answer) => answer.close()));
    file.release();
  }

  return {
    version: file.version,
    receipt,
    beside: file.beside,
    release() {
      if (isReleased) return;
      isReleased = true;
      void endIfSettled();
    },
    async read(name, sql, options) {
      if (isReleased) throw new Refusal(499, 'aborted', '请求已取消。');
      reads += 1;
      try {
        const answer = await file.read(name, sql, options);
        if (options?.isStreamed) answers.add(answer);
        return answer;
      } finally {
        reads -= 1;
        void endIfSettled();
      }
    },
  };
}
