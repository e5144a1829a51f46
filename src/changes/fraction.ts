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

/** So many hundredths of a hundred: what is printed of a rate in 百分点 with two digits, half away from 0. */
export function hundredths({ above, below }: Fraction): bigint {
  const size = (above < 0n ? -above : above) * 20_000n;
  const rounded = (size / below + 1n) / 2n;
  return above < 0n ? -rounded : rounded;
}
