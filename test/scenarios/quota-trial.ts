import {
  compareFractions,
  isLess,
  isNone,
  minus,
  over,
  quotientText,
  times,
  total,
  wholeFraction,
} from '#spec/fraction';
import { allocate, readQuotaRule, RefusedScenario, type Allocation, type City, type QuotaRule } from '#scenarios';
import { readFraction } from '#spec/fraction';
import { plainQuota } from './plain-quota.ts';
import { quotaCase, type QuotaCase, type RawCity } from './quotas.ts';
import { diceOf } from './random.ts';

/** What is wrong with the engine's answer to the case of a seed, and of what kind the case was. */
export function quotaTrial(seed: number): { wrong: string[]; kind: string } {
  const asked = quotaCase(diceOf(seed));
  const expected = plainQuota(asked);
  const rule = readQuotaRule(asked.rule as unknown as Record<string, unknown>);
  const cities = asked.cities.map(cityOf);
  try {
    const found = allocate(rule, cities);
    if ('refused' in expected) return { wrong: [`given, not refused: ${expected.refused}`], kind: 'refused' };
    const back = allocate(rule, [...cities].reverse());
    const wrong = [
      ...differences(expected.is, {
        seats: Object.fromEntries(found.seats),
        shares: Object.fromEntries([...found.shares].map(([city, share]) => [city, quotientText(share)])),
        ties: found.ties.map(({ at, among, places, given }) => ({ at, among, places, given })),
        apart: Object.fromEntries(found.apart),
        taken: Object.fromEntries(found.taken),
        reserve: found.reserve,
      }),
      ...differences(Object.fromEntries(found.seats), Object.fromEntries(back.seats)).map(
        (told) => `reversed: ${told}`
      ),
      ...certificates(rule, found, asked),
    ];
    return { wrong, kind: found.ties.length > 0 ? 'tie' : 'given' };
  } catch (error) {
    if (!(error instanceof RefusedScenario)) throw error;
    const { reason, named } = error;
    const wrong = 'is' in expected ? [`refused: ${error.message}`] : differences(expected, { refused: reason, named });
    return { wrong, kind: 'refused' };
  }
}

function cityOf(raw: RawCity): City {
  const { city, code, previous, failed } = raw;
  const value = (given: string | number | null) => (given === null ? null : readFraction(String(given)));
  return {
    city,
    code,
    values: { x: value(raw.x), y: value(raw.y), z: value(raw.z), previous: value(previous) },
    previous: previous === null ? null : BigInt(previous),
    failed: failed === null ? null : BigInt(failed),
  };
}

/** What holds of every answer, whatever made it: sums, one multiplier, least given not below greatest not given. */
function certificates(rule: QuotaRule, found: Allocation, { rule: raw }: QuotaCase): string[] {
  const wrong: string[] = [];
  const seats = [...found.seats.values()].reduce((a, b) => a + b, 0n);
  if (seats + found.reserve !== rule.total) wrong.push(`${seats} + ${found.reserve} are not ${rule.total}`);
  const { shares, seats: own, multiplier, given, tie } = found.apportionment;
  const ownSum = [...own.values()].reduce((a, b) => a + b, 0n);
  if (compareFractions(total([...shares.values()]), wholeFraction(ownSum)) !== 0) wrong.push('shares do not add up');
  for (const [city, share] of shares) {
    const weight = found.weights.get(city)!;
    const isInside = !raw.floor && !raw.ceiling;
    if (isInside && !isNone(weight) && compareFractions(over(share, weight), multiplier) !== 0)
      wrong.push(`${city} has another multiplier`);
    const has = wholeFraction(own.get(city)!);
    if (rule.method === 'largest_remainder' && !isLess(minus(has, share), wholeFraction(1n)))
      wrong.push(`${city} has more`);
    if (rule.method === 'largest_remainder' && !isLess(minus(share, has), wholeFraction(1n)))
      wrong.push(`${city} has less`);
  }
  const last = given.at(-1);
  if (last && !isInOrder(given.map(({ value, isEndless }) => ({ value, isEndless })))) wrong.push('given out of order');
  if (tie && tie.given.length !== tie.places) wrong.push('a tie gives another number');
  for (const [city, factor] of found.coefficients)
    if (isLess(times(factor, wholeFraction(10n)), wholeFraction(0n))) wrong.push(`${city} has a negative coefficient`);
  return wrong;
}

function isInOrder(claims: readonly { value: Parameters<typeof isLess>[0]; isEndless: boolean }[]): boolean {
  return claims.every(
    (claim, at) =>
      at === 0 || (claims[at - 1]!.isEndless && !claim.isEndless) || !isLess(claims[at - 1]!.value, claim.value)
  );
}

export function differences(expected: unknown, found: unknown): string[] {
  const text = (value: unknown) =>
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'bigint'
        ? `${inner}`
        : typeof inner === 'object' && inner !== null && !Array.isArray(inner)
          ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
          : inner
    );
  const [one, other] = [text(expected), text(found)];
  return one === other ? [] : [`${one} ≠ ${other}`];
}
