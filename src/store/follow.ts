import { existsSync } from 'node:fs';
import { decisionsIn, decisionStream, type DecisionLine } from './decisions.ts';
import type { Entry } from './entry.ts';
import { openStore, type Store } from './store.ts';

/** Where decisions stand: the last of them, and where it lies in the record. */
export interface DecisionsHead {
  /** The hash of the last decision; '' where there is none. */
  head: string;
  position: number;
  /** Why they cannot be read, for people; null where they can. Then nobody knows what was decided. */
  fault: string | null;
  /** The hash of the last line about papers; of an earlier head none is told. */
  papers?: string;
}

/** The stream of the record that papers and the keys that they are signed with are in. */
export const paperStream = 'papers';

/** The decisions of a warehouse as they are at each moment, whoever writes them. */
export interface FollowedDecisions {
  /** Of a copy those that belong to the version that is served, or to the one that is named. */
  now(version?: string): DecisionsHead;
  /** Where they stood when this decision was the last, '' before the first; null where there is none of this hash. */
  at(head: string): DecisionsHead | null;
  /** Where they stood at an instant, in milliseconds: the last that was written down by then. */
  until(instant: number): DecisionsHead;
  /** Those after a position, up to another, the oldest first. */
  between(after: number, to: number): DecisionLine[];
  close(): void;
}

export const noDecisions: FollowedDecisions = {
  now: () => ({ head: '', position: 0, fault: null }),
  at: (head) => (head === '' ? { head, position: 0, fault: null } : null),
  until: () => ({ head: '', position: 0, fault: null }),
  between: () => [],
  close: () => undefined,
};

/** Milliseconds after which a record that was broken is looked at again. */
const patience = 1000;
/** Milliseconds that a line which was held against the chain is believed for: every export adds one. */
const trust = 60_000;

/**
 * Follows the decisions in a record. All of it is held against its chain when it is opened and once in a while, what is
 * new when it was written to; a line that does not follow, a record that became shorter, is gone, or lacks a decision
 * that a version was published over (`known`), is a fault until it is mended.
 */
export function followDecisions(path: string, known: readonly string[] = []): FollowedDecisions {
  let store: Store | null = null;
  let whole: Pick<Entry, 'position' | 'hash'> = { position: 0, hash: '' };
  let stamp = -1;
  let head: DecisionsHead = { head: '', position: 0, fault: null };
  let again = 0;
  let due = 0;

  function look(): void {
    if (!existsSync(path)) {
      if (whole.position > 0 || known.length > 0) throw new Error('文件不在了');
      return;
    }
    store ??= openStore(path, { readOnly: true });
    const now = store.stamp();
    if (now === stamp) return;
    const last = store.last();
    if ((last?.position ?? 0) < whole.position) throw new Error('比先前短了');
    // Whoever wrote and added no line did something else.
    const isDue = Date.now() >= due || last?.position === whole.position;
    const broken = store.broken(isDue ? undefined : whole);
    if (broken !== null) throw new Error(`第 ${broken.position} 条：${broken.problem}`);
    const decided = store.last(decisionStream);
    if (isDue || decided?.hash !== head.head) refuseLost(store, known);
    if (isDue) due = Date.now() + trust;
    stamp = now;
    whole = last ?? whole;
    const papers = store.last(paperStream)?.hash ?? '';
    head = {
      head: decided?.hash ?? '',
      position: decided?.position ?? 0,
      fault: null,
      ...(papers === '' ? {} : { papers }),
    };
  }

  function close(): void {
    store?.close();
    store = null;
    stamp = -1;
    due = 0;
  }

  function now(): DecisionsHead {
    if (head.fault !== null && Date.now() < again) return head;
    try {
      if (head.fault !== null) head = { ...head, fault: null };
      look();
    } catch (error) {
      close();
      again = Date.now() + patience;
      head = {
        ...head,
        fault: `核定记录 ${path} 读不出来（${(error as Error).message}）。请从备份恢复这个文件，再重新启动服务。`,
      };
    }
    return head;
  }

  return {
    now,
    at(asked) {
      const latest = now();
      if (asked === latest.head || latest.fault !== null) return latest;
      if (asked === '') return { head: '', position: 0, fault: null };
      const found = store?.entries(decisionStream).find(({ hash }) => hash === asked);
      return found === undefined ? null : { head: found.hash, position: found.position, fault: null };
    },
    until(instant) {
      const latest = now();
      if (latest.fault !== null) return latest;
      const found = store?.entries(decisionStream).findLast(({ at }) => Date.parse(at) <= instant);
      return { head: found?.hash ?? '', position: found?.position ?? 0, fault: null };
    },
    between: (after, to) => (store === null ? [] : decisionsIn(store, after).filter(({ position }) => position <= to)),
    close,
  };
}

function refuseLost(store: Store, known: readonly string[]): void {
  const there = new Set(store.entries(decisionStream).map(({ hash }) => hash));
  const lost = known.find((hash) => !there.has(hash));
  if (lost !== undefined) throw new Error(`少了 ${lost.slice(0, 12)} 这一条，有版本是在它之后发布的`);
}
