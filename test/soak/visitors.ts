import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type How } from './ask.ts';
import type { Random } from '../xlsx/seeded.ts';
import type { Report } from './report.ts';

/** What the visitors of a run share. */
export interface Visits {
  address: string;
  /** Addresses that answered 200 when the run began. */
  paths: readonly string[];
  /** Answers that are files. */
  downloads: readonly string[];
  until: number;
  random: Random;
  report: Report;
}

async function visit({ address, report }: Visits, kind: string, path: string, how?: How): Promise<void> {
  report.take(kind, path, await ask(address + path, how));
}

/** Repeats something until the run is over. */
async function repeated(visits: Visits, work: () => Promise<void>): Promise<void> {
  while (Date.now() < visits.until) await work();
}

/** People who come and go: a page or an answer, then a moment of reading it. */
export const readers = (visits: Visits, count: number): Promise<unknown> =>
  Promise.all(
    Array.from({ length: count }, () =>
      repeated(visits, async () => {
        await visit(visits, 'reader', visits.random.pick(visits.paths));
        await sleep(visits.random.below(2000));
      })
    )
  );

/** A meeting in which everybody opens the same page at once, now and then. */
export const meetings = (visits: Visits, count: number, every: number): Promise<void> =>
  repeated(visits, async () => {
    const path = visits.random.pick(visits.paths);
    await Promise.all(Array.from({ length: count }, () => visit(visits, 'meeting', path)));
    await sleep(Math.max(0, Math.min(every, visits.until - Date.now())));
  });

/** People who hang up before they are answered. */
export const impatient = (visits: Visits, count: number): Promise<unknown> =>
  Promise.all(
    Array.from({ length: count }, () =>
      repeated(visits, async () => {
        const path = visits.random.pick([...visits.paths, ...visits.downloads]);
        await visit(visits, 'hung up', path, { hangsUp: visits.random.below(300) });
        await sleep(visits.random.below(500));
      })
    )
  );

/** People on a slow line who take a large file, to its end or until they are tired of it. */
export const slow = (visits: Visits, count: number): Promise<unknown> =>
  Promise.all(
    Array.from({ length: count }, (_, at) =>
      repeated(visits, async () => {
        const left = visits.until - Date.now();
        await visit(visits, 'slow download', visits.random.pick(visits.downloads), {
          pace: 20_000,
          ...((at % 2 === 0 || left < 60_000) && { hangsUp: Math.min(20_000, left) }),
        });
        await sleep(500);
      })
    )
  );
