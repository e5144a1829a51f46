import fc from 'fast-check';
import { drawnFilters } from './draw.ts';
import { walkPages } from './pages.ts';
import { partsThatDoNotSum } from './parts.ts';
import type { Province } from './province.ts';
import { nothing, walk, type Tally } from './walk.ts';

export interface Figures extends Tally {
  runs: number;
  /** Sets of filters that are not alike. */
  filters: number;
  sums: number;
}

/** Draws filters and walks every number of every panel and page under each; the first walk is without any. The same seed, the same walk. */
export async function proveAll(province: Province, { runs, seed, each = 1, tell = () => undefined }: { runs: number; seed: number; each?: number; tell?: (figures: Figures) => void }): Promise<Figures> {
  const figures: Figures = { ...nothing(), runs: 0, filters: 0, sums: 0 };
  const seen = new Set<string>();
  const step = async (asked: URLSearchParams) => {
    const tally = await walk(province, asked, { each });
    const pages = await walkPages(province, asked, { each });
    const parts = await partsThatDoNotSum(province, asked);
    seen.add(asked.toString());
    figures.runs += 1;
    figures.filters = seen.size;
    figures.panels += tally.panels;
    figures.numbers += tally.numbers + pages.numbers;
    figures.followed += tally.followed + pages.followed;
    figures.sums += parts.sums;
    figures.differences.push(...tally.differences, ...pages.differences, ...parts.differences);
    tell(figures);
  };
  await step(new URLSearchParams());
  if (runs > 1) for (const asked of fc.sample(drawnFilters(province), { numRuns: runs - 1, seed })) await step(asked);
  return figures;
}
