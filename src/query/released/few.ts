import { tell, type Basis } from './following.ts';
import type { Many } from './standing.ts';

/** So many projects, of more than one firm, must stand behind a sum that is told of others. */
export const fewest = { projects: 3 };

export const areFew = ({ projects, firms }: Many): boolean => projects < fewest.projects || firms.size < 2;

export const together = (some: readonly Many[]): Many => ({
  projects: some.reduce((sum, { projects }) => sum + projects, 0),
  ids: twoOf(some.map(({ ids }) => ids)),
  firms: twoOf(some.map(({ firms }) => firms)),
});

/** Two of many are enough to say that they are not one. */
function twoOf(sets: readonly ReadonlySet<string>[]): Set<string> {
  const two = new Set<string>();
  for (const set of sets)
    for (const each of set) {
      two.add(each);
      if (two.size === 2) return two;
    }
  return two;
}

/**
 * Whether of one project, of two or of one firm more follows from what is told now than from what was told before. So
 * much is asked at most as there is effort left; what would take more is taken to follow.
 */
export function tellsOfFew(now: Basis, before: Basis, unknowns: readonly Many[], effort: { left: number }): boolean {
  const named = new Set([...now.values()].flatMap(({ names }) => names));
  const isMore = (few: Iterable<number>) =>
    --effort.left < 0 || toldOf(new Set(few), now) > toldOf(new Set(few), before);
  const changed = [...now].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => name);
  const firmOf = (name: number) => (unknowns[name]!.firms.size < 2 ? [[...unknowns[name]!.firms].join()] : []);
  const ofFirm = byEach(named, firmOf);
  if (changed.flatMap(firmOf).some((firm) => isMore(ofFirm.get(firm)!))) return true;
  const idsOf = (name: number) => (unknowns[name]!.projects < fewest.projects ? [...unknowns[name]!.ids] : []);
  const ofProject = byEach(named, idsOf);
  const near = besides(now, idsOf);
  return [...new Set(changed.flatMap(idsOf))].some((one) =>
    [...near(one)].some((other) =>
      isMore(
        [...ofProject.get(one)!, ...ofProject.get(other)!].filter((name) =>
          idsOf(name).every((id) => id === one || id === other)
        )
      )
    )
  );
}

function byEach(names: Iterable<number>, of: (name: number) => readonly string[]): Map<string, number[]> {
  const by = new Map<string, number[]>();
  for (const name of names) for (const each of of(name)) by.set(each, [...(by.get(each) ?? []), name]);
  return by;
}

/**
 * By project, those that sums have to do with which begin with something of it, or that share something with those: of
 * it and no other may something follow.
 */
function besides(sums: Basis, idsOf: (name: number) => readonly string[]): (one: string) => ReadonlySet<string> {
  const begun = byEach(sums.keys(), idsOf);
  const holding = new Map<number, number[]>();
  for (const [first, { names }] of sums)
    for (const name of names) holding.set(name, [...(holding.get(name) ?? []), first]);
  return (one) => {
    const own = new Set((begun.get(one) ?? []).flatMap((first) => sums.get(first)!.names));
    const near = new Set([...own].flatMap((name) => holding.get(name)!));
    return new Set([one, ...[...near].flatMap((first) => sums.get(first)!.names.flatMap(idsOf))]);
  };
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
