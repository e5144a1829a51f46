import {
  figureJson,
  fractionText,
  groupsOf,
  isWithoutEffect,
  sayAll,
  sayChange,
  sayMoved,
  titled,
  wayOf,
  type Change,
  type Checks,
  type Fraction,
  type Group,
  type MetricChange,
  type PrintedLine,
} from '#changes';
import type { Row } from '#spec';

/** So many lines of a group are told in JSON, the largest first. */
const shown = 25;

type Titles = ReadonlyMap<string, { name: string | null; city: string | null }>;

/** One number, its lines by what made them. */
export function numberJson(
  { lines: all, ...rest }: MetricChange,
  titles: Titles,
  { dimensions, checks }: { dimensions: Readonly<Record<string, string>>; checks: Checks }
) {
  const change = { ...rest, lines: all.map((line) => ({ ...line, because: titled(line.because, checks) })) };
  const moving = change.lines.filter((line) => !isWithoutEffect(line));
  const groups = groupsOf({ ...change, lines: moving }, dimensions);
  const sum = change.lines.some(({ delta }) => delta === null) ? null : change.knownChange;
  return {
    ...figureJson(change, moving.length),
    withoutEffect: change.lines.length - moving.length,
    exact: {
      from: exact(change.from),
      to: exact(change.to),
      change: exact(change.change),
      knownChange: exact(change.knownChange),
    },
    groups: groups.map((group) => ({
      step: group.step,
      says: group.says,
      because: group.because,
      exact: exact(group.delta),
      said: group.said,
      count: group.lines.length,
      lines: group.lines.slice(0, shown).map((line) => lineJson(line, titles)),
    })),
    proof: { sum: proofOf(change, sum) },
  };
}

/** Whether the lines add up: they are added here once more. */
function proofOf({ change, raised, lowered }: MetricChange, sum: Fraction | null): 'equal' | 'none' | 'differs' {
  if (change === null || raised === null || lowered === null) return 'none';
  const total = fractionText(change);
  const parts = {
    above: raised.above * lowered.below + lowered.above * raised.below,
    below: raised.below * lowered.below,
  };
  const isEqual = parts.above * change.below === change.above * parts.below;
  return isEqual && (sum === null || fractionText(sum) === total) ? 'equal' : 'differs';
}

function lineJson(line: PrintedLine, titles: Titles) {
  const named = titles.get(line.subject);
  return {
    step: line.step,
    subject: line.subject,
    title: named?.name ?? null,
    city: named?.city ?? null,
    kind: line.kind,
    how: line.how ?? null,
    moved: line.moved ?? [],
    isHidden: line.hidden === true,
    term: line.term ?? null,
    part: partJson(line.part),
    numerator: partJson(line.numerator),
    denominator: partJson(line.denominator),
    exact: exact(line.delta),
    said: line.said,
    because: line.because,
  };
}

const partJson = (part: Change | undefined) =>
  part === undefined ? null : { from: exact(part.from), to: exact(part.to), delta: fractionText(part.delta) };

const exact = (value: Fraction | null): string | null => (value === null ? null : fractionText(value));

/** All lines as rows of a table. */
export function lineRows(
  { lines: all, ...rest }: MetricChange,
  titles: Titles,
  { dimensions, checks }: { dimensions: Readonly<Record<string, string>>; checks: Checks }
): Row[] {
  const change = { ...rest, lines: all.map((line) => ({ ...line, because: titled(line.because, checks) })) };
  const { unit } = sayChange(change);
  const rowOf = ({ says }: Group, line: PrintedLine): Row => {
    const { title, city, moved, part, numerator, denominator, exact: share } = lineJson(line, titles);
    return {
      step: line.step,
      group: says,
      subject: line.subject,
      title,
      city,
      kind: wayOf(line),
      moved: sayMoved(moved),
      before: part?.from ?? null,
      after: part?.to ?? null,
      numerator_before: numerator?.from ?? null,
      numerator_after: numerator?.to ?? null,
      denominator_before: denominator?.from ?? null,
      denominator_after: denominator?.to ?? null,
      share: line.said,
      unit,
      exact: share,
      because: sayAll(line.because),
    };
  };
  return groupsOf(change, dimensions).flatMap((group) => group.lines.map((line) => rowOf(group, line)));
}
