import { Refusal, type Receipt } from '#spec';
import { nameReplay, type Lease, type Warehouse } from '#warehouse';
import { createFairQueue } from './fair-queue.ts';

/** Makes a replay outside this process: `<version>@<day>`. Rejects when it fails or is called off. */
export type ReplayWorker = (task: 'replay', id: string, options: { signal: AbortSignal }) => Promise<unknown>;

/** What replays are made with. */
export interface ReplayOptions {
  worker: ReplayWorker;
  /** Of the content and the program that judge now. */
  digest: () => Promise<string>;
}

/** Versions as they stood on earlier days: one is made at a time, for all who ask; askers take turns. */
export interface Replays {
  /** The replay, if it is made; null where it is not. */
  find(receipt: Receipt, day: string): Promise<Lease | null>;
  /**
   * The same; one that is not there is made for the account. Refused, to be asked again, where it is not made within
   * the seconds.
   */
  lease(receipt: Receipt, day: string, asked: { seconds: number; account: string | null }): Promise<Lease>;
  close(): void;
}

/** So many may wait to be made: one account has them all where nobody else asks, and one each where eight do. */
const most = 8;

export function createReplays(
  warehouse: Warehouse,
  { worker, digest }: ReplayOptions,
  log: (message: string) => void
): Replays {
  const busy = () => new Refusal(503, 'busy', '正在重演的日子太多，请过一会儿再试。');
  const queue = createFairQueue(most, busy);
  /** Of those that failed when nobody waited any more: whoever asks next is told. */
  const failed = new Set<string>();
  const off = new AbortController();
  const replayOf = async ({ version }: Receipt, day: string) => ({ version, day, digest: await digest() });

  async function make(name: string, id: string): Promise<void> {
    try {
      await worker('replay', id, { signal: off.signal });
    } catch (error) {
      if (!off.signal.aborted) log(`replay ${name}: ${error instanceof Error ? error.message : String(error)}`);
      failed.add(name);
    }
  }

  return {
    async find(receipt, day) {
      return warehouse.leaseReplay(await replayOf(receipt, day));
    },
    async lease(receipt, day, { seconds, account }) {
      const replay = await replayOf(receipt, day);
      const name = nameReplay(replay);
      const there = await warehouse.leaseReplay(replay);
      if (there) return there;
      const made = () => queue.run(name, account ?? '', () => make(name, `${receipt.version}@${day}`));
      if (!failed.has(name) && !(await endsWithin(made(), seconds)))
        throw new Refusal(503, 'replaying', `正在重演到 ${day}，要十几秒到几分钟，请稍后再看。`, { asOf: day });
      const lease = await warehouse.leaseReplay(replay);
      if (lease) return lease;
      if (!failed.delete(name)) log(`replay ${name}: other content made it; this server runs with older content`);
      throw new Refusal(500, 'replay_failed', `没有重演成 ${day} 的情况：原因在服务器的日志里，请告诉管理员。`);
    },
    close: () => off.abort(),
  };
}

async function endsWithin(work: Promise<void>, seconds: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), seconds * 1000);
  return Promise.race([work.then(() => true), promise]).finally(() => clearTimeout(timer));
}
