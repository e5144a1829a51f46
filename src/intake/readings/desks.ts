import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openDesk, type Desk, type DeskOptions } from './desk.ts';
import { openThread } from './thread.ts';

/**
 * Several desks as one: who asks has the next that is free, in the order of asking. One alone stands in this thread,
 * of more each has its own.
 */
export async function openDesks(
  count: number,
  { scratch, ...options }: DeskOptions & { scratch: string }
): Promise<Desk> {
  await mkdir(scratch, { recursive: true });
  const places = Array.from({ length: count }, (_, i) => join(scratch, `desk-${i}.duckdb`));
  const desks = count === 1 ? [await openDesk(places[0]!, options)] : places.map((path) => openThread(path, options));
  const waiting: (() => void)[] = [];
  const free = [...desks];
  let isClosed = false;
  return {
    async read(found, folder) {
      while (free.length === 0 && !isClosed) await new Promise<void>((resolve) => waiting.push(resolve));
      if (isClosed) throw new Error('the desks are closed');
      const desk = free.pop()!;
      try {
        return await desk.read(found, folder);
      } finally {
        free.push(desk);
        waiting.shift()?.();
      }
    },
    async close() {
      isClosed = true;
      for (const wake of waiting) wake();
      await Promise.all(desks.map((desk) => desk.close()));
    },
  };
}
