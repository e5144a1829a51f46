import { Refusal, type Scope } from '#spec';
import { readFilters, type Filters, type View } from '#query';
import type { Because } from './because.ts';
import type { Comparing } from './comparing.ts';
import { isNone, minus, total, type Fraction } from './fraction.ts';
import { linesBetween, type Line } from './lines.ts';
import { lookUpMoved } from './moved.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { deafTo, readSide, type Side } from './parts.ts';
import { printed, type Printed } from './printed.ts';
import { bothNames, type Renamed } from './renamed.ts';
import type { Chain, Step } from './worlds.ts';

export type Status =
  'unchanged' | 'offset' | 'changed' | 'became_known' | 'became_unknown' | 'unknown' | 'not_comparable';

export interface MetricQuestion {
  metric: string;
  /** By dimension the values of which any may hold. */
  filters: Readonly<Record<string, readonly string[]>>;
  scope: Scope;
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
  isRatio: boolean;
  from: Fraction | null;
  to: Fraction | null;
  /** null where one of them is unknown. */
  change: Fraction | null;
  /** What the known parts of a sum changed by, where the change itself is unknown. */
  knownChange: Fraction | null;
  status: Status;
  /** Why it cannot be compared. */
  reason?: { kind: string; says: string } & Record<string, string>;
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
  { metric, filters: asked, scope }: MetricQuestion
): Promise<MetricChange> {
  const [first, last] = [open.worlds[0]!, open.worlds.at(-1)!];
  const { both, told } = namesAsked(asked, await renamed());
  const sides: (Side | { lacking: NonNullable<MetricChange['reason']> })[] = [];
  for (const world of open.worlds)
    sides.push(await sideOf(open, world, { metric, filters: both, scope }, [first, last]));
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
    renamed: told,
    from,
    to,
    fault: chain.fault,
  };
  if (lacking !== undefined)
    return {
      ...head,
      isRatio: false,
      change: null,
      knownChange: null,
      status: 'not_comparable',
      reason: lacking,
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
    const moved = await lookUpMoved(open, [open.worlds[at]!, open.worlds[next]!], found, { filters: asked, scope });
    const shared = moved.map(({ delta }) => delta);
    steps.push({ step, delta: shared.includes(null) ? null : total(shared as Fraction[]) });
    lines.push(...moved.map((line): ToldLine => ({ ...line, step, because: [] })));
  }
  await tellReasons(chain, reasons, lines);
  const change = from === null || to === null ? null : minus(to, from);
  const deltas = lines.map(({ delta }) => delta);
  const known = deltas.includes(null) ? null : (deltas as Fraction[]);
  const isOther = whole.some(({ shape }) => shape.kind === 'other');
  return {
    ...head,
    isRatio,
    change,
    knownChange: isRatio || known === null || isOther ? null : total(known),
    status: statusOf(from, to, change, isOther ? null : lines.length),
    steps: isOther ? [] : steps,
    raised: known === null || isOther ? null : total(known.filter(({ above }) => above > 0n)),
    lowered: known === null || isOther ? null : total(known.filter(({ above }) => above < 0n)),
    lines,
    ...(isRatio && change !== null && known !== null ? { printed: printed(change, known) } : {}),
  };
}

function statusOf(from: Fraction | null, to: Fraction | null, change: Fraction | null, lines: number | null): Status {
  if (from === null && to === null) return 'unknown';
  if (from === null) return 'became_known';
  if (to === null) return 'became_unknown';
  if (change !== null && !isNone(change)) return 'changed';
  return lines === 0 || lines === null ? 'unchanged' : 'offset';
}

/** A value that was renamed is asked by both of its names. */
function namesAsked(asked: MetricQuestion['filters'], renamed: readonly Renamed[]) {
  const isAsked = ({ dimension, from, to }: Renamed) =>
    asked[dimension]?.some((value) => value === from || value === to) === true;
  const told = renamed.filter(isAsked);
  return { both: bothNames(asked, told), told };
}

/** A number in one world; what it cannot be asked there is said, never 0. */
async function sideOf(
  open: OpenWorlds,
  world: OpenWorld,
  { metric, filters, scope }: MetricQuestion,
  [first, last]: readonly [OpenWorld, OpenWorld]
): Promise<Side | { lacking: NonNullable<MetricChange['reason']> }> {
  const where = world === first ? 'before' : world === last ? 'after' : 'between';
  const read = filtersKnown(world, filters);
  if ('dimension' in read)
    return {
      lacking: {
        kind: 'value_unknown',
        ...read,
        in: where,
        says: `${where === 'before' ? '原来的' : '现在的'}版本里没有“${read.value}”，不可比`,
      },
    };
  const view: View = { filters: read.filters, scope };
  const deaf = deafTo(world, metric, view);
  if (deaf.length > 0)
    return { lacking: { kind: 'unfit', in: where, says: `按${deaf.join('、')}筛选，没有这个数可比` } };
  try {
    return await readSide(open, world, metric, view);
  } catch (error) {
    if (!(error instanceof Refusal) || world === last) throw error;
    return {
      lacking: {
        kind: 'metric_unknown',
        in: where,
        says: `原来的版本里没有这个指标，或它不能逐项相加：${error.message}`,
      },
    };
  }
}

/** The filters as a world knows them: of two names of one value the one it has; a value that it has neither of. */
function filtersKnown(
  { catalog }: OpenWorld,
  asked: MetricQuestion['filters']
): { filters: Filters } | { dimension: string; value: string } {
  const known: Record<string, string[]> = {};
  for (const [dimension, values] of Object.entries(asked)) {
    const fit = values.filter((value) => isKnownValue(catalog, dimension, value));
    const [missing] = values.filter((value) => !fit.includes(value));
    if (fit.length === 0) return { dimension, value: missing ?? '' };
    known[dimension] = fit;
  }
  return { filters: readFilters(catalog, known) };
}

const isKnownValue = (catalog: OpenWorld['catalog'], dimension: string, value: string): boolean => {
  try {
    readFilters(catalog, { [dimension]: [value] });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/** Puts beside each line what stands behind it: rows and cells, or what the step itself changed. */
async function tellReasons(chain: Chain, reasons: Comparing['reasons'], lines: ToldLine[]): Promise<void> {
  for (const line of lines) {
    if (line.step === 'data' && line.hidden !== true) line.because = (await reasons.data()).get(line.subject) ?? [];
    if (line.step === 'reference') line.because = await reasons.reference();
    if (line.step === 'engine') line.because = chain.engine.map((file) => ({ kind: 'engine', file }));
    if (line.step === 'day') line.because = [{ kind: 'day', from: chain.from.asOf, to: chain.to.asOf }];
  }
}
