import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { holdFile } from '#store';
import { pull, type Pulled, type PullOptions } from './pull.ts';
import { writeStanding } from './standing.ts';

export interface KeepOptions extends Omit<PullOptions, 'unless'> {
  log: (message: string) => void;
  /** Milliseconds between two looks. */
  every?: number;
}

export interface Following {
  /** Looks now, or waits for the look that is under way; an Error says why nothing newer was taken. */
  look(): Promise<Pulled>;
  close(): void;
}

/** Milliseconds that pass at most between two looks at a store that fails. */
const patience = 30_000;

/**
 * Keeps a copy at what a store points at. What is wrong is told once in the log, and in what stands beside the copy for
 * whoever serves it; what is served stays. Two who follow into one folder are an Error. It keeps no process alive.
 */
export function keepFollowing({ log, every = 2000, ...options }: KeepOptions): Following {
  const { warehouse, store } = options;
  mkdirSync(warehouse, { recursive: true, mode: 0o700 });
  const letGo = holdFile(join(warehouse, '.follow'));
  if (letGo === null) throw new Error(`${warehouse} 已经有另一个进程在跟。`);
  let tag: string | undefined;
  let looking: Promise<Pulled> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let last: string | null = null;
  let isClosed = false;

  async function once(): Promise<Pulled> {
    try {
      const pulled = await pull({ ...options, unless: tag });
      tag = pulled.tag;
      failures = 0;
      if (pulled.isMoved) log(`following ${store.name}: version ${pulled.version}, record ${pulled.position}`);
      if (last !== null) log(`following ${store.name}: well again`);
      last = null;
      await writeStanding(warehouse, pulled.version === null ? `${store.name} 里还没有发布过版本` : null);
      return pulled;
    } catch (error) {
      const { message } = error as Error;
      failures += 1;
      if (message !== last) log(`following ${store.name}: ${message}`);
      last = message;
      await writeStanding(warehouse, message).catch(() => undefined);
      throw error;
    }
  }

  function look(): Promise<Pulled> {
    looking ??= once().finally(() => (looking = null));
    return looking;
  }

  function again(): void {
    if (isClosed) return;
    timer = setTimeout(
      () => {
        void look()
          .catch(() => undefined)
          .finally(again);
      },
      Math.min(every * 2 ** Math.min(failures, 6), Math.max(every, patience))
    ).unref();
  }

  again();
  return {
    look,
    close() {
      isClosed = true;
      clearTimeout(timer);
      letGo();
    },
  };
}
