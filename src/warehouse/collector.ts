import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds after which what was closed is let go of, and between two times that it is done. */
const [soon, apart] = [500, 5000];

type Collect = (how: { type: 'major'; execution: 'async' }) => Promise<void>;

let collect: Collect | null = null;
let last = 0;
let timer: NodeJS.Timeout | null = null;

/**
 * Lets go of files that were closed: a result of DuckDB holds its file, buffers and all, until Node collects it, and
 * weighs so little to Node that it may never do so.
 */
export function letGoSoon(): void {
  timer ??= setTimeout(
    () => {
      timer = null;
      last = performance.now();
      setFlagsFromString('--expose-gc');
      collect ??= runInNewContext('gc') as Collect;
      void collect({ type: 'major', execution: 'async' });
    },
    Math.max(soon, last + apart - performance.now())
  ).unref();
}
