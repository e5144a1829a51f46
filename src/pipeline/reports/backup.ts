import type { BackedUp } from '../backup/back-up.ts';
import type { BroughtBack } from '../backup/bring-back.ts';

const size = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;

/** A backup, for people, line by line. */
export const reportBackup = ({ folder, files, bytes, shared, version, record }: BackedUp): string[] => [
  `已备份到 ${folder}：${files} 个文件，${size(bytes)}，其中 ${size(shared)} 与上一份共用。`,
  `当前版本：${version ?? '没有'}。记录的最后一条：${record ?? '没有'}`,
  '请把这个文件夹放到另一台机器或另一块硬盘上。',
];

/** What was brought back, for people, line by line. */
export function reportBroughtBack({ reasons, faults, from, backup }: BroughtBack): string[] {
  if (reasons.length > 0) return [...reasons, '没有恢复。'];
  return [
    `已从 ${from}（${backup?.madeAt}）恢复，当前版本 ${backup?.version ?? '没有'}。`,
    ...(faults.length === 0 ? ['记录完整，版本和登记的一样。'] : faults.map((fault) => `不符：${fault}`)),
  ];
}
