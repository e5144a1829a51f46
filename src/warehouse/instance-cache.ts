import type { OpenFile, Reading } from './open.ts';

export interface CachedInstance extends Reading {
  release(): void;
}

/** Open versions, each closed when nobody reads it any more and it is neither kept nor among the last asked for. */
export interface InstanceCache {
  acquire(version: string): Promise<CachedInstance>;
  /** This one stays open; the one kept before is one of the older ones now. */
  pin(version: string): void;
  /** Opens the file anew for whoever comes next. */
  discard(version: string): void;
  close(): void;
}

interface Held {
  opening: Promise<OpenFile>;
  readers: number;
  isDiscarded: boolean;
}

export function createInstanceCache(open: (version: string) => Promise<OpenFile>, older: number): InstanceCache {
  const held = new Map<string, Held>();
  let kept: string | null = null;

  function closeIfIdle(one: Held): void {
    if (one.isDiscarded && one.readers === 0)
      void one.opening.then(
        (file) => file.close(),
        () => undefined
      );
  }

  function discard(version: string): void {
    const one = held.get(version);
    if (!one) return;
    held.delete(version);
    one.isDiscarded = true;
    closeIfIdle(one);
  }

  function trim(asked: string): void {
    const others = [...held.keys()].filter((version) => version !== kept);
    const room = asked === kept ? older : Math.max(older, 1);
    for (const version of others.slice(0, Math.max(0, others.length - room))) discard(version);
  }

  return {
    async acquire(version) {
      const one = held.get(version) ?? { opening: open(version), readers: 0, isDiscarded: false };
      held.delete(version);
      held.set(version, one);
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
        return { version, read: file.read.bind(file), release };
      } catch (error) {
        if (held.get(version) === one) held.delete(version);
        release();
        throw error;
      }
    },
    pin(version) {
      kept = version;
      trim(version);
    },
    discard,
    close() {
      kept = null;
      for (const version of [...held.keys()]) discard(version);
    },
  };
}
