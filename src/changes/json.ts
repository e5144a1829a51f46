import { fractionText, type Fraction } from './fraction.ts';
import type { Change } from './lines.ts';
import type { MetricChange } from './metric.ts';
import type { WholeChange } from './whole.ts';

/** A change of a number as programs read it: exact numbers are texts, 14705000 or 2/3; null is unknown. */
export function metricJson(change: MetricChange): object {
  const { isRatio: _isRatio, format: _format, steps, lines, knownChange, ...rest } = change;
  return {
    ...rest,
    from: exact(change.from),
    to: exact(change.to),
    change: exact(change.change),
    ...(change.change === null && knownChange !== null ? { knownChange: exact(knownChange) } : {}),
    raised: exact(change.raised),
    lowered: exact(change.lowered),
    steps: Object.fromEntries(steps.map(({ step, delta }) => [step, exact(delta)])),
    lines: lines.map(({ part, numerator, denominator, delta, ...line }) => ({
      ...line,
      ...(part && { from: exact(part.from), to: exact(part.to) }),
      ...(numerator && { numerator: changeJson(numerator) }),
      ...(denominator && { denominator: changeJson(denominator) }),
      delta: exact(delta),
    })),
  };
}

export const wholeJson = ({ told: _told, ...change }: WholeChange): object => change;

const exact = (value: Fraction | null): string | null => (value === null ? null : fractionText(value));

const changeJson = ({ from, to, delta }: Change) => ({ from: exact(from), to: exact(to), delta: exact(delta) });
