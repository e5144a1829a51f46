import {
  checksOf,
  figureJson,
  fractionNumber,
  groupsOf,
  isWithoutEffect,
  sayAll,
  titled,
  type Comparison,
  type Fraction,
  type Group,
  type MetricChange,
  type PrintedLine,
} from '#changes';
import { add, parseExact, Refusal, toText, type Scope } from '#spec';
import type { Watched, WatchedNumber } from '#seals';
import { most, type Cause, type ChangedNumber, type Content, type LoadNamed } from './content.ts';
import { proposedKind } from './kinds.ts';
import { pageFilters, questionOf } from './question.ts';

/** What a notice is drafted from: a paper asked again, and the comparison of its version with another. */
export interface DraftOptions {
  paper: Content['paper'];
  to: Content['to'];
  isSample: boolean;
  scope: Scope;
  watched: Watched;
  comparison: Pick<Comparison, 'chain' | 'metric' | 'metrics' | 'verdicts' | 'titles'>;
  metrics: ReadonlySet<string>;
  /** What filters there are, by what they are called. */
  dimensions: Readonly<Record<string, string>>;
  /** The load that brought a file as it is in the newer version. */
  loadOf: (file: string) => LoadNamed | null;
}

/** A cause while it is gathered. */
type Open = Omit<Cause, 'lines' | 'loads' | 'count' | 'turned'> & {
  lines: Map<string, PrintedLine>;
  files: Set<string>;
};

/** Where the comparison cannot say why. The words stand on the notice, and an officer says of what kind it is. */
const untold = {
  noMetric: '这些数不是一个指标在一组筛选下的值，分不出原因',
  other: '这些数逐项比较不出来：比较得的数与纸上或现在的不是同一个',
};

/** Drafts a notice: every number that no longer holds, each change shared out among its causes, exactly. */
export async function draftOf(options: DraftOptions): Promise<Content> {
  const { paper, to, isSample, scope, watched, comparison } = options;
  const broken = watched.numbers.filter(({ state }) => state === 'differs' || state === 'unknown_now');
  if (broken.length === 0)
    throw new Refusal(409, 'nothing_to_revise', '按这个版本重问，这份材料在这个范围里的数都还成立，不用写说明。');
  if (broken.length > most.numbers)
    throw new Refusal(
      409,
      'too_many_numbers',
      `有 ${broken.length} 个数不再成立，一份说明最多 ${most.numbers} 个：请把材料作废，按现在的数据重新印发。`
    );
  const causes = new Map<string, Open>();
  const numbers: ChangedNumber[] = [];
  for (const number of broken) numbers.push(await changedNumber(number, options, causes));
  const dimensions = new Set(Object.keys(options.dimensions));
  const page = { filters: pageFilters(paper.path, dimensions), scope };
  const turned = await turnedOf(options, causes);
  return {
    paper,
    to,
    scope: Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, [...values]])),
    isSample,
    of: watched.numbers.length,
    numbers,
    causes: await closed(options, causes, turned.subjects),
    below: told(watched, 'below_print'),
    lost: told(watched, 'not_comparable'),
    offsets: await offsetsOf(comparison, page, watched),
    verdicts: turned.verdicts,
    fault: comparison.chain.fault,
  };
}

const told = ({ numbers }: Watched, state: WatchedNumber['state']) =>
  numbers.flatMap((each) => (each.state === state ? [{ title: each.title, printed: each.printed }] : []));

async function changedNumber(
  number: WatchedNumber,
  { paper, scope, comparison, metrics, dimensions }: DraftOptions,
  causes: Map<string, Open>
): Promise<ChangedNumber> {
  const { key, title, state, exact, printed, divisor, digits, now } = number;
  const plain = { key, title, state, before: { exact, printed, scale: { divisor, digits } }, now };
  const question = questionOf(key, paper.path, { metrics, dimensions: new Set(Object.keys(dimensions)) });
  const change = question === null ? untold.noMetric : await changeOf(comparison, { ...question, scope });
  const why =
    typeof change === 'string'
      ? change
      : !fits(change.from, exact) || !fits(change.to, now?.exact ?? null)
        ? untold.other
        : change.status === 'not_comparable' || change.lines.length === 0
          ? (change.reason?.says ?? untold.other)
          : null;
  if (typeof change === 'string' || why !== null) {
    const cause = causeOf(causes, { step: null, says: why ?? untold.other, proposed: null, details: [] });
    const isMoney = typeof change !== 'string' && change.format === 'yuan';
    return { ...plain, status: null, change: null, unit: '', isMoney, parts: [{ cause, said: null }] };
  }
  const checks = checksOf(comparison.chain);
  const lines = change.lines.map((line) => ({ ...line, because: titled(line.because, checks) }));
  const groups = groupsOf({ ...change, lines: lines.filter((line) => !isWithoutEffect(line)) }, dimensions);
  const isMerged = comparison.chain.fault !== null;
  const parts = groups.flatMap((group) => partsOf(group, causes, isMerged));
  const { said } = figureJson(change, lines.length);
  const sum = parts.some((part) => part.said === null) ? null : sumOf(parts.map((part) => part.said!));
  const isMoney = change.format === 'yuan';
  return { ...plain, status: change.status, change: sum ?? said.change, unit: said.unit, isMoney, parts };
}

async function changeOf(
  comparison: Pick<Comparison, 'metric'>,
  question: Parameters<Comparison['metric']>[0]
): Promise<MetricChange | string> {
  try {
    return await comparison.metric(question);
  } catch (error) {
    if (error instanceof Refusal && error.status < 500 && error.status !== 408) return untold.noMetric;
    throw error;
  }
}

/** Whether an exact fraction is the number that a paper says, which is as near as a number of JSON comes to it. */
function fits(value: Fraction | null, exact: string | null): boolean {
  if (value === null || exact === null) return value === null && exact === null;
  const [one, other] = [fractionNumber(value), Number(exact)];
  return Math.abs(one - other) <= 1e-12 * Math.max(1, Math.abs(one), Math.abs(other));
}

/** The lines of a group, apart by what they are proposed to be called. */
function partsOf(group: Group, causes: Map<string, Open>, isMerged: boolean): ChangedNumber['parts'] {
  const byKind = Map.groupBy(group.lines, (line) => (isMerged ? null : proposedKind(line)));
  return Array.from(byKind, ([proposed, lines]) => {
    const details = group.step === 'data' ? [] : group.because.map((each) => sayAll([each]));
    // The same cells stand behind a sum that moved and one that came to be known: they are one cause.
    const says = group.says.replace(/^变为(?:已知|未知)；/, '');
    const cause = causeOf(causes, { step: group.step, says, proposed, details });
    const open = [...causes.values()][cause]!;
    for (const line of lines) {
      if (!open.lines.has(line.subject)) open.lines.set(line.subject, line);
      if (line.step !== 'data') continue;
      for (const each of line.because)
        if ('to' in each || 'from' in each) {
          const place = (each.to ?? each.from) as { file?: string } | string | null | undefined;
          if (typeof place === 'object' && place?.file !== undefined) open.files.add(place.file);
        }
    }
    const said = lines.some((line) => line.said === null) ? null : sumOf(lines.map((line) => line.said!));
    return { cause, said };
  });
}

function causeOf(
  causes: Map<string, Open>,
  { step, says, proposed, details }: Pick<Cause, 'step' | 'says' | 'proposed' | 'details'>
): number {
  const key = JSON.stringify([step, says, proposed]);
  if (!causes.has(key))
    causes.set(key, {
      step,
      says,
      proposed,
      mustChoose: proposed === null,
      details: [],
      lines: new Map(),
      files: new Set(),
    });
  const open = causes.get(key)!;
  for (const detail of details) if (!open.details.includes(detail)) open.details.push(detail);
  return [...causes.keys()].indexOf(key);
}

const sumOf = (texts: readonly string[]): string => toText(texts.map(parseExact).reduce(add));

/** The verdicts that turned among the projects behind the causes. */
async function turnedOf({ comparison, scope }: DraftOptions, causes: ReadonlyMap<string, Open>) {
  const behind = new Set(Array.from(causes.values(), ({ lines }) => [...lines.keys()]).flat());
  const verdicts = await comparison.verdicts({ filters: {}, scope });
  const turned = verdicts.filter(
    ({ subjectKind, subject, from, to }) => from !== to && behind.has(`${subjectKind}:${subject}`)
  );
  const first = turned
    .slice(0, most.verdicts)
    .map(({ title, subject, from, to }) => ({ rule: title, subject, from, to }));
  return {
    subjects: new Set(turned.map(({ subjectKind, subject }) => `${subjectKind}:${subject}`)),
    verdicts: { count: turned.length, first },
  };
}

async function closed(
  { comparison, scope, loadOf }: DraftOptions,
  causes: ReadonlyMap<string, Open>,
  turned: ReadonlySet<string>
): Promise<Cause[]> {
  const shown = Array.from(causes.values(), ({ lines }) => [...lines.values()].slice(0, most.lines)).flat();
  const subjects = shown.map(({ subject }) => subject);
  const titles = await comparison.titles({ filters: {}, scope }, subjects);
  return Array.from(causes.values(), ({ lines, files, details, ...cause }): Cause => {
    const subjects = [...lines.values()];
    const count = subjects.filter(({ subject }) => turned.has(subject)).length;
    const rest = details.length - most.details;
    return {
      ...cause,
      mustChoose: cause.mustChoose || count > 0,
      turned: count,
      loads: [...files].flatMap((file) => loadOf(file) ?? []),
      details: rest > 0 ? [...details.slice(0, most.details), `其余 ${rest} 处`] : details,
      lines: subjects.slice(0, most.lines).map((line) => ({
        subject: line.subject.slice(line.subject.indexOf(':') + 1),
        name: titles.get(line.subject)?.name ?? null,
        city: titles.get(line.subject)?.city ?? null,
        says: line.step === 'data' ? sayAll(line.because) : '',
      })),
      count: subjects.length,
    };
  });
}

/** Metrics of the paper of which the data moved under the same number. */
async function offsetsOf(
  comparison: Pick<Comparison, 'metrics'>,
  page: { filters: Record<string, string[]>; scope: Scope },
  { numbers }: Watched
): Promise<string[]> {
  const columns = new Set(numbers.map(({ key }) => key.slice(key.lastIndexOf('#') + 1)));
  const { rows } = await comparison.metrics(page);
  return rows.flatMap(({ metric, title, status }) => (status === 'offset' && columns.has(metric) ? [title] : []));
}
