import { tell, type Basis } from './following.ts';
import type { Many } from './standing.ts';

/** So many projects, of more than one firm, must stand behind a sum that is told of others. */
export const fewest = { projects: 3 };

export const areFew = ({ projects, firms }: Many): boolean => projects < fewest.projects || firms.size < 2;

export const together = (some: readonly Many[]): Many => ({
  projects: some.reduce((sum, { projects }) => sum + projects, 0),
  ids: new Set(some.flatMap(({ ids }) => [...ids])),
  firms: new Set(some.flatMap(({ firms }) => [...firms])),
});

/** Whether of one project, of two or of one firm more follows from what is told now than from what was told before. */
export function tellsOfFew(now: Basis, before: Basis, unknowns: readonly Many[], effort: { left: number }): boolean {
  const named = [...new Set([...now.values()].flatMap(({ names }) => names))];
  const isMore = (isOf: (unknown: Many) => boolean) => {
    const few = new Set(named.filter((name) => isOf(unknowns[name]!)));
    return --effort.left < 0 || toldOf(few, now) > toldOf(few, before);
  };
  const changed = [...now].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => unknowns[name]!);
  const firms = new Set(changed.flatMap((each) => (each.firms.size < 2 ? [[...each.firms][0]] : [])));
  if ([...firms].some((firm) => isMore((each) => each.firms.size < 2 && [...each.firms][0] === firm))) return true;
  const lone = new Set(changed.flatMap((each) => (each.projects < fewest.projects ? [...each.ids] : [])));
  return [...lone].some((one) =>
    [...besides(one, now, unknowns)].some((other) =>
      isMore((each) => each.projects < fewest.projects && [...each.ids].every((id) => id === one || id === other))
    )
  );
}

/**
 * The projects that sums have to do with which begin with something of one project, or that share something with those:
 * of no others may something of the two follow.
 */
function besides(one: string, sums: Basis, unknowns: readonly Many[]): Set<string> {
  const own = new Set(Array.from(sums).flatMap(([name, sum]) => (unknowns[name]!.ids.has(one) ? sum.names : [])));
  const near = [...sums.values()].filter(({ names }) => names.some((name) => own.has(name)));
  const few = near.flatMap(({ names }) => names.filter((name) => unknowns[name]!.projects < fewest.projects));
  return new Set([one, ...few.flatMap((name) => [...unknowns[name]!.ids])]);
}

/** How much sums tell of these unknowns alone: only those that begin with one of them can be in it. */
function toldOf(few: ReadonlySet<number>, sums: Basis): number {
  // Whatever else is in them goes first.
  const rank = (name: number) => (few.has(name) ? name + last : name);
  const basis: Basis = new Map();
  for (const { names, times } of [...few].flatMap((name) => sums.get(name) ?? [])) {
    const order = [...names.keys()].sort((a, b) => rank(names[a]!) - rank(names[b]!));
    tell(basis, { names: order.map((at) => rank(names[at]!)), times: order.map((at) => times[at]!) });
  }
  return [...basis.keys()].filter((name) => name >= last).length;
}

/** More than there are unknowns. */
const last = 2 ** 40;
