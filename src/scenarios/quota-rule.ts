import type { Fraction } from '#spec/fraction';
import type { Method } from './apportion.ts';
import type { Expression, Values } from './expression.ts';

/** A bound of places: a number, a part of the last quota (floors are rounded up, ceilings down), or a city's own. */
export interface Bound {
  at?: bigint;
  ofPrevious?: Fraction;
  byCity?: Readonly<Record<string, bigint>>;
}

/** How places are given; `Coefficient.table` is in order and closed below. */
export interface QuotaRule {
  total: bigint;
  reserve: bigint;
  weight: Expression;
  method: Method;
  base: bigint;
  floor: Bound | null;
  ceiling: Bound | null;
  unknown: 'refuse' | 'previous' | 'floor';
  coefficient: Coefficient | null;
  penalty: Penalty | null;
  tieBreak: readonly TieBreak[];
  ties: 'told' | 'refuse';
}

export interface Coefficient {
  of: Expression;
  table: readonly { from: Fraction; value: Fraction }[];
  ifUnknown: Fraction | null;
}

export interface Penalty {
  perFailed: bigint;
  atMost: bigint | null;
  goesTo: 'others' | 'reserve';
}

export const tieBreaks = ['weight', 'previous', 'code'] as const;
export type TieBreak = (typeof tieBreaks)[number];

/** What is known of a city; null where unknown: `previous`, its last quota, `failed`, its failed acceptances. */
export interface City {
  city: string;
  code: string;
  values: Values;
  previous: bigint | null;
  failed: bigint | null;
}

export const namesOf = (cities: readonly City[]): string[] => cities.map(({ city }) => city);
