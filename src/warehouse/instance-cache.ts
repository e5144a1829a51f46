import type { Beside } from './beside.ts';
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
  close(): void;
}

interface CacheEntry {
  opening: Promise<OpenFile>;
  readers: number;
  isDiscarded: boolean;
}

export function createInstanceCache(open: (version: string) => Promise<OpenFile>, older: number): InstanceCache {
  const entries = new Map<string, CacheEntry>();
  let pinned: string | null = null;

  function closeIfIdle(one: CacheEntry): void {
    if (one.isDiscarded && one.readers === 0)
      void one.opening.then(
        (file) => file.close(),
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

  function trim(used: string): void {
    const others = [...entries.keys()].filter((version) => version !== pinned);
    const room = used === pinned ? older : Math.max(older, 1);
    for (const version of others.slice(0, Math.max(0, others.length - room))) discard(version);
  }

  return {
    async acquire(version) {
      const one = entries.get(version) ?? { opening: open(version), readers: 0, isDiscarded: false };
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
    close() {
      pinned = null;
      for (const version of [...entries.keys()]) discard(version);
    },
  };
}
