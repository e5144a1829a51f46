import { isWhole } from '#spec';
import { becauseOf, type Because } from './because.ts';
import { effectsOf, type FileEffect } from './by-file.ts';
import type { Comparing } from './comparing.ts';
import { metricOf, type MetricChange, type MetricQuestion } from './metric.ts';
import { openWorlds, type OpenWorlds } from './pair.ts';
import { subjectTitles } from './projects.ts';
import { referenceChanges } from './reference.ts';
import { renamedValues } from './renamed.ts';
import { differingRows } from './rows.ts';
import { lastPair, wholeOf, type WholeChange } from './whole.ts';
import { metricTable, type MetricTable } from './table.ts';
import type { Asked } from './question.ts';
import { chainOf, type Chain, type Ends } from './worlds.ts';

/** A comparison of two versions that can be asked one thing after another. */
export interface Comparison {
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
  close(): void;
}

/** Opens a comparison of two versions; a version that cannot be compared is a NotComparable. */
export async function compareVersions(warehouse: string, ends: Ends): Promise<Comparison> {
  const chain = await chainOf(warehouse, ends);
  return comparisonOf({ warehouse, chain, open: await openWorlds(chain.worlds) });
}

function comparisonOf({ warehouse, chain, open }: Pick<Comparing, 'warehouse' | 'chain' | 'open'>): Comparison {
  const rows = once(() => differingRows(open, lastPair(open), [chain.from, chain.to]));
  const data = once(async () => becauseOf(await rows()));
  const apart = once(async () => becauseOf(await rows(), true));
  const comparing: Comparing = {
    warehouse,
    chain,
    open,
    rows,
    renamed: once(() => renamedValues(open, open.worlds[0]!, open.worlds.at(-1)!)),
    reasons: {
      data: (scope) => (isWhole(scope) ? data() : apart()),
      reference: once(async () => referenceChanges(warehouse, chain, await keysIn(open))),
    },
  };
  let last: { key: string; told: Promise<WholeChange> } | null = null;
  const lastOf = (asked?: Asked): Promise<WholeChange> => {
    const key = JSON.stringify(asked ?? null);
    if (last?.key !== key) last = { key, told: wholeOf(comparing, asked) };
    return last.told;
  };
  // One connection serves all: one question after another.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };
  return {
    chain,
    metric: (question) => inTurn(() => metricOf(comparing, question)),
    whole: (asked) => inTurn(() => lastOf(asked)),
    metrics: (asked) => inTurn(() => metricTable(comparing, asked)),
    effects: (asked) => inTurn(() => effectsOf(comparing, asked)),
    titles: (asked, subjects) => inTurn(() => subjectTitles(comparing, asked, subjects)),
    reference: () => inTurn(() => comparing.reasons.reference()),
    close: () => open.close(),
  };
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

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= work());
}
