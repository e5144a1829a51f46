import { toText, type Exact } from '#spec';

/** A number without rounding, in lowest terms; the denominator is above 0. */
export interface Fraction {
  above: bigint;
  below: bigint;
}

export const none: Fraction = { above: 0n, below: 1n };
export const one: Fraction = { above: 1n, below: 1n };

/** In lowest terms. Nothing is divided by 0: an Error. */
export function fraction(above: bigint, below: bigint): Fraction {
  if (below === 0n) throw new Error('a fraction over 0');
  const sign = below < 0n ? -1n : 1n;
  const common = divisor(above < 0n ? -above : above, below < 0n ? -below : below);
  return { above: (sign * above) / common, below: (sign * below) / common };
}

export const fractionOf = ({ digits, decimals }: Exact): Fraction => fraction(digits, 10n ** BigInt(decimals));

export const plus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.above * b.below + b.above * a.below, a.below * b.below);
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { above: -b.above, below: b.below });
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.above * b.above, a.below * b.below);
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.above * b.below, a.below * b.above);
export const isNone = ({ above }: Fraction): boolean => above === 0n;
export const isSame = (a: Fraction, b: Fraction): boolean => a.above === b.above && a.below === b.below;
export const total = (all: readonly Fraction[]): Fraction => all.reduce(plus, none);

/** `2/3`; a decimal, 14705000.5, where it ends within so many places as an amount may have. */
export function fractionText({ above, below }: Fraction): string {
  if (below === 1n) return above.toString();
  for (let decimals = 1; decimals <= 6; decimals++) {
    const scale = 10n ** BigInt(decimals);
    if (scale % below === 0n) return toText({ digits: above * (scale / below), decimals });
  }
  return `${above}/${below}`;
}

/** The double next to it. */
export function fractionNumber({ above, below }: Fraction): number {
  const whole = above / below;
  const rest = above % below;
  return Number(whole) + Number((rest * 10n ** 18n) / below) / 1e18;
}

/** So many hundredths of a hundred: what is printed of a rate in 百分点 with two digits, half away from 0. */
export function hundredths({ above, below }: Fraction): bigint {
  const size = (above < 0n ? -above : above) * 20_000n;
  const rounded = (size / below + 1n) / 2n;
  return above < 0n ? -rounded : rounded;
}

function divisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
