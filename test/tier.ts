/** How much is tried: `npm test` tries a part of what is long, `npm run test:full` all of it. */
export const isFull = process.env.TIER === 'full';

/** A size: what npm test tries, and what npm run test:full does. */
export const sized = (usual: number, full: number): number => (isFull ? full : usual);

/**
 * A long list of cases whole in npm run test:full; in npm test
 * so many of them, spread over it from the first to the last.
 */
export function some<T>(all: readonly T[], count: number): readonly T[] {
  if (isFull || all.length <= count) return all;
  const step = (all.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, at) => all[Math.round(at * step)] as T);
}

/**
 * A long list of cases whole in npm run test:full; in npm test the first of every kind. A case may be of several kinds.
 */
export function ofEachKind<T>(all: readonly T[], kindsOf: (one: T) => readonly string[]): readonly T[] {
  if (isFull) return all;
  const met = new Set<string>();
  return all.filter((one) => {
    const fresh = kindsOf(one).filter((kind) => !met.has(kind));
    for (const kind of fresh) met.add(kind);
    return fresh.length > 0;
  });
}
