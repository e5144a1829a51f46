import type { Withheld } from '../catalog.ts';
import type { Together } from './measures.ts';
import { pairOf, type Standing } from './standing.ts';

/** So many projects, of more than one firm, must stand behind a sum that is told of others. */
export const fewest = { projects: 3 };

interface Sums {
  /** The sums that may be told. */
  told: readonly string[];
  together: Together;
  isMoney: (name: string) => boolean;
}

/** By sum, the finest groups in which it is withheld by however many more dimensions it is told. */
type Among = ReadonlyMap<string, ReadonlySet<Standing>>;

/**
 * Which sums are withheld, by the number of dimensions that they are told by: of the finest groups first, then of what
 * is withheld there by less of them, so that nothing follows from a total less its parts.
 */
export function withhold(standing: readonly Standing[], dimensions: number, sums: Sums): Withheld[][] {
  const levels: Withheld[][] = [];
  let among: Among | null = null;
  for (let by = dimensions; by >= 0; by--) {
    const level = withholdBy(by, { standing, among, sums });
    levels[by] = level;
    among = withheldSoFar(level, { standing, among, sums });
  }
  return levels;
}

interface Told {
  standing: readonly Standing[];
  among: Among | null;
  sums: Sums;
}

function withholdBy(by: number, { standing, among, sums }: Told): Withheld[] {
  const groups = Map.groupBy(standing, ({ key }) => JSON.stringify(key.slice(0, by)));
  return Array.from(groups.values(), (parts) => {
    const key = parts[0]!.key.slice(0, by);
    const isOwn = parts.every(({ others }) => others === 0);
    // Nobody reads where a sum is that has no place.
    const isNowhere = key.includes(null);
    const isTold = among === null && isOwn;
    const hides = sums.told.filter((name) => isNowhere || (!isTold && isWithheld(name, { parts, among, sums })));
    return { key, isOwn, hides: new Set(hides) };
  });
}

function withheldSoFar(level: readonly Withheld[], { standing, among, sums }: Told): Among {
  const groupOf = new Map(level.map((group) => [JSON.stringify(group.key), group]));
  const by = level[0]?.key.length ?? 0;
  const hidden = (name: string) =>
    standing.filter(
      (part) =>
        (among?.get(name)!.has(part) ?? true) && groupOf.get(JSON.stringify(part.key.slice(0, by)))!.hides.has(name)
    );
  return new Map(sums.told.map((name) => [name, new Set(hidden(name))]));
}

interface Group {
  parts: readonly Standing[];
  among: Among | null;
  sums: Sums;
}

/**
 * A sum that few projects or one firm stand behind, or all of them but so few; and the narrower of two that are summed
 * together and few projects stand apart in, as those concluded and not accepted. The reader knows the own rows: few of
 * others beside them are few. Where something is withheld by more dimensions, what is withheld of it is looked at: that
 * is what a total less its parts tells. What two groups at least have between them tells of neither how many do not
 * stand in it; of money it is the amount that is told.
 */
function isWithheld(name: string, { parts, among, sums }: Group): boolean {
  const those = among === null ? parts : parts.filter((part) => among.get(name)!.has(part));
  const standing = count(those, (part) => part.of.get(name)!.others);
  if (isFew(standing) || (standing > 0 && isOfOneFirm(name, those))) return true;
  const [ofMoney, ofStates] = [true, false].map((isOfMoney) =>
    Array.from(sums.together.get(name) ?? []).some(
      (other) =>
        (sums.isMoney(name) && sums.isMoney(other)) === isOfMoney && isNarrowerByFew(name, other, { parts, among })
    )
  );
  if (ofMoney) return true;
  const isOfSeveral = among !== null && new Set(those.filter(({ others }) => others > 0).map(lastOf)).size > 1;
  return !isOfSeveral && (isFew(count(those, ({ others }) => others) - standing) || ofStates!);
}

const lastOf = ({ key }: Standing): string | null => key.at(-1) ?? null;

const isFew = (projects: number): boolean => projects > 0 && projects < fewest.projects;

const count = (parts: readonly Standing[], of: (part: Standing) => number): number =>
  parts.reduce((sum, part) => sum + of(part), 0);

const isOfOneFirm = (name: string, parts: readonly Standing[]): boolean =>
  new Set(parts.flatMap((part) => part.of.get(name)!.firms)).size < 2;

/** Whether few projects stand between two sums, and this is the narrower of them; of two that are as wide, one is. */
function isNarrowerByFew(name: string, other: string, { parts, among }: Omit<Group, 'sums'>): boolean {
  const [own, wide] = [name, other].map((each) => count(parts, (part) => part.of.get(each)!.all)) as [number, number];
  if (wide < own || (wide === own && other > name)) return false;
  const pair = pairOf(name, other);
  const areFew = (some: readonly Standing[]) => isFew(count(some, (part) => part.apart.get(pair)!));
  if (areFew(parts)) return true;
  if (among === null) return false;
  // Also of what is withheld of this one and told of the other: what is told of more, less this, is theirs.
  const [here, there] = [among.get(name)!, among.get(other)!];
  return [
    parts.filter((part) => here.has(part) || there.has(part)),
    parts.filter((part) => here.has(part)),
    parts.filter((part) => here.has(part) && !there.has(part)),
  ].some(areFew);
}
