import type { GridRow } from './grid.ts';

export interface Peeked {
  head: GridRow[];
  /** All rows, the head among them. */
  blocks: AsyncGenerator<readonly GridRow[]>;
  /** Lets go of the rows, read or not. */
  close(): Promise<void>;
}

/** Looks at the first rows of a sheet before it is read. */
export async function peek(rows: AsyncIterable<readonly GridRow[]>, count: number): Promise<Peeked> {
  const source = rows[Symbol.asyncIterator]();
  const first: GridRow[] = [];
  let isDone = false;
  while (first.length < count && !isDone) {
    const next = await source.next();
    isDone = next.done === true;
    if (!next.done) for (const row of next.value) first.push(row);
  }
  async function* blocks() {
    yield first;
    for (let next; !isDone && !(next = await source.next()).done;) yield next.value as readonly GridRow[];
  }
  return { head: first.slice(0, count), blocks: blocks(), close: async () => void (await source.return?.()) };
}
