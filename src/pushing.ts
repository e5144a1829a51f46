import { statSync } from 'node:fs';
import { join } from 'node:path';
import { tellAccounts } from '#access';
import type { Forward } from '#api';
import { recordFile } from '#pipeline';
import { pruneStore, push, storeAt, withFaults, type PrunedStore, type Pushed } from '#replicate';
import { openStore } from '#store';
import type { Warehouse } from '#warehouse';

/** Pushes once what is published. */
export async function pushOnce({
  warehouse,
  to,
  endpoint,
  verify,
  isPruning,
}: {
  warehouse: string;
  to: string;
  endpoint: string | null;
  verify: boolean;
  isPruning: boolean;
}): Promise<Pushed & { pruned: PrunedStore | null }> {
  const store = await storeAt(to, { endpoint });
  try {
    const pushed = await push({ warehouse, store, verify, accounts: () => tellAccounts(warehouse) });
    // Whoever is not this store's builder takes nothing away there.
    const pruned = isPruning && pushed.reason === null ? await pruneStore(store, warehouse) : null;
    return { ...pushed, pruned };
  } finally {
    store.close();
  }
}

export function reportPushed({
  reason,
  version,
  position,
  put,
  isMoved,
  swept,
  readers,
  pruned,
}: Pushed & { pruned: PrunedStore | null }): string[] {
  if (reason !== null) return [reason];
  const size = `${put.count} 件，${(put.bytes / 1e6).toFixed(1)} MB`;
  return [
    isMoved
      ? `已发布到存储：版本 ${version}，操作记录第 ${position} 条（新放 ${size}）。`
      : `没有新的可发：存储里已经是版本 ${version}${put.count > 0 ? `（补放 ${size}）` : ''}。`,
    ...(swept === null
      ? []
      : [
          `清除个人信息以前的 ${swept.count} 件已从存储里删去，${(swept.bytes / 1e6).toFixed(1)} MB；存储自己留的历史版本、快照和备份够不着，请在那边清理。`,
        ]),
    ...(readers === null ? [] : [readersSaid(readers)]),
    ...(pruned === null
      ? []
      : [
          `已清理存储里没有用的 ${pruned.count} 件，${(pruned.bytes / 1e6).toFixed(1)} MB；在读的有 ${pruned.readers} 台。`,
        ]),
  ];
}

/** Whether the readers have taken persons out too. */
export const readersSaid = ({ level, behind }: { level: number; behind: number }): string =>
  level + behind === 0
    ? '清除的个人信息：最近一周没有哪一台在这个存储上读；以前跟过、停着的副本里还有，开起来跟上了才换掉。'
    : `清除的个人信息：最近一周在读的 ${level + behind} 台里，${level} 台已经换掉，${behind} 台还没有跟上；停着的副本不在内。`;

/** Milliseconds between two looks at what is to be pushed, and within which lines that are no decision may wait. */
const pace = { look: 1000, rest: 60_000, again: 15_000, accounts: 5000 };

type Work = (task: 'push', id: string, options: { signal: AbortSignal }) => Promise<unknown>;

/**
 * Pushes while it is served, in a process of its own: a new version and a decision at once, what else is on record
 * within a minute. What goes wrong is told in the log and in health, and tried again.
 */
export function followPush(
  warehouse: string,
  said: { to: string; endpoint: string | null },
  worker: Work,
  { log }: { log: (message: string) => void }
): { warehouseOf(own: Warehouse): Warehouse; forward: Forward; close(): void } {
  const off = new AbortController();
  const marks = watchMarks(warehouse);
  let fault: string | null = null;
  let pushed = { urgent: '', all: '', at: 0 };
  let isBusy = false;
  let due = 0;
  const tell = (reason: string | null) => {
    if (reason !== fault) log(reason === null ? 'pushing: well again' : `pushing: ${reason}`);
    fault = reason;
  };
  const look = async () => {
    if (isBusy || Date.now() < due) return;
    isBusy = true;
    try {
      const now = marks();
      const isDue = now.urgent !== pushed.urgent || (now.all !== pushed.all && Date.now() - pushed.at > pace.rest);
      if (!isDue) return;
      const { reason } = (await worker('push', JSON.stringify(said), { signal: off.signal })) as Pushed;
      tell(reason);
      if (reason === null) pushed = { urgent: now.urgent, all: now.all, at: Date.now() };
      else due = Date.now() + pace.again;
    } catch (error) {
      if (!off.signal.aborted) tell((error as Error).message.split('\n')[0] ?? '');
      due = Date.now() + pace.again;
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void look(), pace.look).unref();
  void look();
  return {
    warehouseOf: (own) => withFaults(own, () => (fault === null ? [] : [`发布到存储没有成功：${fault}`])),
    // Nobody is before who builds: it has what it has not pushed too.
    forward: { place: () => marks().place, catchUp: () => Promise.resolve(true) },
    close() {
      clearInterval(timer);
      off.abort();
    },
  };
}

interface Marks {
  /** Another text whenever something is to be pushed at once. */
  urgent: string;
  /** Another text whenever anything is. */
  all: string;
  /** The place in the record of the last line that is pushed at once. */
  place: number;
}

/** The lines of these are seen by who reads; what else is on record may wait a minute. */
const streams = ['journal', 'decisions', 'replies', 'papers', 'revisions', 'erasures'];

/**
 * Reads the record only when it, or the pointer, was written to. Whoever signs in writes a line and changes no account:
 * so the accounts themselves are looked at, now and then.
 */
function watchMarks(warehouse: string): () => Marks {
  const path = recordFile(warehouse);
  let stamp = '';
  let known: Marks = { urgent: '', all: '', place: 0 };
  let accounts = { line: 0, text: '', at: 0 };
  return () => {
    const files = [join(warehouse, 'current'), path, `${path}-wal`].map((each) =>
      statSync(each, { throwIfNoEntry: false })
    );
    const now = files.map((each) => (each ? `${each.ino} ${each.size} ${each.mtimeMs}` : '')).join(' ');
    const isWaiting = Date.now() - accounts.at > pace.accounts;
    if ((now === stamp && !isWaiting) || !files[0] || !files[1]) return known;
    const record = openStore(path, { readOnly: true });
    try {
      const places = streams.map((stream) => record.last(stream)?.position ?? 0);
      const line = record.last('access')?.position ?? 0;
      const isOther = isWaiting && line !== accounts.line;
      if (isWaiting)
        accounts = { line, text: isOther ? (tellAccounts(warehouse) ?? '') : accounts.text, at: Date.now() };
      const urgent = `${files[0].mtimeMs} ${places.join(' ')} ${accounts.text}`;
      known = { urgent, all: record.head() ?? '', place: Math.max(...places) };
      stamp = now;
      return known;
    } finally {
      record.close();
    }
  };
}
