import { setTimeout as sleep } from 'node:timers/promises';
import { serveWarehouse } from '../browser/server.ts';
import { seeded, type Random } from '../xlsx/seeded.ts';
import { median } from './server-cases.ts';

/** What answers of one kind took, in milliseconds, with nobody else there and with readers who click meanwhile. */
export interface Waits {
  kind: string;
  alone: readonly number[];
  among: readonly number[];
}

export interface ReadersResults {
  waits: Waits[];
  /** Pages that readers opened meanwhile: how many, and what half and the slowest of them took. */
  pages: { count: number; median: number; worst: number; failed: number };
  /** What the very first answer of a server took that had just begun, with nobody else there. */
  first: number;
}

interface Options {
  from: string;
  to: string;
  readers: number;
  /** So many answers of each kind. */
  each: number;
  /** Milliseconds that a reader reads a page for, at least and at most. */
  reading: readonly [number, number];
  seed?: number;
}

/** What is asked of two versions, by what it is called. */
const kinds: Readonly<Record<string, string>> = {
  'every metric': '/api/changes',
  'one to its cells': '/api/changes/lines?metric=verified_investment',
  projects: '/api/changes/projects',
  verdicts: '/api/changes/verdicts',
  files: '/api/changes/files',
};

/**
 * Asks what changed between two versions of a server that nobody else asks, then of another that people read in the
 * meantime. No answer is asked for twice, so none is kept; both servers are asked the same.
 */
export async function benchReaders(
  warehouse: string,
  { from, to, readers, each, reading, seed = 2025 }: Options
): Promise<ReadersResults> {
  const views = await viewsOf(warehouse, each);
  const questions = views.flatMap((view) =>
    Object.entries(kinds).map(([kind, path]) => ({
      kind,
      path: `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ from, to, ...view })}`,
    }))
  );
  const quiet = await serveWarehouse(warehouse);
  let first = 0;
  let alone: Map<string, number[]>;
  try {
    first = await timed(`${quiet.address}/api/changes/projects?from=${from}&to=${to}`);
    alone = await askAll(quiet.address, questions);
  } finally {
    await quiet.stop();
  }
  const busy = await serveWarehouse(warehouse);
  const off = new AbortController();
  const opened: number[] = [];
  let failed = 0;
  const people = Array.from({ length: readers }, (_, at) =>
    read(busy.address, seeded(seed + at), reading, off.signal, (took) =>
      took === null ? void (failed += 1) : void opened.push(took)
    )
  );
  try {
    // Everybody has opened something before anything is measured.
    await sleep(reading[1] * 2);
    const [before] = [opened.length];
    const among = await askAll(busy.address, questions);
    off.abort();
    await Promise.all(people);
    const pages = opened.slice(before);
    return {
      waits: Object.keys(kinds).map((kind) => ({
        kind,
        alone: alone.get(kind) ?? [],
        among: among.get(kind) ?? [],
      })),
      pages: { count: pages.length, median: median(pages), worst: Math.max(...pages), failed },
      first,
    };
  } finally {
    off.abort();
    await busy.stop();
  }
}

/** The whole, then city by city of one batch after the other. */
async function viewsOf(warehouse: string, count: number): Promise<Record<string, string>[]> {
  const served = await serveWarehouse(warehouse);
  try {
    const filters = (await (await fetch(`${served.address}/api/filters`)).json()) as {
      name: string;
      values: string[];
    }[];
    const valuesOf = (name: string) => filters.find((each) => each.name === name)?.values ?? [];
    const [cities, batches] = [valuesOf('city'), valuesOf('batch')];
    const views = ['', ...batches].flatMap((batch) => ['', ...cities].map((city) => ({ batch, city })));
    return views
      .slice(0, count)
      .map((view) => Object.fromEntries(Object.entries(view).filter(([, value]) => value !== '')));
  } finally {
    await served.stop();
  }
}

async function askAll(
  address: string,
  questions: readonly { kind: string; path: string }[]
): Promise<Map<string, number[]>> {
  const told = new Map<string, number[]>();
  for (const { kind, path } of questions) {
    const took = await timed(address + path);
    told.set(kind, [...(told.get(kind) ?? []), took]);
  }
  return told;
}

async function timed(address: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(address);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text.slice(0, 200)}`);
  return performance.now() - begun;
}

/** Somebody who opens the first page, reads it, follows a link of it, and now and then begins anew. */
async function read(
  address: string,
  random: Random,
  [least, most]: readonly [number, number],
  off: AbortSignal,
  onPage: (took: number | null) => void
): Promise<void> {
  let path = '/';
  while (!off.aborted) {
    // Nobody clicks at the same moment as all others.
    await sleep(least + random.below(most - least + 1), undefined, { signal: off }).catch(() => undefined);
    if (off.aborted) return;
    const begun = performance.now();
    const answer = await fetch(address + path, { headers: { accept: 'text/html' } }).catch(() => null);
    const html = (await answer?.text().catch(() => '')) ?? '';
    onPage(answer?.ok === true ? performance.now() - begun : null);
    const links = linksIn(html);
    path = links.length === 0 || random.chance(0.1) ? '/' : random.pick(links);
  }
}

/** The pages that a page leads to: no files, and nothing that only a program asks for. */
const linksIn = (html: string): string[] => [
  ...new Set(
    Array.from(html.matchAll(/<a\b[^>]*?\bhref="(\/[^"#]*)"/g), ([, href = '']) =>
      href.replaceAll('&amp;', '&')
    ).filter(
      (href) => !/^\/(?:api|_app|start)\b|^\/\/|\.(?:csv|xlsx|json|parquet|svg|png|pdf|docx|zip|ics)\b/.test(href)
    )
  ),
];
