import { Refusal } from '#spec';
import type { Beside } from './beside.ts';
import { letGoSoon } from './collector.ts';
import type { OpenFile, Reading } from './open.ts';

export interface CachedInstance extends Reading {
  /** One for all who read the version, as long as it is open. */
  beside: Beside;
  release(): void;
}

/** Open versions: one that nobody reads is closed unless it is pinned or among the last `older` that were read. */
export interface InstanceCache {
  acquire(version: string): Promise<CachedInstance>;
  /** Keeps this version open, until another is pinned. */
  pin(version: string): void;
  /** Opens the file anew for whoever comes next. */
  discard(version: string): void;
  /** The same of all. */
  discardAll(): void;
  close(): void;
}

interface CacheEntry {
  opening: Promise<OpenFile>;
  readers: number;
  isDiscarded: boolean;
}

/** So many are open at a time, those among them that are read to their end; each may take its share of memory. */
const most = 8;
/** Milliseconds that a reader waits until another one is closed. */
const patience = 15_000;

export function createInstanceCache(open: (version: string) => Promise<OpenFile>, older: number): InstanceCache {
  const entries = new Map<string, CacheEntry>();
  const waiting = new Set<() => void>();
  let pinned: string | null = null;
  let alive = 0;

  async function opened(version: string): Promise<OpenFile> {
    alive += 1;
    try {
      return await open(version);
    } catch (error) {
      gone();
      throw error;
    }
  }

  function gone(): void {
    alive -= 1;
    const [first] = waiting;
    first?.();
  }

  /** The one that is served never waits. */
  const isFull = (version: string) => alive >= most && version !== pinned && !entries.has(version);

  async function oneIsClosed(until: number): Promise<void> {
    const left = until - performance.now();
    if (left <= 0) throw new Refusal(503, 'busy', '同时查看的版本太多，请过一会儿再试。');
    await new Promise<void>((resolve) => {
      const go = () => {
        waiting.delete(go);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(go, left);
      waiting.add(go);
    });
  }

  function closeIfIdle(one: CacheEntry): void {
    if (one.isDiscarded && one.readers === 0)
      void one.opening.then(
        (file) => {
          file.close();
          letGoSoon();
          gone();
        },
        () => undefined
      );
  }

  function discard(version: string): void {
    const one = entries.get(version);
    if (!one) return;
    entries.delete(version);
    one.isDiscarded = true;
    closeIfIdle(one);
  }

  const discardAll = () => [...entries.keys()].forEach(discard);

  function trim(used: string): void {
    const others = [...entries.keys()].filter((version) => version !== pinned);
    const room = used === pinned ? older : Math.max(older, 1);
    for (const version of others.slice(0, Math.max(0, others.length - room))) discard(version);
  }

  return {
    async acquire(version) {
      const until = performance.now() + patience;
      while (isFull(version)) await oneIsClosed(until);
      const one = entries.get(version) ?? { opening: opened(version), readers: 0, isDiscarded: false };
      entries.delete(version);
      entries.set(version, one);
      one.readers += 1;
      let isOut = true;
      const release = () => {
        if (!isOut) return;
        isOut = false;
        one.readers -= 1;
        closeIfIdle(one);
      };
      trim(version);
      try {
        const file = await one.opening;
        return { version, read: file.read.bind(file), beside: file.beside, release };
      } catch (error) {
        if (entries.get(version) === one) entries.delete(version);
        release();
        throw error;
      }
    },
    pin(version) {
      pinned = version;
      trim(version);
    },
    discard,
    discardAll,
    close() {
      pinned = null;
      discardAll();
    },
  };
}
