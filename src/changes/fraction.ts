import type { Fraction } from '#spec/fraction';

export {
  fraction,
  fractionNumber,
  fractionOf,
  fractionText,
  isNone,
  isSame,
  minus,
  none,
  one,
  over,
  plus,
  times,
  total,
  type Fraction,
} from '#spec/fraction';

/** With so many decimals, without the point: half away from 0. */
export function rounded({ above, below }: Fraction, decimals: number): bigint {
  const size = (above < 0n ? -above : above) * 2n * 10n ** BigInt(decimals);
  const half = (size / below + 1n) / 2n;
  return above < 0n ? -half : half;
}
