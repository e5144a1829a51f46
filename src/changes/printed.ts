import { toText } from '#spec';
import { hundredths, type Fraction } from './fraction.ts';

/** A change of a rate as it is printed, and its lines so rounded that they add up to it. */
export interface Printed {
  unit: '百分点';
  digits: 2;
  change: string;
  lines: string[];
}

/** Lines by largest remainder: each is rounded down, and what is left of the change goes where most was cut off. */
export function printed(change: Fraction, lines: readonly Fraction[]): Printed {
  const whole = hundredths(change);
  const parts = lines.map(({ above, below }, at) => {
    const scaled = above * 10_000n;
    const floor = scaled >= 0n ? scaled / below : -((-scaled + below - 1n) / below);
    return { at, floor, rest: scaled - floor * below, below };
  });
  let left = whole - parts.reduce((sum, { floor }) => sum + floor, 0n);
  const order = parts.toSorted((a, b) =>
    a.rest * b.below > b.rest * a.below ? -1 : a.rest * b.below < b.rest * a.below ? 1 : a.at - b.at
  );
  const rounded = parts.map(({ floor }) => floor);
  for (const { at } of order) {
    if (left <= 0n) break;
    rounded[at]! += 1n;
    left -= 1n;
  }
  // The change is rounded half up, so that it may lie a hundredth below all that is rounded down.
  for (const { at } of order.toReversed()) {
    if (left >= 0n) break;
    rounded[at]! -= 1n;
    left += 1n;
  }
  return { unit: '百分点', digits: 2, change: text(whole), lines: rounded.map(text) };
}

const text = (digits: bigint): string => toText({ digits, decimals: 2 });
