import { isObject, type Json, type JsonObject } from './json.ts';

/** Asks for an address once and keeps its answer. Versions are called v1, v2 … in it, the oldest first. */
export type Ask = (address: string) => Promise<Json>;

export interface Filter {
  name: string;
  values: readonly string[];
}

/** What a chapter may build its addresses of. */
export interface Known {
  versions: readonly string[];
  filters: readonly Filter[];
  dashboards: readonly JsonObject[];
  metrics: readonly string[];
  projects: readonly string[];
}

/** The context of one part of a server. `many` is a count to draw, at the size that the walk is made at. */
export type Chapter = (ask: Ask, known: Known, options: { seed: string; many(count: number): number }) => Promise<void>;

/** The address of everything below, page by page: as many as its total says. */
export async function askPages(ask: Ask, address: string, size = 500): Promise<Json[]> {
  const first = await ask(`${address}limit=${size}&offset=0`);
  const total = isObject(first) ? Number(first.total ?? 0) : 0;
  const offsets = Array.from({ length: Math.max(0, Math.ceil(total / size) - 1) }, (_, at) => (at + 1) * size);
  return [first, ...(await Promise.all(offsets.map((offset) => ask(`${address}limit=${size}&offset=${offset}`))))];
}
