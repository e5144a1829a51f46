import type { VerifiedRecord } from '../versions/verify-record.ts';

/** Whether the record is whole, for people, line by line. */
export function reportRecord({ lines, decisions, head, faults }: VerifiedRecord): string[] {
  if (faults.length > 0) return [...faults.map((fault) => `不符：${fault}`), `记录不完整：${faults.length} 处不符。`];
  if (head === null) return ['还没有记录：没有发布过版本。'];
  const decided = decisions > 0 ? `（其中核定 ${decisions} 条）` : '';
  return [
    `记录完整：${lines} 条${decided}，前后相接，没有被改动；登记的版本和回执与登记时相同。`,
    `最后一条的哈希：${head}`,
  ];
}
