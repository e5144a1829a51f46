import { random } from '../province/random.ts';
import type { Trial } from './trials.ts';

/** So many trials of each table, column and way, or of a share of these, drawn by a seed. */
export function draw(
  trials: readonly Trial[],
  { each, seed, share = 1 }: { each: number; seed: string; share?: number }
): Trial[] {
  const from = random('forget', seed);
  const groups = new Map<string, Trial[]>();
  for (const trial of trials) {
    const key = [trial.table, trial.column, trial.way].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  return [...groups.values()]
    .filter(() => from.chance(share))
    .flatMap((group) => {
      const left = [...group];
      return Array.from({ length: Math.min(each, left.length) }, () =>
        left.splice(from.whole(0, left.length - 1), 1)
      ).flat();
    });
}
