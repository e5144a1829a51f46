import { everything, isWhole, type Scope } from '#spec';
import { becauseOf, type Because } from './because.ts';
import { effectsOf, type FileEffect } from './by-file.ts';
import type { Comparing } from './comparing.ts';
import { metricOf, type MetricChange, type MetricQuestion } from './metric.ts';
import { openWorlds, type OpenWorlds } from './pair.ts';
import { subjectTitles } from './projects.ts';
import { referenceChanges } from './reference.ts';
import { renamedValues } from './renamed.ts';
import { differingRows } from './rows.ts';
import { rowsWithin } from './rows-within.ts';
import { lastPair, listsOf, wholeOf, type Lists, type WholeChange } from './whole.ts';
import { metricTable, type MetricTable } from './table.ts';
import type { Asked } from './question.ts';
import { turningSubjects } from './turning.ts';
import { chainOf, decidedBy, type Chain, type Ends } from './worlds.ts';

/** A comparison of two versions that can be asked one thing after another. */
export interface Comparison extends Lists {
  chain: Chain;
  metric(question: MetricQuestion): Promise<MetricChange>;
  whole(asked?: Asked): Promise<WholeChange>;
  /** Every metric, without what stands behind its lines. */
  metrics(asked: Asked): Promise<MetricTable>;
  /** Every number that the data moved, by the files whose rows did. */
  effects(asked: Asked): Promise<FileEffect[]>;
  /** What subjects are called, as far as somebody may know them. */
  titles(asked: Asked, subjects: readonly string[]): ReturnType<typeof subjectTitles>;
  /** What reference data, pipelines and program say otherwise. */
  reference(): Promise<Because[]>;
  /** The same with other decisions on the newer side; both are closed together. */
  decidedTo(decided: string): Comparison;
  /** Works out beforehand what every question needs, so that who asks first waits no longer than who asks next. */
  ready(): Promise<void>;
  close(): void;
}

/** Opens a comparison of two versions; a version that cannot be compared is a NotComparable. */
export async function compareVersions(warehouse: string, ends: Ends): Promise<Comparison> {
  const chain = await chainOf(warehouse, ends);
  return comparisonOf({ warehouse, chain, open: await openWorlds(chain.worlds) });
}

function comparisonOf({ warehouse, chain, open }: Pick<Comparing, 'warehouse' | 'chain' | 'open'>): Comparison {
  const once =
    <T>(name: string, work: () => Promise<T>) =>
    () =>
      open.once(name, work);
  const [pair, receipts] = [lastPair(open), [chain.from, chain.to] as const];
  const all = once('rows', () => differingRows(open, pair, receipts));
  const rows: Comparing['rows'] = (scope) =>
    open.once(`rows ${nameOf(scope)}`, async () => rowsWithin(open, pair, receipts, await all(), scope));
  const comparing: Comparing = {
    warehouse,
    chain,
    open,
    rows,
    renamed: once('renamed', () => renamedValues(open, open.worlds[0]!, open.worlds.at(-1)!)),
    reasons: {
      data: (scope) => open.once(`data ${nameOf(scope)}`, async () => becauseOf(await rows(scope), !isWhole(scope))),
      reference: once('reference', async () => referenceChanges(warehouse, chain, await keysIn(open))),
    },
  };
  const lists = listsOf(comparing);
  const { inTurn } = open;
  const own: Comparison = {
    chain,
    metric: (question) => inTurn(() => metricOf(comparing, question)),
    whole: (asked) => inTurn(() => wholeOf(comparing, lists, asked)),
    projects: (asked) => inTurn(() => lists.projects(asked)),
    twins: (asked) => inTurn(() => lists.twins(asked)),
    files: (asked) => inTurn(() => lists.files(asked)),
    verdicts: (asked) => inTurn(() => lists.verdicts(asked)),
    metrics: (asked) => inTurn(() => metricTable(comparing, asked)),
    effects: (asked) => inTurn(() => effectsOf(comparing, asked)),
    titles: (asked, subjects) => inTurn(() => subjectTitles(comparing, asked, subjects)),
    reference: () => inTurn(() => comparing.reasons.reference()),
    decidedTo: (decided) =>
      decided === chain.decided.to ? own : comparisonOf({ warehouse, chain: decidedBy(chain, decided), open }),
    ready: () => inTurn(() => makeReady(comparing)),
    close: () => open.close(),
  };
  return own;
}

const nameOf = (scope: Scope): string => JSON.stringify(Object.entries(scope).sort());

/** Works out what every question needs, whatever it is asked of. */
async function makeReady({ open, chain, renamed, reasons }: Comparing): Promise<void> {
  await renamed();
  await reasons.data(everything);
  for (const { step, from, to } of chain.steps)
    if (step !== 'decision') await turningSubjects(open, open.worlds[from]!, open.worlds[to]!);
}

/** The keys of the tables of reference data, by table. */
async function keysIn(open: OpenWorlds): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await open.read<{ name: string; key: string | null }>(
    open.worlds.at(-1)!,
    'keys',
    'select name, key from catalog.reference'
  );
  return new Map(rows.map(({ name, key }) => [name, (key ?? '').split(',').flatMap((each) => each.trim() || [])]));
}
