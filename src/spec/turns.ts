import { Refusal } from './refusal.ts';

/** Places of which there are so many; who finds none free waits, in the order they came. */
export interface Turns {
  /** Waits for a free place. Refused at once where too many wait already, but for who was let in before. */
  take(signal: AbortSignal, how?: { isAdmitted: boolean }): Promise<void>;
  /** Gives a place back to the first who waits. */
  give(): void;
  /** Does something in a place of its own. */
  pass<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

/** `busy` is said to those who find the queue full. Who goes away leaves it. */
export function createTurns({
  size,
  queue = Infinity,
  busy: says = '排队的人太多，请过一会儿再试。',
}: {
  size: number;
  queue?: number;
  busy?: string;
}): Turns {
  const waiting: (() => void)[] = [];
  let taken = 0;

  async function take(signal: AbortSignal, { isAdmitted } = { isAdmitted: false }): Promise<void> {
    signal.throwIfAborted();
    if (taken < size) return void (taken += 1);
    if (waiting.length >= queue && !isAdmitted) throw new Refusal(503, 'busy', says);
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

  function give(): void {
    const first = waiting.shift();
    if (first) first();
    else taken -= 1;
  }

  return {
    take,
    give,
    async pass(signal, work) {
      await take(signal);
      try {
        return await work();
      } finally {
        give();
      }
    },
  };
}
