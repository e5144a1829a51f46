import { openStore } from './store.ts';

/**
 * Something that somebody did, as the record keeps it: no secret, and of a person nothing but the account and, of who
 * signs in or tries to, the address that they came from.
 */
export interface RecordedEvent {
  /**
   * `access`: who may do what, and who came. `content`: what was filled in. `use`: what was taken, revealed or refused.
   */
  stream: 'access' | 'content' | 'use';
  /** The account; null where nobody is known. */
  by: string | null;
  event: string;
  details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** Writes events to a record. */
export interface Recorder {
  /**
   * `access` and `content` are on disk when it returns, else it is an Error and they are written never; `use` is within
   * a moment, with whatever else is waiting.
   */
  record(event: RecordedEvent): void;
  /** Writes at once what has happened already. Where that cannot be it waits. */
  tell(event: RecordedEvent): void;
  flush(): void;
  close(): void;
}

export const noRecorder: Recorder = {
  record: () => undefined,
  tell: () => undefined,
  flush: () => undefined,
  close: () => undefined,
};

/** Milliseconds that events of use may wait for others, so that one write of the disk does for many. */
const pause = 200;
/** So many wait at most where the disk takes none. */
const most = 10_000;

/** `now` says the time as the record writes it. What cannot be written waits and is told to the log. */
export function createRecorder(path: string, now: () => string, log: (message: string) => void): Recorder {
  const waiting: (RecordedEvent & { at: string })[] = [];
  let timer: NodeJS.Timeout | null = null;

  function write(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting.length === 0) return;
    const store = openStore(path);
    try {
      store.appendAll(() =>
        waiting.map(({ stream, at, by, event, details = {} }) => ({
          stream,
          at,
          by,
          body: JSON.stringify({ event, ...details }),
        }))
      );
      waiting.length = 0;
    } finally {
      store.close();
    }
  }

  function flush(): void {
    try {
      write();
    } catch (error) {
      complain(error);
      waiting.splice(0, waiting.length - most);
    }
  }

  const complain = (error: unknown) => log(`记录 ${path} 写不进去：${(error as Error).message}`);

  /** What is done only once it is on record is not written later where it cannot be now. */
  function whole(line: (typeof waiting)[number]): void {
    try {
      write();
    } catch (error) {
      const at = waiting.indexOf(line);
      if (at >= 0) waiting.splice(at, 1);
      complain(error);
      throw error;
    }
  }

  return {
    record(event) {
      const line = { ...event, at: now() };
      waiting.push(line);
      if (event.stream !== 'use' || event.event === 'reveal') whole(line);
      else timer ??= setTimeout(flush, pause).unref();
    },
    tell(event) {
      waiting.push({ ...event, at: now() });
      flush();
    },
    flush,
    close: flush,
  };
}
