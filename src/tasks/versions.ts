import { filesWaiting } from '#clerks';
import { listKept, prune, reportPruned, reportVersions, restore, setPinned, type Policy, type Pruned } from '#pipeline';
import type { Told } from '#environment/terminal.ts';

export interface VersionsOptions extends Partial<Policy> {
  warehouse: string;
  version: string | null;
  isMeant: boolean;
  onWait: () => void;
}

/** What `npm run versions -- <verb>` does, by verb. */
export const versionCommands: Readonly<Record<string, (options: VersionsOptions) => Promise<Told | string>>> = {
  async list({ warehouse }) {
    const kept = await listKept(warehouse);
    const answer = kept.map(({ receipt: { number, loadedAt, asOf, by }, ...each }) => ({
      ...each,
      number,
      loadedAt,
      asOf,
      by,
    }));
    return { answer, lines: reportVersions(kept) };
  },
  async publish({ warehouse, version, onWait }) {
    if (version === null) return 'versions publish 要写明版本号';
    const restored = await restore(warehouse, version, { onWait });
    if (restored.reason !== null) return { answer: restored, lines: [restored.reason], isRefused: true };
    const line =
      restored.before === version
        ? `版本 ${version} 本来就是当前的。`
        : `已再次发布 ${version}，先前的 ${restored.before} 留着。`;
    return { answer: restored, lines: [line] };
  },
  pin: (options) => pin(options, true),
  unpin: (options) => pin(options, false),
  async prune({ warehouse, keep, older, isMeant, onWait }) {
    if (keep === undefined && older === undefined)
      return 'versions prune 要写明留多少：--keep 个数、--older 天数，或两样都写（都满足的才清理）';
    const pruned = await pruneWarehouse({ warehouse, keep: keep ?? 1, older: older ?? 0 }, { isMeant, onWait });
    return { answer: pruned, lines: reportPruned(pruned) };
  },
};

/** Prunes a warehouse, beside whatever waits in it to be loaded. */
export const pruneWarehouse = (
  options: Policy & { warehouse: string },
  { isMeant, onWait }: { isMeant: boolean; onWait?: () => void }
): Promise<Pruned> =>
  prune({
    ...options,
    isMeant,
    ...(onWait && { onWait }),
    waiting: () => filesWaiting(options.warehouse),
  });

async function pin({ warehouse, version }: VersionsOptions, isPinned: boolean): Promise<Told | string> {
  if (version === null) return `versions ${isPinned ? 'pin' : 'unpin'} 要写明版本号`;
  const kept = await listKept(warehouse);
  if (isPinned && !kept.some((each) => each.version === version && each.bytes !== null))
    return { answer: { pinned: false }, lines: [`没有版本 ${version}。`], isRefused: true };
  await setPinned(warehouse, version, isPinned);
  return { answer: { pinned: isPinned }, lines: [`版本 ${version} ${isPinned ? '已固定，不会被清理' : '不再固定'}。`] };
}
