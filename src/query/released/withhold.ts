import type { Withheld } from '../catalog.ts';
import { areFew, tellsOfFew, together } from './few.ts';
import { added, less, tell, type Sum } from './following.ts';
import { groupsOf, type Group } from './groups.ts';
import type { Alike } from './standing.ts';

/** So many times it is asked at most what follows of few, some second: whatever would take more is withheld. */
const patience = 50_000;

/** A sum of a group, by its place among the names. */
type Of = readonly [group: Group, sum: number];

/**
 * Which sums are withheld, by the number of dimensions that they are told by: from those that are told nothing follows,
 * by any additions and subtractions, of few projects of others or of one firm. The widest are told first.
 */
export function withhold(
  alike: readonly Alike[],
  dimensions: number,
  names: readonly string[],
  most = patience
): Withheld[][] {
  const { groups, unknowns, firstFew } = groupsOf(alike, dimensions, names.length);
  const effort = { left: most };
  for (const group of groups[0]!) settle(group);
  return groups.map((level) =>
    level.map(({ key, tells }) => ({ key, hides: new Set(names.filter((_, sum) => !tells.has(sum))) }))
  );

  function settle(group: Group): void {
    for (const part of group.parts) settle(part);
    // Nobody reads where a sum is that has no place.
    const named = group.key.includes(null) ? [] : [...names.keys()];
    const spared = named.flatMap((sum) => spare(group, sum));
    begin(group, new Set(spared.map(([part]) => part)));
    const width = (sum: number) => group.standing[sum]!.projects;
    for (const sum of named.sort((one, other) => width(other) - width(one)))
      if (isEnough(untold(group, sum).map(({ others }) => others)) && isTold(group, whole(group, sum)))
        group.tells.add(sum);
    // What was withheld in vain is told again.
    const again = spared.filter(([part, sum]) => !group.tells.has(sum) && isTold(group, restWithin(group, part, sum)));
    for (const [part, sum] of again) part.tells.add(sum);
    if (again.length > 0) begin(group, new Set(again.map(([part]) => part)));
  }

  /** Works out anew what is told of a group, where it is told less of some of its parts. */
  function begin(group: Group, changed: ReadonlySet<Group>): boolean {
    const isOfParts = group.parts.map((part) => begin(part, changed)).includes(true);
    if (!isOfParts && !changed.has(group) && group.basis.size + group.few.size > 0) return false;
    group.basis = new Map();
    group.few = new Map(group.parts.flatMap((part) => [...part.few]));
    for (const sum of group.tells) put(group, whole(group, sum));
    return true;
  }

  /** Tells a sum of a group, unless something of few follows with it. */
  function isTold(group: Group, sum: Sum): boolean {
    return put(group, sum, (now) => !tellsOfFew(now, group.few, unknowns, effort));
  }

  /** Adds to what is known what a sum tells more, where that is safe; says whether it is. */
  function put(group: Group, sum: Sum, isSafe = (_: Group['few']) => true): boolean {
    const rest = restOf(group, sum);
    const [first] = rest.names;
    if (first === undefined) return true;
    if (first < firstFew) {
      // Something of many is in it and in nothing else: it tells of few nothing more.
      tell(group.basis, rest);
      return true;
    }
    const now = new Map(group.few);
    tell(now, rest);
    if (!isSafe(now)) return false;
    group.few = now;
    return true;
  }

  /** A sum of a part of a group less all that is told of the parts of the group. */
  function restWithin(group: Group, part: Group, sum: number): Sum {
    if (group === part) return whole(part, sum);
    const [next] = group.parts.filter(({ key }) => key.every((value, at) => value === part.key[at]));
    return restOf(next!, restWithin(next!, part, sum));
  }

  /** A sum of a group less all that is told of its parts. */
  function whole({ parts, of }: Group, sum: number): Sum {
    if (parts.length === 0) return of[sum]!;
    return parts.map((part) => restOf(part, whole(part, sum))).reduce((one, other) => added(one, other));
  }
}

const restOf = ({ basis, few }: Group, sum: Sum): Sum => less(less(sum, basis), few);

const isEnough = (some: readonly Group['others'][]): boolean => some.length === 0 || !areFew(together(some));

/** The groups of the finest kind of which a sum is told in nothing that is smaller than this group. */
const untold = (group: Group, sum: number): Group[] =>
  group.parts.length === 0 ? [group] : group.parts.flatMap((part) => (part.tells.has(sum) ? [] : untold(part, sum)));

/** The largest groups within this one of which a sum is told. */
const toldIn = ({ parts }: Group, sum: number): Group[] =>
  parts.flatMap((part) => (part.tells.has(sum) ? [part] : toldIn(part, sum)));

/**
 * Withholds a sum of the smallest parts of a group, so that what is left of it when the others are taken off is of
 * enough; answers of which.
 */
function spare(group: Group, sum: number): Of[] {
  const left = group.parts.length === 0 ? [] : untold(group, sum);
  const areEnough = isEnough(left.map(({ others }) => others));
  const standing = left.map((each) => each.standing[sum]!).filter(({ projects }) => projects > 0);
  if (areEnough && isEnough(standing)) return [];
  const [smallest] = toldIn(group, sum)
    .filter((part) => !areEnough || part.standing[sum]!.projects > 0)
    .sort(
      (a, b) =>
        b.key.length - a.key.length ||
        a.standing[sum]!.projects - b.standing[sum]!.projects ||
        a.others.projects - b.others.projects
    );
  if (smallest === undefined) return [];
  smallest.tells.delete(sum);
  return [[smallest, sum], ...spare(group, sum)];
}
