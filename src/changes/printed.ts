import { toText } from '#spec';
import { fraction, isNone, rounded, times, type Fraction } from './fraction.ts';

/** A change of a rate as it is printed, and its lines so rounded that they add up to it. */
export interface Printed {
  unit: '百分点';
  digits: 2;
  change: string;
  lines: string[];
}

/** How a number is printed: multiplied, with so many digits, in this unit. */
export interface Scale {
  unit: string;
  by: Fraction;
  digits: number;
}

const percent = { unit: '百分点', by: fraction(100n, 1n), digits: 2 } as const;

/** By what and to how many digits numbers of a format are printed, at least and at most. */
const scales: Readonly<Record<string, { unit?: string; by: Fraction; least: number; most: number }>> = {
  percent: { unit: percent.unit, by: percent.by, least: percent.digits, most: 6 },
  yuan: { unit: '万元', by: fraction(1n, 10_000n), least: 2, most: 6 },
  count: { by: fraction(1n, 1n), least: 0, most: 0 },
};
const other = { by: fraction(1n, 1n), least: 2, most: 6 };

/** The scale of some numbers that stand together: with so many digits that none of them is rounded away. */
export function scaleFor(
  { format, unit }: { format: string | null; unit: string | null },
  numbers: readonly (Fraction | null)[]
): Scale {
  const { by, least, most, unit: own = unit ?? '' } = { ...other, ...scales[format ?? ''] };
  const there = numbers.flatMap((each) => (each === null || isNone(each) ? [] : [times(each, by)]));
  let digits = least;
  while (digits < most && there.some((each) => rounded(each, digits) === 0n)) digits += 1;
  return { unit: own, by, digits };
}

export const printedBy = ({ by, digits }: Scale, number: Fraction): string =>
  toText({ digits: rounded(times(number, by), digits), decimals: digits });

/** Lines by largest remainder: each is rounded down, and what is left of the change goes where most was cut off. */
export const printed = (change: Fraction, lines: readonly Fraction[]): Printed => ({
  unit: percent.unit,
  digits: percent.digits,
  ...sharedOut(change, lines, percent),
});

/** A number as it is printed, and its parts so rounded that they add up to it. */
export function sharedOut(
  change: Fraction,
  lines: readonly Fraction[],
  { by, digits }: Scale
): { change: string; lines: string[] } {
  const scale = 10n ** BigInt(digits);
  const whole = rounded(times(change, by), digits);
  const parts = lines.map((line, at) => {
    const { above, below } = times(line, by);
    const scaled = above * scale;
    const floor = scaled >= 0n ? scaled / below : -((-scaled + below - 1n) / below);
    return { at, floor, rest: scaled - floor * below, below };
  });
  let left = whole - parts.reduce((sum, { floor }) => sum + floor, 0n);
  const order = parts.toSorted((a, b) =>
    a.rest * b.below > b.rest * a.below ? -1 : a.rest * b.below < b.rest * a.below ? 1 : a.at - b.at
  );
  const shares = parts.map(({ floor }) => floor);
  for (const { at } of order) {
    if (left <= 0n) break;
    shares[at]! += 1n;
    left -= 1n;
  }
  // The change is rounded half up, so that it may lie a hundredth below all that is rounded down.
  for (const { at } of order.toReversed()) {
    if (left >= 0n) break;
    shares[at]! -= 1n;
    left += 1n;
  }
  const text = (share: bigint): string => toText({ digits: share, decimals: digits });
  return { change: text(whole), lines: shares.map(text) };
}
