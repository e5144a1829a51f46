import type { Because } from './because.ts';
import type { Line } from './lines.ts';
import { sayBecause } from './report.ts';
import type { Chain } from './worlds.ts';

/** What checks are called, by name. */
export type Checks = ReadonlyMap<string, string>;

export const checksOf = ({ from, to }: Pick<Chain, 'from' | 'to'>): Checks =>
  new Map([from, to].flatMap(({ defects }) => defects.map(({ check, title }) => [check, title] as const)));

/** Why rows did not count, in words. */
export const titled = (because: readonly Because[], checks: Checks): Because[] =>
  because.map((each) => {
    if (each.kind !== 'row_accepted' && each.kind !== 'row_rejected') return each;
    const told = <P extends { why?: string } | undefined>(place: P): P =>
      place?.why === undefined ? place : { ...place, why: checks.get(place.why) ?? place.why };
    return { ...each, ...(each.from && { from: told(each.from) }), ...(each.to && { to: told(each.to) }) };
  });

export const sayAll = (because: readonly Because[]): string => because.map(sayBecause).join('；');

/** From where to where, dimension by dimension. */
export const sayMoved = (moved: Line['moved']): string =>
  (moved ?? []).map(({ from, to }) => `${from ?? '—'} → ${to ?? '—'}`).join('；');

/** How a subject is another in one word: one that crossed what was asked moved. */
export const wayOf = ({ kind, how }: { kind: Line['kind']; how?: Line['how'] | undefined }) =>
  how === 'moved_in' || how === 'moved_out' ? how : kind;
