import { expect } from 'vitest';
import { everything, type Scope } from '#spec';
import type { MetricChange, ToldLine } from '#changes';
import { fractionText, none, plus, total, type Fraction } from '../../src/changes/fraction.ts';
import { random } from '../province/random.ts';
import { places } from './province.ts';

export const metrics = [
  'verified_investment',
  'listed',
  'applied',
  'accepted',
  'concluded',
  'acceptance_rate',
  'investment_reduction_rate',
  'investment_completion_rate',
  'quota_use_rate',
  'quota_remaining',
  'quota_used',
  'quota',
  'leverage',
  'subsidy_allocated',
  'subsidy_recovered',
  'listing_rate',
  'projects',
  'total_investment',
];

export interface Asked {
  metric: string;
  filters: Record<string, string[]>;
  scope: Scope;
}

/** A question that is drawn: a metric, filters, a scope. */
export function asked(seed: number, at: number, of: readonly string[] = metrics): Asked {
  const draw = random('asked', seed, at);
  const filters: Record<string, string[]> = {};
  if (draw.chance(0.4)) filters.city = [draw.pick(places)[0]];
  else if (draw.chance(0.2)) filters.city = ['济南市', '青岛市'];
  if (draw.chance(0.15)) filters.direction = [draw.pick(['技术赋能', '链式转型', '载体赋能'])];
  else if (draw.chance(0.1)) filters.county = [draw.pick(places)[1]];
  return {
    metric: draw.pick(of),
    filters,
    scope: draw.chance(0.3) ? { city: [draw.pick(places)[0]] } : everything,
  };
}

const sumOf = (parts: readonly (Fraction | null)[]): string | null =>
  parts.includes(null) ? null : fractionText(total(parts as Fraction[]));

export const textOf = (value: Fraction | null): string | null => (value === null ? null : fractionText(value));

/** Whether a part is another than it was; one that came or went with 0 is not. */
const isOther = (part: ToldLine['part']): boolean =>
  part !== undefined &&
  (part.from?.above ?? 0n) * (part.to?.below ?? 1n) !== (part.to?.above ?? 0n) * (part.from?.below ?? 1n);

/** Σ lines = Σ steps = change, also as it is printed; what is 0 of parts that are others is an offset. */
export function addsUp(change: MetricChange, question: Asked): void {
  if (change.change === null) return;
  expect(sumOf(change.lines.map(({ delta }) => delta)), JSON.stringify(question)).toBe(textOf(change.change));
  expect(sumOf(change.steps.map(({ delta }) => delta))).toBe(textOf(change.change));
  expect(textOf(plus(change.raised!, change.lowered!))).toBe(textOf(change.change));
  expect(change.status).toBe(
    change.change.above !== 0n
      ? 'changed'
      : change.lines.some((line) => [line.part, line.numerator, line.denominator].some(isOther))
        ? 'offset'
        : 'unchanged'
  );
  if (!change.printed) return;
  const hundredths = (text: string) => Math.round(Number(text) * 100);
  expect(change.printed.lines.reduce((sum, each) => sum + hundredths(each), 0)).toBe(hundredths(change.printed.change));
}

/** What each line has of a change. */
export const shares = ({ lines }: MetricChange): Map<string, string | null> =>
  new Map(lines.map(({ subject, term, delta }) => [`${subject} ${term ?? ''}`, textOf(delta)]));

/** What each subject has of a sum over all of its steps: of more than one, a step weighs by what the others left. */
export function bySubject({ lines }: MetricChange): Map<string, string> {
  const sums = new Map<string, Fraction>();
  for (const { subject, term, delta } of lines) {
    const key = `${subject} ${term ?? ''}`;
    sums.set(key, plus(sums.get(key) ?? none, delta ?? none));
  }
  return new Map(Array.from(sums, ([key, sum]) => [key, fractionText(sum)] as const).filter(([, sum]) => sum !== '0'));
}

/** The same with its sign turned. */
export const turned = (share: string | null): string | null =>
  share === null || share === '0' ? share : share.startsWith('-') ? share.slice(1) : `-${share}`;
