import { encode, type Encoding } from './encoding.ts';
import type { Body } from './body.ts';

/** An answer that is whole. Nothing in it is of the one who asked: others get the same. */
export interface Finished {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Body;
}

/** What was made; what does not follow from its key alone is given to those who wait for it, and not kept. */
export interface Made {
  finished: Finished;
  isKept: boolean;
}

/** The one place where finished answers lie. */
export interface Kept {
  find(key: string): Finished | undefined;
  /**
   * The answer under a key, made at most once at a time. `make` is called off when all who wait for it have gone; what
   * fails or is called off is not kept, and whoever asks next has it made anew.
   */
  of(key: string, gone: AbortSignal, make: (signal: AbortSignal) => Promise<Made>): Promise<Finished>;
  /** The same bytes in an encoding; of what is kept only once. */
  encoded(finished: Finished, body: Buffer, encoding: Encoding): Promise<Buffer>;
  bytes(): number;
}

interface Flight {
  made: Promise<Finished>;
  waiting: number;
  off: AbortController;
}

interface Entry {
  key: string;
  finished: Finished;
  bytes: number;
  /** Since it was last looked at for what may go. */
  isAsked: boolean;
  encoded: Map<Encoding, Promise<Buffer>>;
}

/** Keeps answers up to so many bytes, those that were asked for lately; `one` is the longest that is kept. */
export function createKept({ bytes: most = 64 * 2 ** 20, one = 4 * 2 ** 20 } = {}): Kept {
  const entries = new Map<string, Entry>();
  const of = new WeakMap<Finished, Entry>();
  const flights = new Map<string, Flight>();
  let bytes = 0;

  function drop(entry: Entry): void {
    if (entries.get(entry.key) !== entry) return;
    entries.delete(entry.key);
    bytes -= entry.bytes;
  }

  function grow(entry: Entry, by: number): void {
    if (entries.get(entry.key) !== entry) return;
    entry.bytes += by;
    bytes += by;
    for (const oldest of entries.values()) {
      if (bytes <= most) return;
      entries.delete(oldest.key);
      if (oldest.isAsked) entries.set(oldest.key, Object.assign(oldest, { isAsked: false }));
      else bytes -= oldest.bytes;
    }
  }

  function keep(key: string, finished: Finished): void {
    const before = entries.get(key);
    if (before) drop(before);
    if (!Buffer.isBuffer(finished.body) || finished.body.length > one) return;
    const entry = { key, finished, bytes: 0, isAsked: false, encoded: new Map<Encoding, Promise<Buffer>>() };
    entries.set(key, entry);
    of.set(finished, entry);
    grow(entry, finished.body.length + 2 * key.length + JSON.stringify(finished.headers).length + 500);
  }

  function begin(key: string, make: (signal: AbortSignal) => Promise<Made>): Flight {
    const off = new AbortController();
    const flight: Flight = { waiting: 0, off, made: Promise.resolve({} as Finished) };
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    flight.made = make(off.signal).then(
      ({ finished, isKept }) => {
        land();
        if (isKept && !off.signal.aborted) keep(key, finished);
        // Those who wait say in this turn that they read it.
        if (!Buffer.isBuffer(finished.body)) setImmediate(finished.body.release);
        return finished;
      },
      (error: unknown) => {
        land();
        throw error;
      }
    );
    flight.made.catch(() => undefined);
    flights.set(key, flight);
    return flight;
  }

  return {
    find(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entry.isAsked = true;
      return entry.finished;
    },
    async of(key, gone, make) {
      gone.throwIfAborted();
      const flight = flights.get(key) ?? begin(key, make);
      flight.waiting += 1;
      const left = Promise.withResolvers<never>();
      const leave = () => {
        flight.waiting -= 1;
        if (flight.waiting === 0) {
          // Whoever comes now must not be given what is called off.
          if (flights.get(key) === flight) flights.delete(key);
          flight.off.abort(gone.reason);
        }
        left.reject(gone.reason as Error);
      };
      gone.addEventListener('abort', leave, { once: true });
      try {
        const finished = await Promise.race([flight.made, left.promise]);
        if (!Buffer.isBuffer(finished.body)) finished.body.retain();
        return finished;
      } finally {
        gone.removeEventListener('abort', leave);
      }
    },
    async encoded(finished, body, encoding) {
      const entry = of.get(finished);
      if (!entry) return encode(body, encoding);
      const there = entry.encoded.get(encoding);
      if (there) return there;
      const made = encode(body, encoding);
      entry.encoded.set(encoding, made);
      void made.then(
        ({ length }) => grow(entry, length),
        () => entry.encoded.delete(encoding)
      );
      return made;
    },
    bytes: () => bytes,
  };
}
