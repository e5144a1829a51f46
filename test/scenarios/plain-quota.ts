import type { QuotaCase, RawBound, RawCity, RawQuota } from './quotas.ts';

/*
 * Quotas worked out a second time and another way, to hold the engine's answers against: weights as whole numbers over
 * one denominator, the multiplier by trying each stretch between two bounds, claims all written down and sorted.
 */

export interface PlainQuota {
  seats: Record<string, bigint>;
  shares: Record<string, string>;
  ties: { at: string; among: string[]; places: number; given: string[] }[];
  apart: Record<string, bigint>;
  taken: Record<string, bigint>;
  reserve: bigint;
}

export type Plain<T> = { is: T } | { refused: string; named: string[] };

/** A numerator and a denominator above 0. */
type Pair = readonly [bigint, bigint];

interface One {
  city: RawCity;
  weight: Pair;
  /** Over the denominator of all. */
  whole: bigint;
  floor: bigint;
  ceiling: bigint | null;
}

export function plainQuota({ rule, cities }: QuotaCase): Plain<PlainQuota> {
  const sorted = [...cities].sort((a, b) => Number(a.code) - Number(b.code));
  const apart: Record<string, bigint> = {};
  const whole = sorted.filter(({ x, y }) => x !== null && y !== null);
  const nothing = (['x', 'y'] as const).find(
    (column) => rule.weight.includes('share') && whole.length > 0 && whole.every((city) => Number(city[column]) === 0)
  );
  if (nothing !== undefined) return { refused: 'factor_is_nothing', named: [nothing] };
  const unknown = sorted.filter((city) => weightOf(rule.weight, city, sorted) === null);
  const stuck = unknown.filter((city) => keptBy(rule, city) === null);
  if (stuck.length > 0) return refused('unknown_weight', stuck);
  for (const city of unknown) apart[city.city] = keptBy(rule, city)!;
  const taking = sorted.filter((city) => !unknown.includes(city));
  const noCoefficient = taking.filter((city) => coefficientOf(rule, city) === null);
  if (noCoefficient.length > 0) return refused('unknown_coefficient', noCoefficient);
  const weights = taking.map((city): Pair => {
    const [a, b] = [weightOf(rule.weight, city, taking)!, coefficientOf(rule, city)!];
    return [a[0] * b[0], a[1] * b[1]];
  });
  const negative = taking.filter((_, at) => weights[at]![0] < 0n);
  if (negative.length > 0) return refused('negative_weight', negative);

  const base = BigInt(rule.base ?? 0);
  const places =
    BigInt(rule.total) - BigInt(rule.reserve ?? 0) - sum(Object.values(apart)) - base * BigInt(taking.length);
  if (places < 0n) return { refused: 'total_too_small', named: [] };
  const below = weights.reduce((all, [, under]) => all * under, 1n);
  const all = taking.map((city, at): One => {
    const [above, under] = weights[at]!;
    const ceiling = bound(rule.ceiling, city, false);
    const floor = bound(rule.floor, city, true)! - base;
    return {
      city,
      weight: [above, under],
      whole: (above * below) / under,
      floor: floor < 0n ? 0n : floor,
      ceiling: ceiling === null ? null : ceiling - base,
    };
  });
  const crossed = all.filter(({ floor, ceiling }) => ceiling !== null && floor > ceiling).map(({ city }) => city);
  if (crossed.length > 0) return refused('floor_above_ceiling', crossed);
  if (sum(all.map(({ floor }) => floor)) > places) return { refused: 'floors_exceed_total', named: [] };
  if (sum(all.map(({ floor }) => floor)) < places && all.every(({ whole }) => whole === 0n))
    return { refused: 'no_weight', named: [] };
  const most = all.map(({ whole, floor, ceiling }) => (whole === 0n ? floor : (ceiling ?? places)));
  if (sum(most) < places) return { refused: 'ceilings_below_total', named: [] };

  const ordered = [...all].sort((a, b) => before(rule, a, b));
  const shares = sharesOf(places, all);
  const first = give(rule.method, places, ordered, new Map(all.map((one, at) => [one, shares[at]!])));
  const seats = new Map(all.map((one) => [one, first.seats.get(one)! + base]));
  const ties = first.tie ? [{ at: 'allocation', ...first.tie }] : [];
  const taken: Record<string, bigint> = {};
  let reserve = BigInt(rule.reserve ?? 0);
  if (rule.penalty) {
    const { per_failed, at_most, goes_to } = rule.penalty;
    const untold = taking.filter(({ failed }) => failed === null);
    if (untold.length > 0) return refused('unknown_failed', untold);
    let pool = 0n;
    for (const one of all) {
      let lost = BigInt(per_failed * one.city.failed!);
      if (at_most !== undefined && lost > BigInt(at_most)) lost = BigInt(at_most);
      const over = seats.get(one)! - bound(rule.floor, one.city, true)!;
      if (lost > over) lost = over;
      if (lost <= 0n) continue;
      taken[one.city.city] = lost;
      seats.set(one, seats.get(one)! - lost);
      pool += lost;
    }
    const others = ordered
      .filter(({ city, whole }) => goes_to === 'others' && city.failed === 0 && whole > 0n)
      .map((one) => ({
        ...one,
        from: one,
        floor: 0n,
        ceiling: one.ceiling === null ? null : one.ceiling + base - seats.get(one)!,
      }));
    const room = sum(others.map(({ ceiling }) => ceiling ?? pool));
    const given = room < pool ? room : pool;
    reserve += pool - given;
    const again = sharesOf(given, others);
    const more = give(rule.method, given, others, new Map(others.map((one, at) => [one, again[at]!])));
    for (const one of others) seats.set(one.from, seats.get(one.from)! + more.seats.get(one)!);
    if (more.tie) ties.push({ at: 'penalty', ...more.tie });
  }
  if (rule.ties === 'refuse' && ties[0]) return { refused: 'tie', named: ties[0].among };
  return {
    is: {
      seats: { ...Object.fromEntries([...seats].map(([{ city }, count]) => [city.city, count])), ...apart },
      shares: Object.fromEntries(
        all.map(({ city }, at) => [city.city, lowest([shares[at]![0] + base * shares[at]![1], shares[at]![1]])])
      ),
      ties,
      apart,
      taken,
      reserve,
    },
  };
}

const refused = (reason: string, cities: readonly RawCity[]) => ({
  refused: reason,
  named: cities.map(({ city }) => city),
});
const sum = (all: readonly bigint[]) => all.reduce((a, b) => a + b, 0n);

function decimal(text: string): Pair {
  const [above, below = ''] = text.split('.');
  return [BigInt(above! + below), 10n ** BigInt(below.length)];
}

function weightOf(text: RawQuota['weight'], { x, y, z, previous }: RawCity, among: readonly RawCity[]): Pair | null {
  switch (text) {
    case '1':
      return [1n, 1n];
    case 'x':
      return x === null ? null : decimal(x);
    case 'y / z':
      return y === null || z === null || z === 0 ? null : [BigInt(y), BigInt(z)];
    case 'previous * y / z':
      return previous === null || y === null || z === null || z === 0 ? null : [BigInt(previous * y), BigInt(z)];
    case 'x - y': {
      if (x === null || y === null) return null;
      const [above, below] = decimal(x);
      return [above - BigInt(y) * below, below];
    }
    default: {
      if (x === null || y === null) return null;
      // Of hundredths, which all of x are; who lacks either takes no part.
      const whole = among.filter((city) => city.x !== null && city.y !== null);
      const hundredths = (city: RawCity) => (decimal(city.x!)[0] * 100n) / decimal(city.x!)[1];
      const [allX, allY] = [sum(whole.map(hundredths)), sum(whole.map((city) => BigInt(city.y!)))];
      if (allX === 0n || allY === 0n) return [0n, 1n];
      const ownX = (decimal(x)[0] * 100n) / decimal(x)[1];
      return [6n * ownX * allY + 4n * BigInt(y) * allX, 10n * allX * allY];
    }
  }
}

function coefficientOf({ coefficient }: RawQuota, { y, z }: RawCity): Pair | null {
  if (!coefficient) return [1n, 1n];
  const isKnown = y !== null && z !== null && z !== 0;
  const fits = coefficient.table.filter(({ from }) => isKnown && y * 100 >= Number(from) * 100 * z);
  const value = fits.at(-1)?.value ?? coefficient.if_unknown;
  return value === undefined ? null : decimal(value);
}

function keptBy(rule: RawQuota, city: RawCity): bigint | null {
  if (rule.unknown === 'previous') return city.previous === null ? null : BigInt(city.previous);
  const floor = bound(rule.floor, city, true)!;
  return rule.unknown === 'floor' && floor > 0n ? floor : null;
}

function bound(raw: RawBound | undefined, { city, previous }: RawCity, isFloor: boolean): bigint | null {
  const own = raw?.by_city?.[city];
  if (own !== undefined) return BigInt(own);
  const found: bigint[] = [];
  if (isFloor) found.push(0n);
  if (raw?.at !== undefined) found.push(BigInt(raw.at));
  if (raw?.of_previous !== undefined && previous !== null) {
    const [above, below] = decimal(raw.of_previous);
    const product = above * BigInt(previous);
    found.push(isFloor ? (product + below - 1n) / below : product / below);
  }
  if (found.length === 0) return null;
  return found.reduce((a, b) => (isFloor === b > a ? b : a));
}

function before({ tie_break = ['weight', 'code'] }: RawQuota, a: One, b: One): number {
  for (const by of [...tie_break, 'code']) {
    const order =
      by === 'weight'
        ? Number(b.whole > a.whole) - Number(b.whole < a.whole)
        : by === 'previous'
          ? (b.city.previous ?? -1) - (a.city.previous ?? -1)
          : Number(a.city.code) - Number(b.city.code);
    if (order !== 0) return order;
  }
  return 0;
}

/** Tries each stretch between two bounds until the multiplier that it asks for lies in it. */
function sharesOf(places: bigint, all: readonly One[]): Pair[] {
  const turns = all
    .filter(({ whole }) => whole > 0n)
    .flatMap(({ whole, floor, ceiling }): Pair[] => [
      [floor, whole],
      ...(ceiling === null ? [] : [[ceiling, whole] as Pair]),
    ]);
  const stretches: Pair[] = [[0n, 1n], ...turns];
  for (const [above, below] of stretches) {
    const at = (one: One): Pair => {
      if (one.whole === 0n || above * one.whole < one.floor * below) return [one.floor, 1n];
      if (one.ceiling !== null && above * one.whole >= one.ceiling * below) return [one.ceiling, 1n];
      return [-1n, 1n];
    };
    const fixed = all.map(at);
    const free = all.filter((_, index) => fixed[index]![0] < 0n);
    const left = places - sum(fixed.filter(([share]) => share >= 0n).map(([share]) => share));
    const under = sum(free.map(({ whole }) => whole));
    if (under === 0n && left !== 0n) continue;
    // left / under is the multiplier of this stretch: each must stand by it where it was put.
    const holds = all.every(({ whole, floor, ceiling }, index) => {
      if (under === 0n || whole === 0n) return true;
      const [share] = fixed[index]!;
      const [low, high] = [left * whole <= floor * under, ceiling !== null && left * whole >= ceiling * under];
      if (share < 0n) return left * whole >= floor * under && (ceiling === null || left * whole <= ceiling * under);
      return share === floor ? low || (share === ceiling && high) : high;
    });
    const shares = all.map((one, index): Pair => (fixed[index]![0] < 0n ? [left * one.whole, under] : fixed[index]!));
    if (holds) return shares;
  }
  throw new Error('no stretch holds');
}

/** A claim is larger where it is of a first place that all may claim, else by its square. */
interface PlainClaim<T> {
  one: T;
  isEndless: boolean;
  square: Pair;
}

function give<T extends One>(method: string, places: bigint, ordered: readonly T[], shares: ReadonlyMap<T, Pair>) {
  const seats = new Map(ordered.map((one) => [one, one.floor]));
  const claims: PlainClaim<T>[] = [];
  if (method === 'largest_remainder')
    for (const one of ordered) {
      const [above, below] = shares.get(one)!;
      seats.set(one, above / below);
      if (above % below > 0n) claims.push({ one, isEndless: false, square: [(above % below) ** 2n, below ** 2n] });
    }
  else
    for (const one of ordered)
      for (
        let has = one.floor;
        one.whole > 0n && has <= one.floor + places && (one.ceiling === null || has < one.ceiling);
        has++
      ) {
        const divisor = {
          dhondt: (has + 1n) ** 2n,
          sainte_lague: (2n * has + 1n) ** 2n,
          adams: has ** 2n,
          huntington_hill: has * (has + 1n),
        }[method]!;
        claims.push({ one, isEndless: divisor === 0n, square: [one.whole ** 2n, divisor === 0n ? 1n : divisor] });
      }
  const larger = (a: PlainClaim<T>, b: PlainClaim<T>) => {
    if (a.isEndless !== b.isEndless) return a.isEndless ? -1 : 1;
    const difference = b.square[0] * a.square[1] - a.square[0] * b.square[1];
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  };
  claims.sort((a, b) => larger(a, b) || ordered.indexOf(a.one) - ordered.indexOf(b.one));
  const count = Number(places - sum([...seats.values()]));
  const [inside, outside] = [claims.slice(0, count), claims.slice(count)];
  for (const { one } of inside) seats.set(one, seats.get(one)! + 1n);
  const last = inside.at(-1);
  const equal = (some: readonly PlainClaim<T>[]) => some.filter((claim) => last && larger(claim, last) === 0);
  const names = (some: readonly PlainClaim<T>[]) =>
    ordered.filter((one) => some.some((claim) => claim.one === one)).map(({ city }) => city.city);
  const tie =
    equal(outside).length === 0
      ? null
      : {
          among: names([...equal(inside), ...equal(outside)]),
          places: equal(inside).length,
          given: names(equal(inside)),
        };
  return { seats, tie };
}

export function lowest([above, below]: Pair): string {
  let [a, b] = [above < 0n ? -above : above, below];
  while (b !== 0n) [a, b] = [b, a % b];
  const common = a === 0n ? 1n : a;
  return below / common === 1n ? `${above / common}` : `${above / common}/${below / common}`;
}
