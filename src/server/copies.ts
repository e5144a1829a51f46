import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { takeAccounts } from '#access';
import type { Forward } from '#api';
import {
  decisionsAsFollowed,
  faultOfFollowing,
  isFollowing,
  keepFollowing,
  placeOfServed,
  storeAt,
  withFaults,
} from '#replicate';
import type { FollowedDecisions } from '#store';
import { readPointer, type Warehouse } from '#warehouse';
import type { Told } from '#environment/terminal.ts';

/** A copy of what another machine builds, as it is served here. */
export interface Copy {
  /** Where what is done on this machine is written down: the record itself is the other's. */
  record: string;
  /** What is told to who would change something. */
  elsewhere: string;
  /** Nobody signs in here: a proxy asks the machine that builds, and says who it is. Without one it is an Error. */
  needProxy(reached: { behindProxy?: string | null; trustHeader?: string | null }): void;
  warehouseOf(warehouse: Warehouse): Warehouse;
  decisionsOf(all: FollowedDecisions, warehouse: Warehouse): FollowedDecisions;
  forwardOf(warehouse: Warehouse): Forward;
  close(): void;
}

/** Milliseconds that who saw more elsewhere waits here. */
const patience = 2500;

interface Reached {
  endpoint: string | null;
  log: (message: string) => void;
}

/**
 * Follows a store into a warehouse, or serves a warehouse that something else brings; null where it is one of its own.
 * What was brought before is served at once; where nothing was, the first version is waited for.
 */
export async function openCopy(
  warehouse: string,
  { from, endpoint, builder, log }: Reached & { from: string | null; builder: string | null }
): Promise<Copy | null> {
  if (from === null && !isFollowing(warehouse)) return null;
  const store = from === null ? null : await storeAt(from, { endpoint });
  const following =
    store && keepFollowing({ store, warehouse, log, takeAccounts: (text) => takeAccounts(warehouse, text) });
  const isThere = (await readPointer(warehouse)).fault === null;
  const looked = following?.look().catch(() => undefined);
  if (!isThere && following !== null) {
    log(`waiting for the first version of ${from}`);
    await looked;
    for (; (await readPointer(warehouse)).fault !== null; await wait(1000))
      await following.look().catch(() => undefined);
  }
  return {
    record: join(warehouse, 'own.sqlite'),
    elsewhere: `这台是只读的副本，不在这里上传、核定和登录。请在建库的那台上办${builder === null ? '' : `：${builder}`}；办完很快就会跟过来。`,
    needProxy({ behindProxy, trustHeader }) {
      if (!behindProxy || !trustHeader)
        throw new Error(
          '副本上不登录，由 nginx 问过建库的那台再转来：要写 --behind-proxy 和 --trust-header X-Remote-User（见 src/office/README.md）'
        );
    },
    warehouseOf: (own) =>
      withFaults(own, () => {
        const fault = faultOfFollowing(warehouse);
        return fault === null ? [] : [`这台是副本：${fault}`];
      }),
    decisionsOf: decisionsAsFollowed,
    forwardOf(served) {
      const place = placeOfServed(served);
      return {
        place,
        async catchUp(seen) {
          const until = Date.now() + patience;
          while (place() < seen && Date.now() < until) {
            await following?.look().catch(() => undefined);
            await served.refresh();
            if (place() < seen) await wait(200);
          }
          return place() >= seen;
        },
      };
    },
    close() {
      following?.close();
      store?.close();
    },
  };
}

/** Follows until it is told to stop; or once, and answers what that came to. */
export async function followHere({
  warehouse,
  from,
  endpoint,
  isOnce,
}: {
  warehouse: string;
  from: string;
  endpoint: string | null;
  isOnce: boolean;
}): Promise<Told> {
  const store = await storeAt(from, { endpoint });
  const log = (message: string) => console.error(message);
  const following = keepFollowing({
    store,
    warehouse,
    log: isOnce ? () => undefined : log,
    takeAccounts: (text) => takeAccounts(warehouse, text),
  });
  const close = () => (following.close(), store.close());
  const first = await following.look().catch((error: Error) => error);
  if (isOnce) {
    close();
    if (first instanceof Error) return { answer: { reason: first.message }, lines: [first.message], isRefused: true };
    const { version, position, isMoved } = first;
    if (version === null)
      return { answer: { version }, lines: [`${store.name} 里还没有发布过版本。`], isRefused: true };
    const line = `${isMoved ? '已跟到' : '已经是'}版本 ${version}，操作记录第 ${position} 条。`;
    return { answer: { version, position, isMoved }, lines: [line] };
  }
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  clearInterval(alive);
  close();
  return { answer: { stopped: true }, lines: ['不再跟了。'] };
}
