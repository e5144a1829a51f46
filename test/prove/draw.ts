import fc from 'fast-check';
import type { Province } from './province.ts';

/**
 * Filters as a reader may choose them: of some dimensions one value,
 * or any of a few. A county comes with a city as often as without.
 */
export function drawnFilters({
  filters,
  projects,
}: Pick<Province, 'filters' | 'projects'>): fc.Arbitrary<URLSearchParams> {
  // What no project has narrows some numbers alone: it is walked by the panels that are by it.
  const ofProjects = filters.filter(({ isApart }) => !isApart);
  const choices = ofProjects.map(({ name, values }) => {
    const some = fc.subarray([...values], { minLength: 1, maxLength: Math.min(3, values.length) });
    const weight = { batch: 3, city: 3, direction: 2 }[name] ?? 1;
    return fc
      .oneof({ arbitrary: fc.constant<string[]>([]), weight: 4 }, { arbitrary: some, weight })
      .map((chosen) => chosen.map((value) => [name, value]));
  });
  const anyhow = fc.tuple(...choices).map((chosen) => new URLSearchParams(chosen.flat() as [string, string][]));
  // What one project has of each, so that long filters do not always leave nothing.
  const ofOne = fc
    .tuple(
      fc.constantFrom(...projects),
      fc.subarray(
        ofProjects.map(({ name }) => name),
        { minLength: 1, maxLength: 4 }
      )
    )
    .map(
      ([project, names]) =>
        new URLSearchParams(
          names.flatMap((name) => (project[name] === null ? [] : [[name, String(project[name])] as [string, string]]))
        )
    );
  return fc.oneof({ arbitrary: anyhow, weight: 3 }, { arbitrary: ofOne, weight: 2 }).filter(({ size }) => size > 0);
}
