import { parseExact, toText, type Exact } from './exact.ts';

/** A number without rounding, in lowest terms; the denominator is above 0. */
export interface Fraction {
  above: bigint;
  below: bigint;
}

export const none: Fraction = { above: 0n, below: 1n };
export const one: Fraction = { above: 1n, below: 1n };

/** In lowest terms. Nothing is divided by 0: an Error. */
export function fraction(above: bigint, below: bigint): Fraction {
  if (below === 1n) return { above, below };
  if (below === 0n) throw new Error('a fraction over 0');
  const sign = below < 0n ? -1n : 1n;
  const common = divisor(above < 0n ? -above : above, below < 0n ? -below : below);
  return { above: (sign * above) / common, below: (sign * below) / common };
}

export const wholeFraction = (above: bigint): Fraction => ({ above, below: 1n });
export const fractionOf = ({ digits, decimals }: Exact): Fraction => fraction(digits, 10n ** BigInt(decimals));
/** Reads 0.15 or 12. Anything else is an Error. */
export const readFraction = (text: string): Fraction => fractionOf(parseExact(text));

export const plus = (a: Fraction, b: Fraction): Fraction =>
  a.below === b.below
    ? fraction(a.above + b.above, a.below)
    : fraction(a.above * b.below + b.above * a.below, a.below * b.below);
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { above: -b.above, below: b.below });
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.above * b.above, a.below * b.below);
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.above * b.below, a.below * b.above);
export const isNone = ({ above }: Fraction): boolean => above === 0n;
export const isSame = (a: Fraction, b: Fraction): boolean => a.above === b.above && a.below === b.below;

/** Below 0 where `a` is less, above 0 where it is more. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.above * b.below - b.above * a.below;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

export const isLess = (a: Fraction, b: Fraction): boolean => compareFractions(a, b) < 0;
export const least = (a: Fraction, b: Fraction): Fraction => (isLess(b, a) ? b : a);
export const most = (a: Fraction, b: Fraction): Fraction => (isLess(a, b) ? b : a);

/** The greatest whole number that is not above it. */
export const roundedDown = ({ above, below }: Fraction): bigint => {
  const whole = above / below;
  return above < 0n && whole * below !== above ? whole - 1n : whole;
};

/** The least whole number that is not below it. */
export const roundedUp = ({ above, below }: Fraction): bigint => -roundedDown({ above: -above, below });

/** What of it is beyond the whole number below. */
export const remainder = (a: Fraction): Fraction => fraction(a.above - roundedDown(a) * a.below, a.below);

/** Exact; those over the same are added before they are brought to one denominator. */
export function total(all: readonly Fraction[]): Fraction {
  const over = new Map<bigint, bigint>();
  for (const { above, below } of all) over.set(below, (over.get(below) ?? 0n) + above);
  let sum = none;
  for (const [below, above] of over) sum = plus(sum, fraction(above, below));
  return sum;
}

/** `2/3`; a decimal, 14705000.5, where it ends within so many places as an amount may have. */
export function fractionText({ above, below }: Fraction): string {
  if (below === 1n) return above.toString();
  for (let decimals = 1; decimals <= 6; decimals++) {
    const scale = 10n ** BigInt(decimals);
    if (scale % below === 0n) return toText({ digits: above * (scale / below), decimals });
  }
  return `${above}/${below}`;
}

/** `7/2`, or `3` where it is whole. */
export const quotientText = ({ above, below }: Fraction): string => (below === 1n ? `${above}` : `${above}/${below}`);

/** The double next to it. */
export function fractionNumber({ above, below }: Fraction): number {
  const whole = above / below;
  const rest = above % below;
  return Number(whole) + Number((rest * 10n ** 18n) / below) / 1e18;
}

function divisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
