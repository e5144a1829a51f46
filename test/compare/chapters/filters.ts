import { draw } from '../draw.ts';
import type { Known } from '../chapter.ts';

const queryOf = (filters: readonly (readonly [string, string])[]): string =>
  new URLSearchParams(filters.map(([name, value]) => [name, value])).toString();

/**
 * Queries of filters: up to `each` values of every dimension by itself, and some of two or three dimensions together.
 */
export function drawFilters({ filters }: Known, seed: string, { each, pairs }: { each: number; pairs: number }) {
  const single = filters.flatMap(({ name, values }) =>
    draw(`${seed} ${name}`, values, each).map((value) => [name, value] as const)
  );
  const several = draw(
    `${seed} pairs`,
    single.flatMap((one, at) => single.slice(at + 1).map((other) => [one, other] as const)),
    pairs,
    queryOf
  );
  const three = several.flatMap((two, at) => {
    const [third] = draw(`${seed} ${at}`, single, 1, String);
    return third && at % 4 === 0 ? [[...two, third]] : [];
  });
  return [...single.map((one) => [one]), ...several, ...three].map(queryOf);
}
