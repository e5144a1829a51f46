import { areFew, together } from './few.ts';
import { sumOf, type Basis, type Sum } from './following.ts';
import type { Alike, Many } from './standing.ts';

/** Projects of others that have the same first of the dimensions that sums are told by. */
export interface Group {
  key: readonly (string | null)[];
  /** Those of one dimension more; a group that has none is of the finest kind. */
  parts: readonly Group[];
  others: Many;
  /** Who stands in each sum. */
  standing: readonly Many[];
  /** Each sum in unknowns; nothing where there are parts, whose sums it is made of. */
  of: readonly Sum[];
  /** The sums of it that are told. */
  tells: Set<number>;
  /** What these tell that is not of few alone, beside what its parts tell. */
  basis: Basis;
  /** What is told of few alone, here and in its parts. */
  few: Basis;
}

export interface Groups {
  /** By the number of dimensions. */
  groups: Group[][];
  /** What projects of one place come to for which the same sums are one amount: those of few stand last. */
  unknowns: readonly Many[];
  firstFew: number;
}

export function groupsOf(alike: readonly Alike[], dimensions: number, sums: number): Groups {
  const amounts = alike.flatMap((each) => each.amounts.map((stands) => ({ ...each, stands })));
  const unknowns = Array.from(
    Map.groupBy(amounts, ({ key, stands }) => JSON.stringify([key, stands])).values(),
    (some) => ({ key: some[0]!.key, stands: some[0]!.stands, ...together(some) })
  ).sort((one, other) => Number(areFew(one)) - Number(areFew(other)));
  const groups: Group[][] = [];
  for (let by = dimensions; by >= 0; by--)
    groups[by] = Array.from(Map.groupBy(alike, ({ key }) => JSON.stringify(key.slice(0, by))).values(), (some) =>
      groupOf(some, by)
    );
  return { groups, unknowns, firstFew: unknowns.filter((each) => !areFew(each)).length };

  function groupOf(some: readonly Alike[], by: number): Group {
    const key = some[0]!.key.slice(0, by);
    const isIn = (each: { key: Group['key'] }) => key.every((value, at) => value === each.key[at]);
    const parts = (groups[by + 1] ?? []).filter(isIn);
    const here = by === dimensions ? [...unknowns.keys()].filter((name) => isIn(unknowns[name]!)) : [];
    const each = Array.from({ length: sums }, (_, sum) =>
      here.flatMap((name) =>
        unknowns[name]!.stands.flatMap(([at, times]) => (at === sum ? [[name, times] as const] : []))
      )
    );
    return {
      key,
      parts,
      others: together(some),
      standing: each.map((names, sum) =>
        together(
          parts.length > 0 ? parts.map(({ standing }) => standing[sum]!) : names.map(([name]) => unknowns[name]!)
        )
      ),
      of: each.map(sumOf),
      tells: new Set(),
      basis: new Map(),
      few: new Map(),
    };
  }
}
