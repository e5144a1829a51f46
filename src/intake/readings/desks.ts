import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openDesk, type Desk, type DeskOptions } from './desk.ts';

/**
 * Several desks as one: who asks has the next that is free, in the order of asking. All stand in this thread: what
 * takes long is done by DuckDB or by a process, and to start a thread takes as long as to read ten megabytes.
 */
export async function openDesks(
  count: number,
  { scratch, ...options }: DeskOptions & { scratch: string }
): Promise<Desk> {
  await mkdir(scratch, { recursive: true });
  const places = Array.from({ length: count }, (_, i) => join(scratch, `desk-${i}.duckdb`));
  const desks = await Promise.all(places.map((path) => openDesk(path, options)));
  const waiting: (() => void)[] = [];
  const free = [...desks];
  const reads = new Set<Promise<unknown>>();
  let isClosed = false;
  return {
    async read(found, folder) {
      while (free.length === 0 && !isClosed) await new Promise<void>((resolve) => waiting.push(resolve));
      if (isClosed) throw new Error('the desks are closed');
      const desk = free.pop()!;
      const read = desk.read(found, folder);
      reads.add(read);
      try {
        return await read;
      } finally {
        reads.delete(read);
        free.push(desk);
        waiting.shift()?.();
      }
    },
    async close() {
      isClosed = true;
      for (const wake of waiting) wake();
      await Promise.allSettled(reads);
      await Promise.all(desks.map((desk) => desk.close()));
    },
  };
}
