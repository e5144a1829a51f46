import fc from 'fast-check';
import { drawnFilters } from './draw.ts';
import { walkPages } from './pages.ts';
import { partsThatDoNotSum } from './parts.ts';
import type { Province } from './province.ts';
import { checking, walk, type Tally } from './walk.ts';

export interface Figures extends Tally {
  runs: number;
  /** Sets of filters that are not alike. */
  filters: number;
  sums: number;
}

/**
 * Draws filters and walks every number of every panel and page under
 * each; the first walk is without any. The same seed, the same walk.
 */
export async function proveAll(
  province: Province,
  {
    runs,
    seed,
    each = 1,
    formats = 1,
    tell = () => undefined,
  }: { runs: number; seed: number; each?: number; formats?: number; tell?: (figures: Figures) => void }
): Promise<Figures> {
  const check = checking(province, { each, formats });
  const figures: Figures = Object.assign(check.tally, { runs: 0, filters: 0, sums: 0 });
  const seen = new Set<string>();
  const step = async (asked: URLSearchParams) => {
    await walk(province, asked, check);
    await walkPages(province, asked, check);
    const parts = await partsThatDoNotSum(province, asked);
    seen.add(asked.toString());
    figures.runs += 1;
    figures.filters = seen.size;
    figures.sums += parts.sums;
    figures.differences.push(...parts.differences);
    tell(figures);
  };
  await step(new URLSearchParams());
  // What no project has narrows panels alone.
  for (const { name, values, isApart } of province.filters)
    if (isApart && values[0] !== undefined)
      await walk(province, new URLSearchParams([[name, values[0]]]), check, { of: 'funding' });
  if (runs > 1) for (const asked of fc.sample(drawnFilters(province), { numRuns: runs - 1, seed })) await step(asked);
  return figures;
}
