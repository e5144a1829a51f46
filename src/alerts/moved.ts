import { compareFractions, isNone, minus, readFraction, times, type Fraction } from '#spec/fraction';

const size = ({ above, below }: Fraction): Fraction => ({ above: above < 0n ? -above : above, below });

/**
 * Whether a number moved by more than a part of what it was, or, where `byPoints`, by more than so much. All are
 * decimals in text, exact; null is unknown. To have moved by exactly so much is not more; from nothing nobody can say.
 */
export function moved(
  old: string | null,
  now: string | null,
  over: string,
  { byPoints = false }: { byPoints?: boolean } = {}
): 'fires' | 'no' | 'unknown' {
  if (old === null || now === null) return old === now ? 'no' : 'unknown';
  const [before, after] = [readFraction(old), readFraction(now)];
  const change = size(minus(after, before));
  if (isNone(change)) return 'no';
  if (!byPoints && isNone(before)) return 'unknown';
  const most = byPoints ? readFraction(over) : times(readFraction(over), size(before));
  return compareFractions(change, most) > 0 ? 'fires' : 'no';
}
