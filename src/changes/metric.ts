import { Refusal, type Format, type Scope } from '#spec';
import type { View } from '#query';
import type { Because } from './because.ts';
import type { Comparing } from './comparing.ts';
import { isNone, minus, total, type Fraction } from './fraction.ts';
import { isWithoutEffect, linesBetween, type Line } from './lines.ts';
import { lookUpMoved } from './moved.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { deafTo, readSide, type Side } from './parts.ts';
import { printed, type Printed } from './printed.ts';
import { areAlike, namesAsked, viewIn, type Asked, type Reason } from './question.ts';
import type { Renamed } from './renamed.ts';
import type { Chain, Step } from './worlds.ts';

export type Status =
  'unchanged' | 'offset' | 'changed' | 'became_known' | 'became_unknown' | 'unknown' | 'not_comparable';

export interface MetricQuestion extends Asked {
  metric: string;
  /** Without what stands behind its lines. */
  isBrief?: true;
}

export interface ToldLine extends Line {
  step: Step;
  because: Because[];
}

/** What a number changed by between two versions, exactly, with everything that changed it. */
export interface MetricChange {
  metric: string;
  title: string;
  unit: string | null;
  format: Format | null;
  isRatio: boolean;
  from: Fraction | null;
  to: Fraction | null;
  /** null where one of them is unknown. */
  change: Fraction | null;
  /** What the known parts of a sum changed by, where the change itself is unknown. */
  knownChange: Fraction | null;
  status: Status;
  /** Why it cannot be compared. */
  reason?: Reason;
  /** Step by step, in their order; they add up to the change. null: one side of the step is unknown. */
  steps: { step: Step; delta: Fraction | null }[];
  raised: Fraction | null;
  lowered: Fraction | null;
  lines: ToldLine[];
  renamed: Renamed[];
  /** Of a rate, in 百分点. */
  printed?: Printed;
  /** What the worlds between could not be made for. */
  fault: string | null;
}

/** What a number changed by between the worlds that are open. A metric that none of them knows is a Refusal. */
export async function metricOf(
  { chain, open, renamed, reasons }: Comparing,
  { metric, filters: asked, scope, isBrief }: MetricQuestion
): Promise<MetricChange> {
  const [first, last] = [open.worlds[0]!, open.worlds.at(-1)!];
  const { both, told } = namesAsked(asked, await renamed());
  const sides: (Side | { lacking: Reason })[] = [];
  const views = open.worlds.map((world) => {
    const where = world === first ? 'before' : world === last ? 'after' : 'between';
    return { world, where, view: viewIn(world, { filters: both, scope }, where) };
  });
  const isAlike = areAlike(views.map(({ view }) => view));
  for (const each of views) sides.push(await sideOf(open, each, { metric, isAlike, isLast: each.world === last }));
  const info = sides.flatMap((side) => ('subject' in side ? [side.subject.info] : []))[0];
  const lacking = sides.flatMap((side) => ('lacking' in side ? [side.lacking] : []))[0];
  const [from, to] = [sides[0], sides.at(-1)].map((side) => (side && 'value' in side ? side.value : null)) as [
    Fraction | null,
    Fraction | null,
  ];
  const head = {
    metric,
    title: info?.title ?? metric,
    unit: info?.unit ?? null,
    format: info?.format ?? null,
    renamed: told,
    from,
    to,
    fault: chain.fault,
  };
  const isOther = lacking === undefined && (sides as Side[]).some(({ shape }) => shape.kind === 'other');
  const reason = lacking ?? (isOther ? noShares : undefined);
  if (reason !== undefined)
    return {
      ...head,
      isRatio: false,
      change: null,
      knownChange: null,
      status: 'not_comparable',
      reason,
      steps: [],
      raised: null,
      lowered: null,
      lines: [],
    };
  const whole = sides as Side[];
  const isRatio = whole.at(-1)!.shape.kind === 'ratio';
  const lines: ToldLine[] = [];
  const steps: MetricChange['steps'] = [];
  for (const { step, from: at, to: next } of chain.steps) {
    const found = await linesBetween(open, whole[at]!, whole[next]!);
    const moved = isBrief
      ? found
      : await lookUpMoved(open, [open.worlds[at]!, open.worlds[next]!], found, { filters: asked, scope });
    const shared = moved.map(({ delta }) => delta);
    steps.push({ step, delta: shared.includes(null) ? null : total(shared as Fraction[]) });
    lines.push(...moved.map((line): ToldLine => ({ ...line, step, because: [] })));
  }
  if (isBrief !== true) await tellReasons(chain, reasons, { lines, scope });
  const change = from === null || to === null ? null : minus(to, from);
  const deltas = lines.map(({ delta }) => delta);
  const known = deltas.includes(null) ? null : (deltas as Fraction[]);
  return {
    ...head,
    isRatio,
    change,
    knownChange: isRatio || known === null ? null : total(known),
    status: statusOf(from, to, change, lines),
    steps,
    raised: known === null ? null : total(known.filter(({ above }) => above > 0n)),
    lowered: known === null ? null : total(known.filter(({ above }) => above < 0n)),
    lines,
    ...(isInPoints(isRatio, head.unit) && change !== null && known !== null ? { printed: printed(change, known) } : {}),
  };
}

/** The same of parts that are others (`offset`), or of the same: what comes in and counts nothing is no other. */
function statusOf(
  from: Fraction | null,
  to: Fraction | null,
  change: Fraction | null,
  lines: readonly ToldLine[]
): Status {
  if (from === null && to === null) return 'unknown';
  if (from === null) return 'became_known';
  if (to === null) return 'became_unknown';
  if (change !== null && !isNone(change)) return 'changed';
  return lines.every(isWithoutEffect) ? 'unchanged' : 'offset';
}

/** A median, or a product of sums: its value is not the sum of what is under it. */
const noShares: Reason = { kind: 'no_shares', says: '这个数不是逐项相加或相除得来的，变动分不到每一项；请看行的变化' };

const isInPoints = (isRatio: boolean, unit: string | null): boolean => isRatio && unit === '%';

/** A number in one world; what it cannot be asked there is said, never 0. */
async function sideOf(
  open: OpenWorlds,
  { world, where, view }: { world: OpenWorld; where: string; view: View | Reason },
  { metric, isAlike, isLast }: { metric: string; isAlike: boolean; isLast: boolean }
): Promise<Side | { lacking: Reason }> {
  if ('kind' in view) return { lacking: view };
  const deaf = deafTo(world, metric, view);
  if (deaf.length > 0)
    return { lacking: { kind: 'unfit', in: where, says: `按${deaf.join('、')}筛选，没有这个数可比` } };
  try {
    return await readSide(open, world, metric, view, isAlike);
  } catch (error) {
    if (!(error instanceof Refusal) || isLast) throw error;
    return {
      lacking: {
        kind: 'metric_unknown',
        in: where,
        says: `原来的版本里没有这个指标，或它不能逐项相加：${error.message}`,
      },
    };
  }
}

/** Puts beside each line what stands behind it: rows and cells, or what the step itself changed. */
async function tellReasons(
  chain: Chain,
  reasons: Comparing['reasons'],
  { lines, scope }: { lines: ToldLine[]; scope: Scope }
): Promise<void> {
  for (const line of lines) {
    if (line.step === 'data' && line.hidden !== true)
      line.because = (await reasons.data(scope)).get(line.subject) ?? [];
    if (line.step === 'reference') line.because = await reasons.reference();
    if (line.step === 'engine') line.because = chain.engine.map((file) => ({ kind: 'engine', file }));
    if (line.step === 'day') line.because = [{ kind: 'day', from: chain.from.asOf, to: chain.to.asOf }];
  }
}
