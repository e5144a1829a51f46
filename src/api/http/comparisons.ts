import { compareVersions, lacksWorlds, NotComparable, WorldMissing, type Comparison } from '#changes';
import { findWorld, reignsOf, type WorldOptions } from '#pipeline';
import { notAmong, Refusal } from '#spec';
import type { Warehouse } from '#warehouse';
import { createSerialQueue } from './serial-queue.ts';

/** Makes the worlds between two versions outside this process: `<from> <to>`. Rejects when it fails or is ended. */
export type WorldsWorker = (task: 'worlds', id: string, options: { signal: AbortSignal }) => Promise<unknown>;

/** What comparisons are made with. */
export interface ComparisonOptions {
  worker: WorldsWorker;
  /** The manifest of this program. */
  program: () => Promise<string>;
  /** Is handed what makes ready by what the newest version will be compared; to be called whenever one is served. */
  whenServed?: (prepare: () => Promise<void>) => void;
}

export interface Compared {
  from: string;
  to: string;
  /** The last decision that counts on the newer side. */
  decided: string;
}

/** Versions beside each other, each pair opened once for all who ask of it. */
export interface Comparisons {
  /**
   * Asks something of a pair. Where a world between them is not there it is made, one after the other, for whoever asks
   * meanwhile; refused, to be asked again, where it is not made within the seconds.
   */
  ask<T>(pair: Compared, seconds: number, work: (comparison: Comparison) => Promise<T>): Promise<T>;
  /**
   * Makes the worlds between the current version and the one before it, where something besides the files is another,
   * and works out what every question of the two needs: whoever asks later finds it.
   */
  prepare(): Promise<void>;
  close(): void;
}

/** So many are held open. */
const most = 3;

/** So many ms what failed is not tried again: it may have been for want of room. */
const patience = 60_000;

interface Held {
  opening: Promise<Comparison>;
  /** Who asks of it now. */
  users: number;
  isDropped: boolean;
}

export function createComparisons(
  warehouse: Pick<Warehouse, 'folder' | 'version' | 'versions'>,
  options: ComparisonOptions | null,
  log: (message: string) => void
): Comparisons {
  const queue = createSerialQueue();
  const open = new Map<string, Held>();
  const making = new Map<string, Promise<void>>();
  /** Why the worlds between two versions could not be made, and when. */
  const faults = new Map<string, { fault: string; at: number }>();
  const off = new AbortController();
  const keyOf = ({ from, to }: Compared) => `${from} ${to}`;

  function make({ from, to }: Compared): Promise<void> {
    if (options === null) throw new Refusal(503, 'no_worlds', '这里没有开通分原因的比较。');
    const id = `${from} ${to}`;
    const under = making.get(id);
    if (under) return under;
    const made = queue
      .run(() => options.worker('worlds', id, { signal: off.signal }))
      .then(
        (answer) => {
          const { fault = null } = (answer ?? {}) as { fault?: string | null };
          if (fault !== null) faults.set(id, { fault, at: Date.now() });
        },
        (error: unknown) => {
          if (off.signal.aborted) return;
          faults.set(id, { fault: '中间的各步没有建成，原因在服务器的日志里', at: Date.now() });
          log(`worlds ${id}: ${error instanceof Error ? error.message : String(error)}`);
        }
      )
      .finally(() => making.delete(id));
    making.set(id, made);
    return made;
  }

  async function opened(pair: Compared): Promise<Comparison> {
    const find = async (world: WorldOptions) => {
      const failed = faults.get(`${pair.from} ${pair.to}`);
      if (failed && Date.now() - failed.at < patience) throw new Error(failed.fault);
      const path = await findWorld(world);
      if (path === null) throw new WorldMissing();
      return path;
    };
    const program = (await options?.program()) ?? null;
    return compareVersions(warehouse.folder, { ...pair, program, make: find });
  }

  function held(pair: Compared): Held {
    const key = keyOf(pair);
    const known = open.get(key) ?? { opening: opened(pair), users: 0, isDropped: false };
    open.delete(key);
    open.set(key, known);
    known.opening.catch(() => open.delete(key));
    for (const [oldest, each] of open) {
      if (open.size <= most) break;
      open.delete(oldest);
      drop(each);
    }
    return known;
  }

  function drop(each: Held): void {
    each.isDropped = true;
    if (each.users === 0) void each.opening.then((comparison) => comparison.close()).catch(() => undefined);
  }

  async function use<T>(pair: Compared, work: (comparison: Comparison) => Promise<T>): Promise<T> {
    const one = held(pair);
    one.users += 1;
    try {
      return await work((await one.opening).decidedTo(pair.decided));
    } finally {
      one.users -= 1;
      if (one.isDropped) drop(one);
    }
  }

  async function prepare(): Promise<void> {
    const to = warehouse.version();
    if (options === null || to === null) return;
    const reigns = await reignsOf(warehouse.folder);
    const at = reigns.findLastIndex(({ version }) => version === to);
    const before = (at < 0 ? reigns : reigns.slice(0, at)).findLast(({ version }) => version !== to);
    const receipt = await warehouse.versions.receipt(to);
    if (before === undefined || receipt === null || (await warehouse.versions.receipt(before.version)) === null) return;
    const pair = { from: before.version, to, program: await options.program() };
    const compared = { ...pair, decided: receipt.decisions ?? '' };
    if (await lacksWorlds(warehouse.folder, pair)) await make(compared);
    await use(compared, (comparison) => comparison.ready()).catch((error: unknown) => {
      if (!(error instanceof NotComparable || error instanceof WorldMissing)) throw error;
    });
  }
  options?.whenServed?.(() =>
    prepare().catch((error: Error) => log(`what the newest version is compared by is not made: ${error.message}`))
  );

  return {
    prepare,
    async ask(pair, seconds, work) {
      for (const version of [pair.from, pair.to])
        if ((await warehouse.versions.receipt(version)) === null)
          throw notAmong(404, 'unknown_version', '没有版本', {
            value: version.slice(0, 60),
            allowed: await warehouse.versions.list(),
          });
      try {
        return await use(pair, work);
      } catch (error) {
        if (error instanceof NotComparable) throw new Refusal(409, 'not_comparable', error.message);
        if (!(error instanceof WorldMissing)) throw error;
        if (!(await endsWithin(make(pair), seconds)))
          throw new Refusal(
            503,
            'comparing',
            '两版的口径、程序或截至日不同，正在逐项分开算，要十几秒到几分钟，请稍后再看。'
          );
        return await use(pair, work);
      }
    },
    close() {
      off.abort();
      for (const each of open.values()) drop(each);
      open.clear();
    },
  };
}

async function endsWithin(work: Promise<void>, seconds: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), seconds * 1000);
  return Promise.race([work.then(() => true), promise]).finally(() => clearTimeout(timer));
}
