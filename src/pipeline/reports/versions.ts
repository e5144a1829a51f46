import type { KeptVersion } from '../retention/list.ts';
import type { Reason } from '../retention/plan.ts';
import type { Pruned } from '../retention/prune.ts';
import { isReadable } from '#warehouse';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Versions for people, a line each. */
export function reportVersions(versions: readonly KeptVersion[]): string[] {
  if (versions.length === 0) return ['还没有发布过版本。'];
  const size = versions.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  return [
    ...versions.map(({ version, receipt, bytes, isCurrent, isPinned, fault }) =>
      [
        version,
        receipt.number,
        receipt.loadedAt.slice(0, 16).replace('T', ' '),
        bytes === null ? '已清理，只留回执' : megabytes(bytes),
        isCurrent ? '当前' : '',
        isPinned ? '固定' : '',
        bytes !== null && !isReadable(receipt) ? '需另建' : '',
        fault ?? '',
      ]
        .filter(Boolean)
        .join('  ')
    ),
    `共 ${versions.length} 个版本，${megabytes(size)}。`,
  ];
}

const reasons: Readonly<Record<Reason, string>> = {
  current: '当前',
  pinned: '固定',
  paper: '有印发的材料写着它',
  newest: '最近的',
  young: '还不够旧',
  needed: '留着的版本与它比较，或由它另建',
  damaged: '损坏，请先查看',
};

/** What pruning took, or would take. */
export function reportPruned({ isDone, gone, stays, originals, replays, originalsKept }: Pruned): string[] {
  const verb = isDone ? '已清理' : '将清理';
  const bytes = gone.reduce((sum, each) => sum + each.bytes, 0);
  return [
    ...gone.map((each) => `${verb} ${each.version}  ${each.number}  ${megabytes(each.bytes)}`),
    ...stays.map(({ version, number, reason }) => `留着 ${version}  ${number}  ${reasons[reason]}`),
    `${verb} ${gone.length} 个版本 ${megabytes(bytes)}，不再用到的原件 ${originals.count} 个 ${megabytes(originals.bytes)}，重演 ${replays.count} 个 ${megabytes(replays.bytes)}。回执和记录都留着。`,
    ...(originalsKept === null ? [] : [`原件一个也没有清理：${originalsKept}。`]),
    ...(isDone || gone.length + originals.count + replays.count === 0
      ? []
      : ['这只是预览，什么也没有动。确认后加 --yes 再运行。']),
  ];
}
