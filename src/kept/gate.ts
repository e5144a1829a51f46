import { Refusal } from '#spec';

/** Lets in a bounded number at a time, in the order they came. */
export interface Gate {
  /** Refused at once where too many wait already; leaves the queue when the signal aborts. */
  pass<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export function createGate({ inside, waiting: most }: { inside: number; waiting: number }): Gate {
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (busy < inside) return void (busy += 1);
    if (waiting.length >= most) throw new Refusal(503, 'busy', '同时打开的人太多，请过一会儿再试。');
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

  return {
    async pass(signal, work) {
      await enter(signal);
      try {
        return await work();
      } finally {
        const first = waiting.shift();
        if (first) first();
        else busy -= 1;
      }
    },
  };
}
