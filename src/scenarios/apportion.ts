import {
  compareFractions,
  fraction,
  isNone,
  remainder,
  roundedDown,
  wholeFraction,
  type Fraction,
} from '#spec/fraction';
import { multiplierOf, shareOf } from './multiplier.ts';

export const methods = ['largest_remainder', 'dhondt', 'sainte_lague', 'huntington_hill', 'adams'] as const;
export type Method = (typeof methods)[number];

export interface Claimant {
  name: string;
  weight: Fraction;
  floor: bigint;
  /** null is none. */
  ceiling: bigint | null;
}

/** The last places went to some of those whose claims are equal. `among` stands in the order that broke it. */
export interface Tie {
  value: Fraction;
  among: string[];
  places: number;
  given: string[];
}

/** A place that was given, and by what claim; `isEndless`: a first place that each weight above 0 may claim. */
export interface Given extends Claim {
  name: string;
}

interface Claim {
  isEndless: boolean;
  value: Fraction;
}

export interface Apportionment {
  seats: Map<string, bigint>;
  shares: Map<string, Fraction>;
  multiplier: Fraction;
  tie: Tie | null;
  /** What was given beyond what all had at the start, first to last. */
  given: Given[];
}

/**
 * Whole places in proportion to weights within bounds. The order of the claimants breaks ties, and only that.
 * What cannot be given by them is the caller's to refuse: floors above the places, ceilings below.
 */
export function apportion(places: bigint, claimants: readonly Claimant[], method: Method): Apportionment {
  const sharers = claimants.map(({ weight, floor, ceiling }) => ({
    weight,
    floor: wholeFraction(floor),
    ceiling: ceiling === null ? null : wholeFraction(ceiling),
  }));
  const multiplier = multiplierOf(wholeFraction(places), sharers);
  const shares = sharers.map((sharer) => shareOf(sharer, multiplier));
  const named = new Map(claimants.map(({ name }, at) => [name, shares[at]!]));
  const found =
    method === 'largest_remainder'
      ? byRemainders(places, claimants, shares)
      : byPriorities(places, claimants, divisors[method]);
  return { ...found, shares: named, multiplier };
}

type Found = Pick<Apportionment, 'seats' | 'tie' | 'given'>;

function byRemainders(places: bigint, claimants: readonly Claimant[], shares: readonly Fraction[]): Found {
  const seats = new Map(claimants.map(({ name }, at) => [name, roundedDown(shares[at]!)]));
  const left = Number(places - sumOf(seats.values()));
  const claims = claimants
    .map(({ name }, at) => ({ name, isEndless: false, value: remainder(shares[at]!) }))
    .sort((a, b) => compareFractions(b.value, a.value));
  const given = claims.slice(0, left);
  for (const { name } of given) seats.set(name, seats.get(name)! + 1n);
  return { seats, given, tie: tieOf(claimants, given, claims.slice(left)) };
}

/** The claim of a place more by who has so many: w / d; of Huntington–Hill squares are compared, w² / d². */
const divisors: Record<Exclude<Method, 'largest_remainder'>, (weight: Fraction, has: bigint) => Claim> = {
  dhondt: (weight, has) => by(weight, has + 1n),
  sainte_lague: (weight, has) => by(weight, 2n * has + 1n),
  adams: (weight, has) => (has === 0n ? { isEndless: true, value: weight } : by(weight, has)),
  huntington_hill: ({ above, below }, has) =>
    has === 0n
      ? { isEndless: true, value: { above, below } }
      : { isEndless: false, value: { above: above * above, below: below * below * has * (has + 1n) } },
};

const by = ({ above, below }: Fraction, divisor: bigint): Claim => ({
  isEndless: false,
  value: { above, below: below * divisor },
});

function byPriorities(
  places: bigint,
  claimants: readonly Claimant[],
  claimOf: (w: Fraction, n: bigint) => Claim
): Found {
  const seats = new Map(claimants.map(({ name, floor }) => [name, floor]));
  const given: Given[] = [];
  const open = () =>
    claimants
      .filter(({ name, weight, ceiling }) => !isNone(weight) && (ceiling === null || seats.get(name)! < ceiling))
      .map(({ name, weight }) => ({ name, ...claimOf(weight, seats.get(name)!) }));
  for (let left = places - sumOf(seats.values()); left > 0n; left--) {
    const [first, ...others] = open();
    if (!first) throw new Error('nobody can take a place');
    const next = others.reduce((best, other) => (compareClaims(other, best) > 0 ? other : best), first);
    seats.set(next.name, seats.get(next.name)! + 1n);
    given.push(next);
  }
  return { seats, given, tie: tieOf(claimants, given, open()) };
}

function compareClaims(a: Claim, b: Claim): number {
  if (a.isEndless !== b.isEndless) return a.isEndless ? 1 : -1;
  return compareFractions(a.value, b.value);
}

/** A tie is one only where the line between what is given and what is not runs through equal claims. */
function tieOf(claimants: readonly Claimant[], given: readonly Given[], refused: readonly Given[]): Tie | null {
  const last = given.at(-1);
  if (!last) return null;
  const equal = (claims: readonly Given[]) =>
    claims.filter((claim) => compareClaims(claim, last) === 0).map(({ name }) => name);
  const [inside, outside] = [equal(given), equal(refused)];
  if (outside.length === 0) return null;
  const order = claimants.map(({ name }) => name);
  const inOrder = (names: string[]) => order.filter((name) => names.includes(name));
  return {
    value: fraction(last.value.above, last.value.below),
    among: inOrder([...inside, ...outside]),
    places: inside.length,
    given: inOrder(inside),
  };
}

export const sumOf = (all: Iterable<bigint>): bigint => [...all].reduce((sum, one) => sum + one, 0n);
