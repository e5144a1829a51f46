import { tellAccounts } from '#access';
import { pruneStore, push, storeAt, type PrunedStore, type Pushed } from '#replicate';

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
