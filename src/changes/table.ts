import type { Comparing } from './comparing.ts';
import { isWithoutEffect } from './lines.ts';
import { isNone, type Fraction } from './fraction.ts';
import { metricOf, type MetricChange } from './metric.ts';
import { printedBy, scaleFor, sharedOut } from './printed.ts';
import type { Asked } from './question.ts';
import type { Step } from './worlds.ts';

/** A change of a number as it is printed: its steps add up to it, and what raised and what lowered it does too. */
export interface PrintedChange {
  unit: string;
  from: string | null;
  to: string | null;
  change: string | null;
  /** By step; null where its part cannot be told. */
  steps: Partial<Record<Step, string | null>>;
  raised: string | null;
  lowered: string | null;
}

export interface MetricRow extends Omit<MetricChange, 'lines' | 'printed'> {
  /** How many lines move it. */
  count: number;
  said: PrintedChange;
}

export interface MetricTable {
  rows: MetricRow[];
  /** Metrics that only the older version knows, by their titles. */
  dropped: string[];
}

/** Every metric of the newer version, under one view of both. */
export async function metricTable(comparing: Comparing, asked: Asked): Promise<MetricTable> {
  const { worlds } = comparing.open;
  const [before, after] = [worlds[0]!.catalog.metrics, worlds.at(-1)!.catalog.metrics];
  const rows: MetricRow[] = [];
  for (const metric of after.keys()) {
    const { lines, printed: _printed, ...change } = await metricOf(comparing, { ...asked, metric, isBrief: true });
    const count = lines.filter((line) => !isWithoutEffect(line)).length;
    rows.push({ ...change, count, said: sayChange(change) });
  }
  const dropped = Array.from(before.values()).flatMap(({ name, title }) => (after.has(name) ? [] : [title]));
  return { rows, dropped };
}

/** A change in one scale, with so many digits that nothing of it is rounded away. */
export function sayChange(
  change: Pick<MetricChange, 'format' | 'unit' | 'from' | 'to' | 'change' | 'steps' | 'raised' | 'lowered'>
): PrintedChange {
  const { from, to, raised, lowered, steps } = change;
  const deltas = steps.map(({ delta }) => delta);
  const scale = scaleFor(change, [change.change, raised, lowered, ...deltas]);
  const known = deltas.includes(null) ? null : (deltas as Fraction[]);
  const shared = change.change === null || known === null ? null : sharedOut(change.change, known, scale);
  const sides =
    raised === null || lowered === null || change.change === null
      ? null
      : sharedOut(change.change, [raised, lowered], scale).lines;
  const say = (value: Fraction | null) => (value === null ? null : printedBy(scale, value));
  return {
    unit: scale.unit,
    from: say(from),
    to: say(to),
    change: shared?.change ?? say(change.change),
    steps: Object.fromEntries(steps.map(({ step, delta }, at) => [step, shared?.lines[at] ?? say(delta)])),
    raised: sides?.[0] ?? say(raised),
    lowered: sides?.[1] ?? say(lowered),
  };
}

/** Whether something of a number is another: also where it came to the same. */
export const isTouched = ({ count, change, status }: Pick<MetricRow, 'count' | 'change' | 'status'>): boolean =>
  count > 0 || status === 'became_known' || status === 'became_unknown' || (change !== null && !isNone(change));
