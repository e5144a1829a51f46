import type { Dice } from './random.ts';

/** A quota rule and its cities as a checker hands them in. */
export interface QuotaCase {
  rule: RawQuota;
  cities: RawCity[];
}

export interface RawQuota {
  total: number;
  reserve?: number;
  weight: WeightText;
  method: string;
  base?: number;
  floor?: RawBound;
  ceiling?: RawBound;
  unknown: string;
  coefficient?: { of: 'y / z'; table: { from: string; value: string }[]; if_unknown?: string };
  penalty?: { per_failed: number; at_most?: number; goes_to: string };
  tie_break?: string[];
  ties: string;
}

export type RawBound = { at?: number; of_previous?: string; by_city?: Record<string, number> };

export interface RawCity {
  city: string;
  code: string;
  x: string | null;
  y: number | null;
  z: number | null;
  previous: number | null;
  failed: number | null;
}

export const weightTexts = [
  '1',
  'x',
  'x',
  'x',
  'y / z',
  'previous * y / z',
  '0.6 * share(x) + 0.4 * share(y)',
  'x - y',
] as const;
export type WeightText = (typeof weightTexts)[number];

/** Rules and cities of each kind: equal weights and none, fractions, bounds that bind or cannot hold, unknowns. */
export function quotaCase(dice: Dice): QuotaCase {
  const isEven = dice.oneIn(4);
  const isLarge = dice.oneIn(12);
  const holes = dice.oneIn(4);
  const maybe = <T>(value: T): T | null => (holes && dice.oneIn(20) ? null : value);
  const cities = Array.from({ length: 1 + dice.upTo(16) }, (_, at): RawCity => {
    const z = dice.oneIn(15) ? 0 : 1 + dice.upTo(8);
    return {
      city: `市${at}`,
      code: `${370_100 + at * 100}`,
      x: maybe(isLarge ? `${10 ** 15 + dice.upTo(1e9)}${dice.upTo(100)}` : weightOf(dice, isEven)),
      y: maybe(dice.upTo(z + 1)),
      z: maybe(z),
      previous: maybe(dice.upTo(25)),
      failed: maybe(dice.oneIn(3) ? 1 + dice.upTo(3) : 0),
    };
  });
  const rule: RawQuota = {
    total: dice.oneIn(6) ? dice.upTo(cities.length + 2) : cities.length * (3 + dice.upTo(10)),
    weight: dice.one(weightTexts),
    method: dice.one(['largest_remainder', 'largest_remainder', 'dhondt', 'sainte_lague', 'huntington_hill', 'adams']),
    unknown: dice.one(['refuse', 'previous', 'previous', 'floor']),
    ties: dice.oneIn(12) ? 'refuse' : 'told',
  };
  if (dice.oneIn(8)) rule.reserve = dice.upTo(4);
  if (dice.oneIn(4)) rule.base = dice.upTo(4);
  if (dice.oneIn(3)) rule.floor = boundOf(dice, cities, ['0.8', '0.5'], 0);
  if (dice.oneIn(3)) rule.ceiling = boundOf(dice, cities, ['1.2', '1.5'], 6);
  if (dice.oneIn(4))
    rule.coefficient = {
      of: 'y / z',
      table: [
        { from: '0', value: '0.9' },
        { from: '0.5', value: '1' },
        { from: '0.75', value: '1.1' },
      ].slice(dice.oneIn(4) ? 1 : 0),
      ...(dice.oneIn(2) ? { if_unknown: '1' } : {}),
    };
  if (dice.oneIn(3))
    rule.penalty = {
      per_failed: 1 + dice.upTo(2),
      ...(dice.oneIn(2) ? { at_most: 1 + dice.upTo(3) } : {}),
      goes_to: dice.one(['others', 'others', 'reserve']),
    };
  if (dice.oneIn(3)) rule.tie_break = dice.one([['previous', 'code'], ['code'], ['previous', 'weight']]);
  return { rule, cities };
}

function weightOf(dice: Dice, isEven: boolean): string {
  if (isEven) return `${dice.upTo(4)}`;
  if (dice.oneIn(6)) return `${dice.upTo(300)}.${dice.upTo(10)}5`;
  return `${dice.upTo(4000)}`;
}

function boundOf(dice: Dice, cities: readonly RawCity[], parts: readonly string[], from: number): RawBound {
  const bound: RawBound = {};
  if (!dice.oneIn(3)) bound.at = from + dice.upTo(from === 0 ? 4 : 16);
  if (dice.oneIn(3)) bound.of_previous = dice.one(parts);
  if (dice.oneIn(5)) bound.by_city = { [dice.one(cities).city]: from + dice.upTo(6) };
  return bound;
}
