import { random } from '../province/random.ts';

/** One sum that was told: by unknown, how often it is in it. */
export type Equation = ReadonlyMap<string, number>;

/** A prime: numbers are counted by it, so that nothing is rounded and products stay exact. */
const prime = 67_108_859;

const ways = 60;
const { whole } = random('ways');

const mod = (value: number): number => ((value % prime) + prime) % prime;
const inverse = (value: number): number => {
  let [power, base, result] = [prime - 2, mod(value), 1];
  for (; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
};

/**
 * What follows from sums, by any additions and subtractions of any of them: answers whether something of some unknowns
 * alone is among it, say one of them or what two of them come to.
 */
export function inferredFrom(equations: readonly Equation[]): (unknowns: readonly string[]) => boolean {
  const blocks = blocksOf(equations);
  return (unknowns) => {
    const parts = Map.groupBy(
      unknowns.flatMap((name) => (blocks.has(name) ? [name] : [])),
      (name) => blocks.get(name)!
    );
    return Array.from(parts).some(
      ([block, names]) => reduce(names.map((name) => [...block.get(name)!])).size < names.length
    );
  };
}

/** Of each unknown some of the ways in which those that share sums may be others while what was told is the same. */
type Block = Map<string, number[]>;

function blocksOf(equations: readonly Equation[]): Map<string, Block> {
  const distinct = new Map(equations.map((each) => [[...each].sort().join(), each]));
  const first = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let up = first.get(root); up !== undefined; up = first.get(root)) root = up;
    // Whoever is on the way there is led there at once the next time.
    for (let at = name; at !== root;) {
      const up = first.get(at)!;
      first.set(at, root);
      at = up;
    }
    return root;
  };
  for (const each of distinct.values()) {
    const [one = '', ...others] = each.keys();
    for (const other of others) {
      const [root, joined] = [rootOf(one), rootOf(other)];
      if (root !== joined) first.set(joined, root);
    }
  }
  const members = Map.groupBy(distinct.values(), (each) => rootOf(each.keys().next().value!));
  const blocks = new Map<string, Block>();
  for (const some of members.values()) {
    const block = solved(some);
    for (const name of block.keys()) blocks.set(name, block);
  }
  return blocks;
}

function solved(equations: readonly Equation[]): Block {
  const names = [...new Set(equations.flatMap((each) => [...each.keys()]))];
  const at = new Map(names.map((name, place) => [name, place]));
  const rows = equations.map((each) => {
    const row = new Array<number>(names.length).fill(0);
    for (const [name, count] of each) row[at.get(name)!] = mod(count);
    return row;
  });
  const pivots = reduce(rows);
  const free = names.map((_, place) => place).filter((place) => !pivots.has(place));
  // As many ways, mixed of all, tell as much about fewer unknowns, and are sooner looked through.
  const mixed = new Map(free.map((place) => [place, Array.from({ length: ways }, () => whole(1, prime - 1))]));
  return new Map(
    names.map((name, place) => {
      const row = pivots.get(place);
      if (row === undefined) return [name, mixed.get(place)!];
      const parts = new Array<number>(ways).fill(0);
      for (const other of free)
        if (row[other] !== 0)
          for (const [way, times] of mixed.get(other)!.entries())
            parts[way] = mod(parts[way]! - ((row[other]! * times) % prime));
      return [name, parts];
    })
  );
}

/** Brings rows to their reduced form in place; answers the row of each leading column. */
function reduce(rows: number[][]): Map<number, number[]> {
  const pivots = new Map<number, number[]>();
  const width = rows[0]?.length ?? 0;
  let rest = rows;
  for (let column = 0; column < width && rest.length > 0; column++) {
    const pivot = rest.find((row) => row[column] !== 0);
    if (pivot === undefined) continue;
    const factor = inverse(pivot[column]!);
    for (let place = column; place < width; place++) pivot[place] = (pivot[place]! * factor) % prime;
    for (const row of rows) {
      const times = row === pivot ? 0 : row[column]!;
      if (times === 0) continue;
      for (let place = column; place < width; place++)
        row[place] = mod(row[place]! - ((times * pivot[place]!) % prime));
    }
    rest = rest.filter((row) => row !== pivot);
    pivots.set(column, pivot);
  }
  return pivots;
}
