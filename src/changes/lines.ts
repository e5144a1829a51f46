import { parseExact } from '#spec';
import { fraction, fractionOf, isNone, minus, none, over, plus, times, total, type Fraction } from './fraction.ts';
import type { OpenWorlds } from './pair.ts';
import { rowsOf, type Row } from './part-rows.ts';
import type { Side } from './parts.ts';
import type { Weights } from './shape.ts';

/** A part on both sides; null where it is unknown or the subject is not there. */
export interface Change {
  from: Fraction | null;
  to: Fraction | null;
  delta: Fraction;
}

/** What one subject does to a number between two worlds. */
export interface Line {
  /** `project:<id>`, `quota:<batch>:<city>` */
  subject: string;
  kind: 'entered' | 'left' | 'changed';
  how?: 'new' | 'gone' | 'moved_in' | 'moved_out' | 'became_known' | 'became_unknown';
  moved?: { dimension: string; from: string | null; to: string | null }[];
  /** The reader may not see the other side. */
  hidden?: true;
  /** Which sum, where a number is made of several. */
  term?: string;
  /** Of a sum. */
  part?: Change;
  /** Of a ratio. */
  numerator?: Change;
  denominator?: Change;
  /** Its share of the change; null where one side of a ratio is unknown. */
  delta: Fraction | null;
}

/** Whether a line moves nothing: a project that came or went with a part of 0. */
export const isWithoutEffect = ({ delta, part, numerator, denominator }: Line): boolean =>
  delta !== null &&
  isNone(delta) &&
  [part, numerator, denominator].every((each) => each === undefined || isNone(each.delta)) &&
  (part === undefined || part.from === null || part.to === null || isNone(part.from));

/** The lines of a number between two worlds: their shares add up to what it changed by, exactly. */
export async function linesBetween(open: OpenWorlds, from: Side, to: Side): Promise<Line[]> {
  if (from.shape.kind === 'other' || to.shape.kind === 'other' || from.shape.kind !== to.shape.kind) return [];
  const marts = [...new Set([...from.tables.keys(), ...to.tables.keys()])];
  const rows: Row[] = [];
  // One connection tells one thing after another.
  for (const mart of marts) rows.push(...(await rowsOf(open, from, to, mart)));
  return from.shape.kind === 'sum' && to.shape.kind === 'sum'
    ? rows.flatMap((row) => sumLines(row, weightsOf(from), weightsOf(to)))
    : ratioLines(rows, from, to);
}

const weightsOf = ({ shape }: Side): Weights => (shape.kind === 'sum' ? shape.of : new Map());

function known(row: Row, at: 'from' | 'to', column: string): Fraction | null {
  const text = row[`${at}_${column}`];
  return typeof text === 'string' ? fractionOf(parseExact(text)) : null;
}

/** A weighted sum of the columns of a row; null where none is known. */
function weighed(row: Row, at: 'from' | 'to', weights: Weights): Fraction | null {
  const parts = Array.from(weights).flatMap(([column, weight]) => {
    const value = known(row, at, column);
    return value === null ? [] : [times(weight, value)];
  });
  return parts.length === 0 ? null : total(parts);
}

function sumLines(row: Row, before: Weights, after: Weights): Line[] {
  const columns = [...new Set([...before.keys(), ...after.keys()])];
  return columns.flatMap((column): Line[] => {
    const [from, to] = [known(row, 'from', column), known(row, 'to', column)];
    const delta = minus(times(after.get(column) ?? none, to ?? none), times(before.get(column) ?? none, from ?? none));
    if (isNone(delta) && (from === null) === (to === null)) return [];
    return [
      {
        subject: row.subject,
        ...kindOf(row, from, to),
        ...(columns.length > 1 ? { term: column } : {}),
        part: { from, to, delta },
        delta,
      },
    ];
  });
}

function ratioLines(rows: readonly Row[], from: Side, to: Side): Line[] {
  if (from.shape.kind !== 'ratio' || to.shape.kind !== 'ratio') return [];
  const [before, after] = [from.shape, to.shape];
  const share = shareOf(from, to);
  const bySubject = Map.groupBy(rows, ({ subject }) => subject);
  return Array.from(bySubject.values()).flatMap((all): Line[] => {
    const row = all.reduce((one, other) => ({ ...one, ...other, was: one.was || other.was, is: one.is || other.is }));
    const numerator = changeOf(weighed(row, 'from', before.above), weighed(row, 'to', after.above));
    const denominator = changeOf(weighed(row, 'from', before.below), weighed(row, 'to', after.below));
    const isStill = [numerator, denominator].every(
      ({ from: was, to: is, delta }) => isNone(delta) && (was === null) === (is === null)
    );
    if (isStill) return [];
    const delta = share === null ? null : share(numerator.delta, denominator.delta);
    // Of a ratio one of both may be unknown all along: what is no project is there where either is known.
    const isOfRows = row.subject.startsWith('project:');
    const there = isOfRows ? [null, null] : [numerator.from ?? denominator.from, numerator.to ?? denominator.to];
    return [
      { subject: row.subject, ...kindOf(row, there[0] ?? null, there[1] ?? null), numerator, denominator, delta },
    ];
  });
}

const changeOf = (from: Fraction | null, to: Fraction | null): Change => ({
  from,
  to,
  delta: minus(to ?? none, from ?? none),
});

/**
 * The share of one subject in what a ratio changed by: (Δn − R̄·Δd) ÷ D̄, with the means of both ratios and of both
 * denominators (Bennet 1920). The shares of all add up to the change, one that nobody touched gets 0, and sides that
 * are swapped turn the sign. null where one of the ratios is unknown: then there is nothing to share.
 */
function shareOf(from: Side, to: Side): ((above: Fraction, below: Fraction) => Fraction) | null {
  if (from.value === null || to.value === null || from.shape.kind !== 'ratio' || to.shape.kind !== 'ratio') return null;
  const half = fraction(1n, 2n);
  const ratio = times(half, plus(from.value, to.value));
  const below = times(half, plus(belowOf(from, from.shape.below), belowOf(to, to.shape.below)));
  return (above, under) => over(minus(above, times(ratio, under)), below);
}

const belowOf = ({ sums }: Side, weights: Weights): Fraction =>
  total(
    Array.from(weights, ([column, weight]) =>
      times(weight, fractionOf(sums.get(column) ?? { digits: 0n, decimals: 0 }))
    )
  );

/**
 * What became of a subject; where it went to is looked up later. What is no project, as the quota of a city, is there
 * where its part is known.
 */
function kindOf({ subject, was, is }: Row, from: Fraction | null, to: Fraction | null): Pick<Line, 'kind' | 'how'> {
  const isOfRows = subject.startsWith('project:');
  if (isOfRows ? !was : from === null && to !== null) return { kind: 'entered', how: 'new' };
  if (isOfRows ? !is : from !== null && to === null) return { kind: 'left', how: 'gone' };
  if (from === null && to !== null) return { kind: 'changed', how: 'became_known' };
  if (from !== null && to === null) return { kind: 'changed', how: 'became_unknown' };
  return { kind: 'changed' };
}
