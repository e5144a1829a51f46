/** Runs what is put into it one after the other, in the order it came. */
export interface SerialQueue {
  /** Resolves or rejects with the work; never before what came earlier has ended. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const next = last.then(work);
      last = next.catch(() => undefined);
      return next;
    },
  };
}
