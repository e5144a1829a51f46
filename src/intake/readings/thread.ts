import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Contract } from '../contracts.ts';
import type { HashedFile } from '../walk.ts';
import type { Desk, DeskOptions } from './desk.ts';

/** What a thread is opened with; of contracts what can be handed to another thread. */
export interface Opened extends Pick<DeskOptions, 'memory'> {
  path: string;
  contracts: readonly Omit<Contract, 'names'>[];
}

/** A file to be read; null: none comes any more. */
export type Asked = { found: HashedFile; folder: string } | null;

/** What became of it. */
export type Answer = { isWhole: boolean } | { failed: unknown };

/** What the heap of a thread may hold: of a file a few blocks at a time. */
const heapMegabytes = 700;

/** A desk in a thread of its own, which takes one file at a time. */
export function openThread(path: string, { contracts, memory }: DeskOptions): Desk {
  const workerData: Opened = { path, memory, contracts: contracts.map(({ names: _, ...source }) => source) };
  const worker = new Worker(new URL('./at-desk.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  let fault: Error | null = null;
  worker.on('error', (error: Error) => (fault = error));
  const gone = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  return {
    async read(found, folder) {
      worker.postMessage({ found, folder } satisfies Asked);
      const said = await Promise.race([once(worker, 'message') as Promise<[Answer]>, gone]);
      if (!said) throw new Error(`${found.path}: the thread that read it is gone`, { cause: fault });
      const [answer] = said;
      if ('failed' in answer) throw answer.failed;
      return answer;
    },
    async close() {
      worker.postMessage(null satisfies Asked);
      await gone;
    },
  };
}
