import { createHash } from 'node:crypto';

/**
 * Some of a list, in its order. What is drawn hangs on the seed and on each item alone, so that one more item changes
 * the draw by one at most.
 */
export function draw<T>(seed: string, items: readonly T[], count: number, nameOf: (item: T) => string = String): T[] {
  const hashed = items.map((item, at) => ({ item, at, hash: hashOf(seed, nameOf(item)) }));
  const drawn = hashed.sort((a, b) => a.hash.localeCompare(b.hash) || a.at - b.at).slice(0, count);
  return drawn.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/**
 * About one in so many of a list. Whether an item is drawn hangs on the seed and on it alone, whatever else there is.
 */
export const drawOneIn = (seed: string, items: readonly string[], count: number): string[] =>
  items.filter((item) => parseInt(hashOf(seed, item).slice(0, 8), 16) % count === 0);

const hashOf = (seed: string, name: string): string => createHash('sha256').update(`${seed}\0${name}`).digest('hex');
